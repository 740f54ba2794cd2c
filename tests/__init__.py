"""A package, so that a library which installs a package named tests does not shadow it."""
