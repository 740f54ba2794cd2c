"""What is kept of posts by the clock: the ledger, its history, and channels in trouble."""
