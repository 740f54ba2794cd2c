"""Where a decision is written: files, a git repository, pull requests."""
