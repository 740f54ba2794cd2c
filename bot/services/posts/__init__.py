"""Scheduled posts: which are due, how each is made only once, and the reports about them."""
