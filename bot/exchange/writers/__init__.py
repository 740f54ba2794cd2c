"""The forms in which a glossary leaves: one module each, terms in, bytes out."""
