"""Tests of the database: transactions, migrations, settings."""
