"""The editors' pages: what waits, and one submission read through, decided and published."""
