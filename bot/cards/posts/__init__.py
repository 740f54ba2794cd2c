"""What the clock posts, and what stewards read when that fails."""
