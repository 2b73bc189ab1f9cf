"""What is not published: accounts, drafts, the audit trail; in SQLite or PostgreSQL, never read by a page."""
