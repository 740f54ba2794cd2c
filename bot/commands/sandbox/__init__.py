"""The sandbox's own commands."""
