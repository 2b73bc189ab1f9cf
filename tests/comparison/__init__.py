"""Comparison: likeness of municipalities, transfer of a solution, whom to ring."""
