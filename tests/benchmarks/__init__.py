"""Tests of what the measurements stand on: the made-up content, and that all engines answer alike."""
