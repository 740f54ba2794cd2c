"""Slack's rules for what an app sends: messages, blocks and the elements in them."""
