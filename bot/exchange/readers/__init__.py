"""The forms in which glossaries come: one module each, bytes in, entries out."""
