"""Terms inside a message: finds its text, the labels in it, and those that are meant."""
