"""How the parts of records are told on a page, whichever page it is."""
