"""Calls for partners: who looks for what, and whom to write to."""
