"""Tests of accounts: people, passwords, sessions, the audit trail."""
