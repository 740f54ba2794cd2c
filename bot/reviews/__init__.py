"""Reviews of terms: the order in which people get them."""
