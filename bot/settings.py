"""Settings from the environment (and ``.env``), typed, refused all at once."""
