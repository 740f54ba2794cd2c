"""What the clock starts: entry points beside the handlers, which Slack starts."""
