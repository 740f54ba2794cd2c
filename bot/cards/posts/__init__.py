"""Scheduled posts, and the stewards' messages when one fails."""
