"""The bank for programs: every table row by row, search, comparison and business case, as JSON.

Read in this order: `problems`, `parameters`, `resources`, `openapi`, `routes`.
"""
