"""The tables as Parquet, one file a table; needs the extra `data` (pyarrow)."""

from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from kb.errors import KnowledgeBankError
from kb.export.columns import Cell, Column, Kind
from kb.export.described import LICENCE
from kb.export.formats.text import as_number
from kb.export.holdings import Holdings
from kb.export.table import Table

AT_A_TIME = 10_000


def write_parquet(path: Path, table: Table, holdings: Holdings) -> None:
    """Write a table, some rows at a time; raise KnowledgeBankError where pyarrow is not installed."""
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    schema = arrow.schema([_field(arrow, column) for column in table.columns]).with_metadata(
        {"release_id": holdings.release_id, "licence": LICENCE.url}
    )
    rows = table.rows(holdings)
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, AT_A_TIME)):
            columns = zip(*batch, strict=True)
            arrays = [
                arrow.array([_value(cell, field.type) for cell in cells], field.type)
                for cells, field in zip(columns, schema, strict=True)
            ]
            writer.write_batch(arrow.record_batch(arrays, schema=schema))


def _arrow(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError:
        raise KnowledgeBankError(
            "Parquet kræver pakken pyarrow. Installér den: pip install 'efterproevet[data]'"
        ) from None


def _field(arrow: Any, column: Column) -> Any:
    types = {
        Kind.WHOLE: arrow.int64(),
        Kind.NUMBER: arrow.float64(),
        Kind.FLAG: arrow.bool_(),
        Kind.LIST: arrow.list_(arrow.string()),
    }
    return arrow.field(column.name, types.get(column.kind, arrow.string()), nullable=not column.required)


def _value(cell: Cell, kind: Any) -> Any:
    if isinstance(cell, tuple):
        return list(cell)
    return as_number(cell) if cell is not None and str(kind) == "double" else cell  # type: ignore[arg-type]
