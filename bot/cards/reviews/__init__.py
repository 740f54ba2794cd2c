"""Cards and forms for reviews of due terms."""
