"""The tables as a workbook for spreadsheets: a sheet a table, and one that explains all columns."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from kb.errors import KnowledgeBankError
from kb.export.batches import batches
from kb.export.columns import Cell
from kb.export.described import DESCRIPTION, LICENCE, TITLE, description_of, said, title_of
from kb.export.formats.text import BETWEEN, as_number
from kb.export.holdings import Holdings
from kb.export.table import Table
from kb.records.marks import N_

# Nothing typed may become a formula or a link, whatever it begins with.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
EARLIEST = "1980-01-01"
LONGEST_SHEET_NAME = 31
# What a cell of a spreadsheet can hold.
LONGEST_TEXT = 32_767
# What a sheet can hold, its heading included.
MOST_ROWS = 1_048_576
WIDTH = 24


def write_workbook(path: Path, tables: tuple[Table, ...], holdings: Holdings, language: str = "da") -> None:
    """Write an .xlsx file; a text longer than a cell can hold is cut and ends in an ellipsis.

    Raise KnowledgeBankError for a table with more rows than a sheet can hold.
    """
    with xlsxwriter.Workbook(path, OPTIONS) as workbook:
        workbook.set_properties({"created": datetime.fromisoformat(holdings.as_of or EARLIEST)})
        heading = workbook.add_format({"bold": True})
        _explain(workbook.add_worksheet(said(language, N_("Læs mig"))), tables, holdings, language)
        sheets = {table.name: _sheet(workbook, table, heading) for table in tables}
        written = dict.fromkeys(sheets, 0)
        for table, rows in batches(tables, holdings):
            for row in rows:
                written[table.name] += 1
                _require_room(table, written[table.name])
                _write_row(sheets[table.name], written[table.name], row)


def _sheet(workbook: Any, table: Table, heading: Any) -> Any:
    sheet = workbook.add_worksheet(table.name[:LONGEST_SHEET_NAME])
    sheet.freeze_panes(1, 1)
    sheet.set_column(0, len(table.columns) - 1, WIDTH)
    _write_row(sheet, 0, [column.name for column in table.columns], heading)
    return sheet


def _require_room(table: Table, number: int) -> None:
    if number >= MOST_ROWS:
        raise KnowledgeBankError(
            f"Tabellen {table.name} har flere rækker, end et regneark kan holde. Vælg et andet format."
        )


def _write_row(sheet: Any, number: int, cells: Iterable[Cell], style: Any = None) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, bool):
            sheet.write_boolean(number, column, cell)
        elif isinstance(cell, int | Decimal):
            sheet.write_number(number, column, as_number(cell))
        elif cell is not None:
            sheet.write_string(number, column, _fitting(cell), style)


def _fitting(cell: str | tuple[str, ...]) -> str:
    text = BETWEEN.join(cell) if isinstance(cell, tuple) else cell
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _explain(sheet: Any, tables: tuple[Table, ...], holdings: Holdings, language: str) -> None:
    sheet.set_column(0, 3, WIDTH * 2)
    about = [
        (said(language, TITLE),),
        (said(language, DESCRIPTION),),
        ("release_id", holdings.release_id, holdings.as_of),
        (LICENCE.name, LICENCE.url),
        (),
    ]
    dictionary = [
        (table.name, column.name, title_of(column, language), description_of(column, language))
        for table in tables
        for column in table.columns
    ]
    for number, row in enumerate([*about, *dictionary]):
        _write_row(sheet, number, row)
