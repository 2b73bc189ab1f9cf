"""The tables as lists with pages, and single rows of those that have an address of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from flask import url_for

from kb.export.described import LICENCE
from kb.export.formats.text import fields_of
from kb.export.holdings import Holdings
from kb.export.table import Row, Table
from kb.records.marks import N_
from kb.web.api.parameters import CURSOR, FIELDS, LIMIT, LONGEST, SLUG, Parameter, first
from kb.web.api.problems import Problem
from kb.web.i18n import gettext

DEFAULT_LIMIT = "100"
REF = f"{SLUG}/{SLUG}"
FILTERS = (
    Parameter("solution", N_("Kun rækker om denne løsning."), SLUG, "skaermbesoeg-hjemmepleje-sygepleje"),
    Parameter(
        "report",
        N_("Kun rækker om denne erfaring: løsning/erfaring."),
        REF,
        "skaermbesoeg-hjemmepleje-sygepleje/2019-vejle",
    ),
    Parameter("municipality", N_("Kun rækker om denne kommune."), SLUG, "vejle"),
)
Fields = Mapping[str, Any]


def parameters_of(table: Table) -> tuple[Parameter, ...]:
    """List what the list of a table can be asked: paging, columns, and filters on the ids it has."""
    names = tuple(column.name for column in table.columns)
    fields = replace(FIELDS, words=names, example=",".join(names[:3]))
    return (CURSOR, LIMIT, fields, *(one for one in FILTERS if one.name in names))


def list_of(table: Table, holdings: Holdings, asked: Mapping[str, list[str]]) -> dict[str, Any]:
    """Give one page of a table; `next` is the address of the page after it, or null."""
    start, limit = _start(asked["cursor"], holdings), int(first(asked["limit"], DEFAULT_LIMIT))
    wanted = _wanted(table, asked["fields"])
    page = list(islice(_filtered(table, holdings, asked), start, start + limit + 1))
    more = len(page) > limit
    return {
        "release_id": holdings.release_id,
        "licence": LICENCE.url,
        "next": _next(table, asked, f"{start + limit}-{holdings.release_id}") if more else None,
        "items": [fields_of(table, row, wanted) for row in page[:limit]],
    }


def _start(cursor: list[str], holdings: Holdings) -> int:
    if not cursor:
        return 0
    offset, _, release_id = cursor[0].partition("-")
    if release_id != holdings.release_id:
        raise Problem(gettext("Data er kommet i en ny udgivelse undervejs. Begynd listen forfra."), 409)
    return int(offset)


def _wanted(table: Table, fields: list[str]) -> frozenset[str]:
    names = [column.name for column in table.columns]
    wanted = first(fields).split(",") if fields else names
    for name in wanted:
        if name not in names:
            raise Problem(
                gettext("Kolonnen %(name)s findes ikke. Der er: %(names)s.")
                % {"name": name[:LONGEST], "names": ", ".join(names)},
                parameter="fields",
            )
    return frozenset(wanted)


def _filtered(table: Table, holdings: Holdings, asked: Mapping[str, list[str]]) -> Iterator[Row]:
    """Give the rows that hold all the ids asked for; those of one solution are read alone."""
    ids = {name: asked[name][0] for name in ("solution", "report", "municipality") if asked.get(name)}
    solution_id = ids.get("solution") or ids.get("report", "").partition("/")[0]
    if solution_id:
        known = (solution_id,) if solution_id in holdings.catalogue.solutions else ()
        holdings = replace(holdings, chosen=known)
    at = {name: [column.name for column in table.columns].index(name) for name in ids}
    return (row for row in table.rows(holdings) if all(row[at[name]] == value for name, value in ids.items()))


def _next(table: Table, asked: Mapping[str, list[str]], cursor: str) -> str:
    kept: dict[str, Any] = {name: values[0] for name, values in asked.items() if values and name != "cursor"}
    return url_for("api.rows", table_name=table.name, **kept, cursor=cursor)


def one_of(table: Table, holdings: Holdings, key: str) -> Fields:
    """Give the row with a key; raise Problem where there is none."""
    for row in table.rows(holdings):
        if row[0] == key:
            return fields_of(table, row)
    raise Problem(gettext("Der er ingen post med det id."), 404)
