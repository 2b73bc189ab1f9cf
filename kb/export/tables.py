"""All tables of the open data."""

from kb.export import findings, meanings, places, records
from kb.export.table import Table

TABLES: tuple[Table, ...] = (
    records.SOLUTIONS,
    records.REPORTS,
    *findings.TABLES,
    *places.TABLES,
    *meanings.TABLES,
)
BY_NAME = {table.name: table for table in TABLES}
