"""Cards and forms on which stewards answer for terms that are due."""
