"""All that a release holds, as open data: tables of documented columns, and the formats they are written in.

Read in this order: `columns`, `table`, `holdings`, the tables by subject, `tables`; then how they are
described, `datapackage`, and written, `formats` and `package`.
"""
