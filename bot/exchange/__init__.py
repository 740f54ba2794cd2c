"""Import and export: other forms of glossaries in, and ours out."""
