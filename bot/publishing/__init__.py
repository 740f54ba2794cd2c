"""Writes decisions: to files, to a git repository, as pull requests."""
