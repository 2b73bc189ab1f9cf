"""The tables as one SQLite file, with foreign keys and a full-text index; opens as it is in Datasette."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from kb.export.batches import batches
from kb.export.columns import Cell, Column, Kind
from kb.export.described import LANGUAGES, LICENCE, TITLE, description_of, said, title_of
from kb.export.formats.text import BETWEEN, as_number
from kb.export.holdings import Holdings
from kb.export.table import Table

TYPES = {Kind.WHOLE: "INTEGER", Kind.NUMBER: "REAL", Kind.FLAG: "INTEGER"}
# What the full-text index covers: the table, its key, and the columns that are searched.
SEARCHED = (
    ("solutions", "solution", ("title", "summary", "problem", "target_group", "prose")),
    (
        "reports",
        "report",
        ("title", "description", "what_failed", "why_stopped", "for_citizens", "for_staff"),
    ),
)


def write_sqlite(path: Path, tables: tuple[Table, ...], holdings: Holdings) -> None:
    """Write a new file; a column of ids holds them with semicolons between, true is 1 and false 0."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA journal_mode = OFF")
        for table in tables:
            connection.execute(create_statement(table))
        for table, rows in batches(tables, holdings):
            connection.executemany(insert_statement(table), (tuple(map(_value, row)) for row in rows))
        _describe(connection, tables, holdings)
        for name, key, columns in SEARCHED:
            _index(connection, name, key, columns)
        connection.execute("PRAGMA user_version = 1")


def create_statement(table: Table) -> str:
    """Write the statement that makes a table, with its key and what it points to."""
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    lines += [
        f"FOREIGN KEY ({quoted(one.column)}) REFERENCES {quoted(one.table)} ({quoted(one.key)})"
        for one in table.references
    ]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n)"


def quoted(name: str) -> str:
    """Quote a name of ours for SQL."""
    return f'"{name}"'


def _column(column: Column) -> str:
    return f"{quoted(column.name)} {TYPES.get(column.kind, 'TEXT')}{' NOT NULL' if column.required else ''}"


def insert_statement(table: Table) -> str:
    """Write the statement that puts a row into a table."""
    places = ", ".join("?" * len(table.columns))
    return " ".join(("INSERT INTO", quoted(table.name), "VALUES (", places, ")"))


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, tuple):
        return BETWEEN.join(cell)
    return as_number(cell) if isinstance(cell, Decimal) else cell


def _describe(connection: sqlite3.Connection, tables: tuple[Table, ...], holdings: Holdings) -> None:
    """Write the data dictionary and what the file is, so that it explains itself."""
    connection.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    about = {
        "title": said("da", TITLE),
        "release_id": holdings.release_id,
        "as_of": holdings.as_of,
        "licence": LICENCE.name,
        "licence_url": LICENCE.url,
        "query": holdings.query,
    }
    connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    names = "table_name, column_name, kind, title_da, title_en, description_da, description_en"
    connection.execute(f"CREATE TABLE columns ({names}, PRIMARY KEY (table_name, column_name))")
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?)", _dictionary(tables))


def _dictionary(tables: tuple[Table, ...]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for column in table.columns:
            titles = [title_of(column, language) for language in LANGUAGES]
            descriptions = [description_of(column, language) for language in LANGUAGES]
            yield table.name, column.name, column.kind.value, *titles, *descriptions


def _index(connection: sqlite3.Connection, name: str, key: str, columns: tuple[str, ...]) -> None:
    """Make the full-text index of a table; `rowid` is the row's own."""
    named = ", ".join((key, *columns))
    connection.execute(
        f"CREATE VIRTUAL TABLE {name}_fts USING fts5({key} UNINDEXED, {', '.join(columns)}, "
        f"content='{name}', tokenize='unicode61 remove_diacritics 0')"
    )
    connection.execute(
        " ".join((f"INSERT INTO {name}_fts", f"(rowid, {named})", f"SELECT rowid, {named}", f"FROM {name}"))
    )
