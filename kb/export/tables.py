"""All tables of the open data."""

from kb.errors import KnowledgeBankError
from kb.export import findings, meanings, places, records
from kb.export.table import Table

TABLES: tuple[Table, ...] = (
    *records.TABLES,
    *findings.TABLES,
    *places.TABLES,
    *meanings.TABLES,
)
BY_NAME = {table.name: table for table in TABLES}


def chosen_tables(names: tuple[str, ...]) -> tuple[Table, ...]:
    """Find tables by name, all where none is named; raise KnowledgeBankError for a name there is not."""
    for name in names:
        if name not in BY_NAME:
            raise KnowledgeBankError(f"Tabellen {name} findes ikke. Der er: {', '.join(BY_NAME)}.")
    return tuple(BY_NAME[name] for name in dict.fromkeys(names)) or TABLES
