"""The pages about the bank itself."""
