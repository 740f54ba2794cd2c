"""The domain of terms: what they are, how they are read, and how one is found. Without Slack."""
