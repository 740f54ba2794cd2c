"""How the glossary is used and kept, drawn as a card, a table or a picture."""
