"""Every format says the same, whatever the records hold."""

import csv
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from kb.catalogue import Catalogue
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.export.columns import Column, Kind
from kb.export.formats import workbook
from kb.export.formats.text import BETWEEN, RISKY, csv_cell, plain
from kb.export.holdings import Holdings
from kb.export.table import Table
from kb.export.tables import BY_NAME, TABLES
from kb.export.writing import Format, write
from kb.records.fields import is_control
from kb.release.holding import holdings_of
from kb.web.app import create_app
from tests.hostile import VALUES
from tests.web.toy import EXPERIENCES, SOLUTIONS, ToyBank, toy_catalogue, toy_release

# Each writes and reads 35 tables seven times.
EXAMPLES = 10
Fields = dict[str, Any]
Read = dict[str, list[Fields]]


def as_the_reader_keeps(text: str) -> str:
    """Take from a text what no record can hold: controls, and white space at its ends."""
    return "".join(one for one in text if not is_control(one)).strip()


HOSTILE = [text for text in map(as_the_reader_keeps, VALUES) if text]
texts = (
    st.sampled_from(HOSTILE)
    | st.sampled_from(
        ["'=1+1", "''-x", "'citat'", "_x0041_", "_x000D_", "null", "true", "0012", "1e5", "NaN"]
    )
    | st.text(max_size=40).map(as_the_reader_keeps).filter(bool)
)
numbers = st.decimals(-(10**9), 10**9, places=3)


@st.composite
def catalogues(draw: Callable[[Any], Any]) -> Catalogue:
    """Make the invented bank up anew, with other texts and numbers in it."""
    solutions = tuple(
        replace(one, title=draw(texts), summary=draw(texts), aliases=(draw(texts), draw(texts)))
        for one in SOLUTIONS
    )
    reports = {one.ref: _changed(draw, one) for one in EXPERIENCES}
    kept = draw(st.sets(st.sampled_from(sorted(reports))))
    return replace(
        toy_catalogue(solutions=solutions),
        experiences={ref: report for ref, report in reports.items() if ref in kept},
    )


def _changed(draw: Callable[[Any], Any], report: Any) -> Any:
    outcomes = tuple(
        replace(one, label=draw(texts), words=draw(texts | st.none()), value=draw(numbers | st.none()))
        for one in report.outcomes
    )
    return replace(report, title=draw(texts | st.none()), description=draw(texts), outcomes=outcomes)


@pytest.mark.slow
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(catalogues())
def test_every_format_says_the_same(catalogue):
    """CSV, JSON Lines, XLSX, SQLite, Parquet, the package and the API give the same rows with the same values."""
    release = toy_release(catalogue)
    holdings = holdings_of(release, base_url=Config().public_url)
    right = {table.name: list(_rows(table, holdings)) for table in TABLES}
    with tempfile.TemporaryDirectory() as folder:
        for form, read in READERS.items():
            list(write(Path(folder), form, TABLES, holdings))
            found = read(Path(folder))
            for name, rows in right.items():
                assert found[name] == rows, (form, name)
        client = create_app(Config(data_dir=Path(folder) / "instance"), ToyBank(release)).test_client()
        for name, rows in right.items():
            assert list(_items(client, f"/api/v1/{name}?limit=1000")) == rows, name


def _rows(table: Table, holdings: Holdings) -> Iterator[Fields]:
    names = [column.name for column in table.columns]
    return (dict(zip(names, map(plain, row), strict=True)) for row in table.rows(holdings))


def _items(client: Any, path: str | None) -> Iterator[Fields]:
    while path:
        body = client.get(path).json
        yield from body["items"]
        path = body["next"]


def _typed(column: Column, cell: Any) -> Any:
    """Make a cell of a format without types what its column says."""
    if cell in ("", None):
        return None
    if column.kind is Kind.LIST:
        return str(cell).split(BETWEEN)
    if column.kind is Kind.FLAG:
        return cell in ("true", True)
    return float(cell) if column.kind in (Kind.NUMBER, Kind.WHOLE) else cell


