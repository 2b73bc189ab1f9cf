"""How a contribution becomes a file: FORM → RECORD → REVIEW → COMMIT."""
