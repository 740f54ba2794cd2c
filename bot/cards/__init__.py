"""What people see: pure functions from values to a Card or a view. No client, clock or database."""
