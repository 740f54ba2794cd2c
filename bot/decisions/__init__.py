"""Shared by clarifications and reviews: changes, the outbox, the audit trail."""
