"""The adapter to Slack: connections, calls, their failures, what is read and sent."""
