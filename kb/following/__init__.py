"""What is followed once a record is out: whether it still holds, and whether its links lead anywhere."""
