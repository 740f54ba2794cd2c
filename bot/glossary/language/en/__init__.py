"""English: its words, its word endings, and lists that lookup and mentions need."""
