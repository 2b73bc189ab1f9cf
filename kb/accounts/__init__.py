"""Who may do what: people with a role, how they sign in, and the trail of what was done."""
