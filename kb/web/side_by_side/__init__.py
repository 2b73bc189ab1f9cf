"""Solutions or municipalities side by side."""
