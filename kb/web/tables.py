"""How a table is written as CSV that a spreadsheet opens without running anything in it; pure."""

import csv
import io
from collections.abc import Iterable, Sequence

Cell = str | int

# A spreadsheet takes a cell that begins with one of these for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Write a table as CSV, marked as UTF-8 so that Excel reads æ, ø and å."""
    text = io.StringIO()
    text.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(cell: Cell) -> Cell:
    """Put an apostrophe before a text that a spreadsheet would run; numbers stay as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
