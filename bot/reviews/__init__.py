"""Reviews of terms: in which order people are asked."""
