"""The glossary by category and role."""
