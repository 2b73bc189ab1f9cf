"""Drawings as SVG, each with the table behind it."""
