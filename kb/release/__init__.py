"""One immutable release: built aside, sealed with digests, swapped in, opened without parsing."""
