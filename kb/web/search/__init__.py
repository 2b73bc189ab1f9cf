"""The search page and its data."""
