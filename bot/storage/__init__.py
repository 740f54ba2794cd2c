"""What the bot remembers, in SQLite or PostgreSQL; the only user of SQLAlchemy."""
