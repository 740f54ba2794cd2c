"""Storage for scheduled posts: the ledger, its history, and channels in trouble."""
