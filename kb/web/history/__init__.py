"""What a record said before: its versions, and what changed from one to the next."""
