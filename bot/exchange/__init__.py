"""Glossaries of other forms: what comes in, and what goes out."""
