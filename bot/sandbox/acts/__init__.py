"""What people do in the workspace: write, press, choose, fill in and send."""
