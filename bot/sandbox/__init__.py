"""A Slack workspace on this machine: to try the bot in, and to test it against."""
