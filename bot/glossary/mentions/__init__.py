"""Terms inside a message: what is text, where labels stand, which are meant."""
