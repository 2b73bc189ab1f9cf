"""How a page is handed out to machines: its twins, as JSON and as CSV, are written from the same plain data.

They lie at the page's own address, with `.json` or `.csv` in place of its last slash. A list is its rows.
A record is its fields, in CSV one value a line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, Response, request

from kb.export.formats.text import BETWEEN, fields_of
from kb.export.holdings import Holdings
from kb.export.table import Table
from kb.records.base import RecordSchema
from kb.web.context import current_config, current_release
from kb.web.tables import Cell, write_csv

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Twins:
    """Where the twins of a page lie."""

    json: str
    csv: str


def init_app(app: Flask) -> None:
    """Let templates ask where the twins of their page lie."""
    app.jinja_env.globals["twins_here"] = twins_here


def twins_here(**asked: Any) -> Twins:
    """Tell where the twins of the page shown lie; `asked` is what its address asks for, nothing left out."""
    stem = quote(f"{request.script_root}{request.path.removesuffix('/')}")
    query = urlencode([(name, value) for name, value in asked.items() if value], doseq=True)
    return Twins(*(f"{stem}.{form}{f'?{query}' if query else ''}" for form in ("json", "csv")))


def record_twin(form: str, schema: RecordSchema, record: Any, **more: Any) -> Response:
    """Hand out a record with the fields of the content format."""
    fields: Fields = schema.dump(record)
    body = {**_heading(""), **fields, **more}
    return json_twin(body) if form == "json" else csv_twin(("field", "value"), leaves(body))


def list_twin(
    form: str, columns: Mapping[str, str], rows: Iterable[Fields], *, called: str = "items", **about: Any
) -> Response:
    """Hand out a list: in JSON with what there is to say about it, in CSV its rows below their headings."""
    if form == "json":
        return json_twin({**_heading(request.script_root), **about, called: list(rows)})
    return csv_twin([*columns.values()], ([cell_of(row[name]) for name in columns] for row in rows))


def table_twin(form: str, table: Table, holdings: Holdings, **counts: Mapping[str, int]) -> Response:
    """Hand out a list whose rows are a table of the open data, with counts by the key of the row."""
    names = [*(column.name for column in table.columns), *counts]

    def rows() -> Iterator[Fields]:
        for row in table.rows(holdings):
            counted = {name: of_key.get(str(row[0]), 0) for name, of_key in counts.items()}
            yield {**fields_of(table, row), **counted}

    return list_twin(form, {name: name for name in names}, rows())


def _heading(root: str) -> Fields:
    """Give what every twin begins with: its page, below where a language begins, and the release."""
    page = f"{root}{request.path.rpartition('.')[0]}/"
    return {"url": f"{current_config().base_url}{page}", "release": current_release().id}


def json_twin(body: Fields) -> Response:
    """Write plain data as JSON that people can read."""
    return Response(json.dumps(body, ensure_ascii=False, indent=2) + "\n", mimetype="application/json")


def csv_twin(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """Write rows as CSV, in a file named as its address."""
    response = Response(write_csv(header, rows), mimetype="text/csv")
    name = request.path.strip("/").replace("/", "-")
    response.headers["Content-Disposition"] = f'attachment; filename="efterproevet-{name}"'
    return response


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Cell]]:
    """List every value of plain data with its path: `outcomes.2.value` is the value of the second outcome."""
    if not isinstance(value, Mapping | list | tuple):
        yield path, cell_of(value)
        return
    for name, one in value.items() if isinstance(value, Mapping) else enumerate(value, 1):
        yield from leaves(one, f"{path}.{name}" if path else str(name))


def cell_of(value: Any) -> Cell:
    """Write a value of JSON as open data write a cell: unknown is empty, a list has semicolons between."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return BETWEEN.join(map(str, value))
    return value if isinstance(value, int | float) else str(value)
