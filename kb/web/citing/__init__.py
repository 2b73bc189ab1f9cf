"""How a record's page is cited."""
