"""What clarifications and reviews share: changes, the outbox, the audit trail."""
