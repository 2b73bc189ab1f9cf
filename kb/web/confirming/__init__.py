"""The page behind the link in a reminder: still right, changed, stopped."""
