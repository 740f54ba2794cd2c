"""How the database comes to its present form: Alembic's environment, and its steps."""
