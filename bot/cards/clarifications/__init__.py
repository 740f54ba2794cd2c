"""Suggestions and requests: their forms, the stewards' cards, and what people hear."""
