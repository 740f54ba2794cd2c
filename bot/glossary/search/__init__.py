"""Finding a term: reading a question, the cascade of matches, near hits, completion."""
