"""What a browser sees: one module per subject; each asks the bank, makes a page of it and renders it."""
