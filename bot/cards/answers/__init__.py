"""Answers to a lookup, on every surface: Slack, the terminal, data."""
