"""Any valid report about invented places: what a pull request may hold, for the form to be held against."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.content.layout import Kind
from kb.content.resolving import SCHEMAS
from kb.records.base import RecordSchema
from kb.records.business_case import LineSchema
from kb.records.fields import Choice, Day, Flag, Mailbox, Number, Slug, Text, Url, Whole
from kb.records.lists import Items, Part
from kb.records.municipality import Municipality, Region, Tile
from kb.records.outcome import OutcomeSchema
from kb.records.solution import Solution
from kb.records.source import Origin, Source
from kb.records.vocabulary import Term, Vocabulary

SCHEMA = SCHEMAS[Kind.EXPERIENCE]
VOCABULARIES = {
    "outcome": (Term("tid", "Tid", "Time"), Term("ventetid", "Ventetid", "Waiting", broader="tid"), Term("brug", "Brug", "Use")),
    "unit": (Term("pct", "pct.", "per cent"), Term("timer", "timer", "hours")),
    "target-group": (Term("aeldre", "Ældre", "Older people"),),
}  # fmt: skip
SOLUTION = Solution("skaerm", "Skærm", "En skærm.", (Source("notat", "Notat", origin=Origin.MUNICIPALITY),))
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn"))
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)


def toy_catalogue() -> Catalogue:
    """Put an invented solution and two municipalities together."""
    places = [
        Municipality(name.lower(), f"900{number}", name, f"{name} Kommune", "by", (Region("R", "1"),), Tile(0, number))
        for number, name in enumerate(("Nordby", "Sydby"))
    ]  # fmt: skip
    return Catalogue(
        solutions={SOLUTION.id: SOLUTION},
        experiences={},
        municipalities={place.id: place for place in places},
        vocabularies={name: Vocabulary(name, name, name, terms) for name, terms in VOCABULARIES.items()},
    )


def texts(longest: int) -> st.SearchStrategy[str]:
    """Make texts of any letters, several lines of them where there is room."""
    lines = st.lists(st.text(LETTERS, max_size=20), min_size=1, max_size=3).map("\n".join)
    return (lines if longest > 300 else st.text(LETTERS, max_size=min(longest, 30))).filter(str.strip)


def wholes(field: Whole) -> st.SearchStrategy[Any]:
    """Make whole numbers within the limits of a field."""
    return st.integers(max(field.low, -1000), min(field.high, 10**12))


def numbers(field: Number) -> st.SearchStrategy[Any]:
    """Make numbers as a file holds them: whole, or with decimals."""
    low, high = max(field.low, -9999), min(field.high, 9999)
    return st.one_of(st.integers(low, high), st.decimals(low, high, places=3).map(float))


def days(_: Day) -> st.SearchStrategy[Any]:
    """Make dates as far as they may be known."""
    all_days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
    return st.builds(lambda day, form: form(day), all_days, st.sampled_from(DAY_FORMS))


DAY_FORMS: tuple[Callable[[date], Any], ...] = (
    lambda day: day.year,
    lambda day: f"{day:%Y-%m}",
    lambda day: day.isoformat(),
)
KINDS: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    Items: lambda field: st.lists(values(field.inner), min_size=int(field.required), max_size=2),
    Part: lambda field: rows(field.schema),
    Choice: lambda field: st.sampled_from([option.value for option in field.options]),
    Day: days,
    Flag: lambda _: st.booleans(),
    Whole: wholes,
    Number: numbers,
    Url: lambda _: SLUGS.map(lambda slug: f"https://{slug}.example/?a=1&b=2"),
    Mailbox: lambda _: SLUGS.map(lambda slug: f"{slug}@nordby.example"),
    Slug: lambda _: SLUGS,
    Text: lambda field: texts(field.longest),
}


def values(field: Any) -> st.SearchStrategy[Any]:
    """Make values of a field as a file holds them."""
    return KINDS[type(field)](field)


@st.composite
def rows(draw: st.DrawFn, schema: RecordSchema) -> dict[str, Any]:
    """Make the plain data of a record: what is required, and some of the rest."""
    wanted = draw(st.lists(st.sampled_from(list(schema.fields)), max_size=8))
    data = {
        name: draw(values(field)) for name, field in schema.fields.items() if field.required or name in wanted
    }
    if isinstance(schema, OutcomeSchema | LineSchema):
        data |= {"value": draw(st.integers(0, 99)), "unit": "pct"}
        data.pop("low", None)
    return data


@st.composite
def reports(draw: st.DrawFn) -> dict[str, Any]:
    """Make the plain data of a report, with at least one source."""
    data = draw(rows(SCHEMA))
    data |= {"solution": SOLUTION.id, "provenance": "municipality"}
    if not data.get("cited"):
        data.setdefault("sources", [])
        data["sources"] = data["sources"] or [{"id": "kilde", "title": "Kilde"}]
    assume(not SCHEMA.validate(data))
    return data
