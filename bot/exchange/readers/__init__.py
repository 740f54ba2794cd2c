"""One module a form. Each recognises its form and reads it into entries (bot/exchange/entry.py)."""
