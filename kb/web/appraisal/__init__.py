"""The page on which a reader works out a business case."""
