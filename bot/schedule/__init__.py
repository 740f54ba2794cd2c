"""Decides when posts are due, which term is next, and what is new since the last post."""
