"""How a table is written as CSV that a spreadsheet opens without running anything in it; pure."""

import csv
import io
from collections.abc import Iterable, Sequence

from kb.export.formats.text import safe_text

Cell = str | int | float


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table as CSV, marked as UTF-8 so that Excel reads æ, ø and å."""
    text = io.StringIO()
    text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(cell: Cell) -> Cell:
    """Make a text safe for a spreadsheet; numbers stay as they are."""
    return safe_text(cell) if isinstance(cell, str) else cell
