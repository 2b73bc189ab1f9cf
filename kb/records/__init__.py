"""What we know: one file per record type, the frozen dataclass and its schema side by side."""
