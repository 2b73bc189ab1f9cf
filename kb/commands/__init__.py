"""Commands of `kb` about what is not published: the database, users, mails, the audit trail."""
