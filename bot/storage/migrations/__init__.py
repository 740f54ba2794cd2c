"""Migrations: Alembic's environment and its steps."""
