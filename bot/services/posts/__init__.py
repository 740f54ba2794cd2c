"""Scheduled posts: which are due, how each is made once, and what is reported of them."""
