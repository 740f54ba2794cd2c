"""What every handler needs: to read what Slack sends, and to answer where it was asked."""
