"""People's acts in the workspace: write, press, choose, fill in and send."""
