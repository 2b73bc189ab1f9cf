"""The pages of those who have an account: signing in, one's own account, and the users."""
