"""The site, read through a test client over an invented bank."""
