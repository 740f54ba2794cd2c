"""The use cases, shared by Slack, the clock and the command line."""
