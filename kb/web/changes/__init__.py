"""The page and feeds of changes."""
