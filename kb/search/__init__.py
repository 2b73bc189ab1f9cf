"""How a reader's words and choices become solutions: CATALOGUE → INDEX → FACETED RESULTS."""
