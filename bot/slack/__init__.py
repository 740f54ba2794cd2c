"""The adapter to Slack: connections, calls, their failures, and messages."""
