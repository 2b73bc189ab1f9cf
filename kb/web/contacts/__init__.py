"""How a reader is put in touch with those behind a report that has no mailbox."""
