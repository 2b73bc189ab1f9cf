"""What a report says without anybody typing it: its id, ids of its figures, and its own source; pure."""

import re
from collections.abc import Collection, Iterator
from typing import Any

from kb.catalogue import Catalogue
from kb.records.base import LONGEST_SLUG
from kb.records.confirmation import Provenance
from kb.records.source import Origin

UNDATED = "udateret"
SPELT = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "u", "ö": "o", "ä": "a"})
# In whose word a municipality's own report stands, from the day it was sent.
ROLE = "bidragyder"
NO_LETTER = re.compile(r"[^a-z0-9]+")
LONGEST_PART = 40
# Lists whose rows have an id, and the field that it is made of.
NAMED_BY = {"outcomes": "label", "adaptations": "description", "sources": "title"}


def slug_of(text: str, longest: int = LONGEST_PART) -> str:
    """Write a text as an id: æ as ae, ø as oe, å as aa, whole words as far as there is room."""
    slug = NO_LETTER.sub("-", text.lower().translate(SPELT)).strip("-")
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def unused(slug: str, taken: Collection[str]) -> str:
    """Put -2, -3 … on an id that is taken."""
    number = 1
    found = slug
    while found in taken:
        number += 1
        found = f"{slug[: LONGEST_SLUG - 6]}-{number}"
    return found


def report_id(data: dict[str, Any], taken: Collection[str]) -> str:
    """Make the id of a report: the year it began, its municipality or project, and a number if taken."""
    named = (_first(data, "municipalities"), data.get("project"), _first(data, "authorities"))
    who = next((found for found in named if found), data.get("organisation", ""))
    year = next((date[:4] for date in _dates(data) if re.match(r"\d{4}", date)), UNDATED)
    return unused(slug_of(f"{year}-{who}", LONGEST_SLUG), taken)


def _first(data: dict[str, Any], name: str) -> str:
    return str((data.get(name) or [""])[0])


def _dates(data: dict[str, Any]) -> Iterator[str]:
    yield str((data.get("period") or {}).get("start", ""))
    yield from sorted(str(event["date"]) for event in data.get("stages", ()) if "date" in event)


def complete(data: dict[str, Any], catalogue: Catalogue, today: str) -> None:
    """Add what the form does not ask: who reports, the report as its own source, and ids."""
    if "provenance" not in data:
        data["provenance"] = Provenance.MUNICIPALITY.value
        data.setdefault("confirmed", {"date": today, "role": ROLE})
    if not data.get("cited") or data.get("sources"):
        data.setdefault("sources", [{}])
    own = _own_source(data, catalogue, today)
    _name_rows(data)
    for row in (*data.get("outcomes", ()), *data.get("business_case", {}).get("lines", ())):
        if own:
            row.setdefault("source", own)


def _own_source(data: dict[str, Any], catalogue: Catalogue, today: str) -> str:
    """Say of the first source what its author left out, and give its id."""
    if not data.get("sources"):
        return _first(data, "cited")
    source = data["sources"][0]
    municipality_id = _first(data, "municipalities")
    municipality = catalogue.municipalities.get(municipality_id)
    if municipality is not None and "id" not in source:
        source.setdefault("id", f"{municipality.id}-{today[:4]}")
        source.setdefault("title", f"Indberetning fra {municipality.official_name}")
        source.setdefault("publisher", municipality.official_name)
        source.setdefault("year", int(today[:4]))
        source.setdefault("origin", Origin.MUNICIPALITY.value)
    elif "id" not in source:
        source["id"] = slug_of(str(source.setdefault("title", "Indberetning"))) or "kilde"
    return str(source["id"])


def _name_rows(data: dict[str, Any]) -> None:
    taken = {row["id"] for name in ("outcomes", "adaptations") for row in data.get(name, ()) if "id" in row}
    lines = data.get("business_case", {}).get("lines", ())
    taken |= {line["id"] for line in lines if "id" in line}
    lists = [(data.get(name, ()), by) for name, by in NAMED_BY.items() if name != "sources"]
    for rows, by in (*lists, (lines, "label")):
        _give_ids(rows, by, taken)
    sources = data.get("sources", ())
    _give_ids(sources, "title", {source["id"] for source in sources if "id" in source})


def _give_ids(rows: Any, named_by: str, taken: set[str]) -> None:
    for row in rows:
        if "id" not in row:
            row["id"] = unused(slug_of(str(row.get(named_by, ""))) or "nr", taken)
            taken.add(row["id"])
