"""The pages on which a municipality reports its experience: the form, and one's own reports."""
