"""Payloads and events for the app, and the app's replies."""
