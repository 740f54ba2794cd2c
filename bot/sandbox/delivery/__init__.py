"""What the workspace brings to the app: payloads, events, and the app's replies to them."""
