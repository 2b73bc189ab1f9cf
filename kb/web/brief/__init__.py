"""The decision brief for a committee."""
