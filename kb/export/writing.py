"""How a release is written as files: which formats there are, and which file each table gets."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path

from kb.export.batches import batches
from kb.export.formats.columnar import write_parquet
from kb.export.formats.database import write_sqlite
from kb.export.formats.text import csv_heading, csv_row, json_row
from kb.export.formats.workbook import write_workbook
from kb.export.holdings import Holdings
from kb.export.package import package_pieces
from kb.export.table import Row, Table

NAME = "efterproevet"
Written = Iterator[Path]
Batches = Iterable[tuple[Table, Iterable[Row]]]
LineOf = Callable[[Table, Row], str]


class Format(StrEnum):
    """What data can be written as."""

    CSV = "csv"
    JSON_LINES = "jsonl"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    PARQUET = "parquet"
    ZIP = "zip"


def write(directory: Path, form: Format, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    """Write the tables into a folder in a format, and give each file's path when it is done."""
    directory.mkdir(parents=True, exist_ok=True)
    return WRITERS[form](directory, tables, holdings)


def _csv(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    headings = {table.name: csv_heading(table) for table in tables}
    return _write_lines(directory, Format.CSV, headings, csv_row, batches(tables, holdings))


def _json_lines(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    headings = {table.name: "" for table in tables}
    return _write_lines(directory, Format.JSON_LINES, headings, json_row, batches(tables, holdings))


def _write_lines(
    directory: Path, form: Format, headings: Mapping[str, str], line_of: LineOf, found: Batches
) -> Written:
    """Write a file for each heading, all at the same time."""
    paths = {name: directory / f"{name}.{form}" for name in headings}
    with ExitStack() as opened:
        files = {
            name: opened.enter_context(path.open("w", encoding="utf-8", newline=""))
            for name, path in paths.items()
        }
        for name, heading in headings.items():
            files[name].write(heading)
        for table, rows in found:
            files[table.name].writelines(line_of(table, row) for row in rows)
    yield from paths.values()


def _parquet(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    for table in tables:
        path = directory / f"{table.name}.parquet"
        write_parquet(path, table, holdings)
        yield path


def _workbook(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    path = directory / f"{NAME}.xlsx"
    write_workbook(path, tables, holdings)
    yield path


def _database(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    path = directory / f"{NAME}.sqlite"
    path.unlink(missing_ok=True)
    write_sqlite(path, tables, holdings)
    yield path


def _package(directory: Path, tables: tuple[Table, ...], holdings: Holdings) -> Written:
    path = directory / f"{NAME}.zip"
    with path.open("wb") as file:
        file.writelines(package_pieces(tables, holdings))
    yield path


WRITERS: dict[Format, Callable[[Path, tuple[Table, ...], Holdings], Written]] = {
    Format.CSV: _csv,
    Format.JSON_LINES: _json_lines,
    Format.XLSX: _workbook,
    Format.SQLITE: _database,
    Format.PARQUET: _parquet,
    Format.ZIP: _package,
}
