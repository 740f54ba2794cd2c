"""Cards and views: pure functions from values. No client, clock or database."""
