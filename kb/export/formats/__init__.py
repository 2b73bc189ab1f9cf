"""The formats that tables are written in; each a module of its own."""
