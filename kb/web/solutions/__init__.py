"""The pages of solutions and their experience reports."""