def without_apostrophe(text: str) -> str:
    """Take off the apostrophe that keeps a spreadsheet from running a text."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(RISKY) else text


def _from_csv(table: Table, text: str) -> list[Fields]:
    known = {column.name: column for column in table.columns}
    return [
        {name: _typed(known[name], without_apostrophe(cell) if _is_text(known[name]) else cell)
         for name, cell in row.items()}
        for row in csv.DictReader(io.StringIO(text, newline=""))
    ]  # fmt: skip


def _is_text(column: Column) -> bool:
    return column.kind in (Kind.TEXT, Kind.DAY, Kind.LIST)


def read_csv(folder: Path) -> Read:
    return {
        table.name: _from_csv(table, (folder / f"{table.name}.csv").read_bytes().decode()) for table in TABLES
    }


def read_package(folder: Path) -> Read:
    """Read the package by what its descriptor says of each file."""
    with zipfile.ZipFile(folder / "efterproevet.zip") as archive:
        described = json.loads(archive.read("datapackage.json"))
        return {
            one["name"].replace("-", "_"): _from_csv(
                BY_NAME[one["name"].replace("-", "_")], archive.read(one["path"]).decode(one["encoding"])
            )
            for one in described["resources"]
        }


def read_json_lines(folder: Path) -> Read:
    return {
        table.name: [
            json.loads(line)
            for line in (folder / f"{table.name}.jsonl").read_bytes().decode().split("\n")
            if line
        ]
        for table in TABLES
    }


def read_workbook(folder: Path) -> Read:
    """Read the sheets; no cell is a formula or a link."""
    book = openpyxl.load_workbook(folder / "efterproevet.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    return {table.name: _sheet(table, book[table.name[:31]]) for table in TABLES}


def _sheet(table: Table, sheet: Any) -> list[Fields]:
    names, *rows = sheet.iter_rows(values_only=True)
    assert list(names) == [column.name for column in table.columns]
    return [
        {
            column.name: _typed(column, _unescaped(cell))
            for column, cell in zip(table.columns, row, strict=True)
        }
        for row in rows
    ]


def _unescaped(cell: Any) -> Any:
    """Read a text as spreadsheets do: openpyxl leaves the sign for a literal `_x0041_` as it is in the file."""
    return unescape(cell) if isinstance(cell, str) else cell


def read_database(folder: Path) -> Read:
    """Read the tables; every key points to a row."""
    with closing(sqlite3.connect(folder / "efterproevet.sqlite")) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {table.name: _selected(connection, table) for table in TABLES}


def _selected(connection: sqlite3.Connection, table: Table) -> list[Fields]:
    rows = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid')
    return [
        {column.name: _typed(column, cell) for column, cell in zip(table.columns, row, strict=True)}
        for row in rows
    ]


def read_parquet(folder: Path) -> Read:
    return {
        table.name: pyarrow.parquet.read_table(folder / f"{table.name}.parquet").to_pylist()
        for table in TABLES
    }


READERS: dict[Format, Callable[[Path], Read]] = {
    Format.CSV: read_csv,
    Format.JSON_LINES: read_json_lines,
    Format.XLSX: read_workbook,
    Format.SQLITE: read_database,
    Format.PARQUET: read_parquet,
    Format.ZIP: read_package,
}


def test_no_row_is_left_out_of_a_workbook(holdings, tmp_path, monkeypatch):
    """A table with more rows than a sheet can hold is refused by name, not cut."""
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    with pytest.raises(KnowledgeBankError, match="Tabellen municipalities har flere rækker"):
        list(write(tmp_path, Format.XLSX, TABLES, holdings))


@given(texts | st.text())
@pytest.mark.parametrize("before", ["", "'", "''", "=", "'="])
def test_the_apostrophe_can_be_taken_off(before, text):
    """No text begins as a formula does in CSV, and with its apostrophe taken off it is the text again."""
    cell = csv_cell(before + text)
    assert not cell.startswith(RISKY)
    assert without_apostrophe(cell) == before + text
