"""Counts as bars: a table of rows that share one scale."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.web.formats import format_number


@dataclass(frozen=True)
class Row:
    """What is counted and how many; with a page to go to, the mark of a kind, or a few words more."""

    label: str
    count: int
    url: str = ""
    art: str = ""
    note: str = ""


@dataclass(frozen=True)
class Bar:
    """A row ready to show; `width` is in per cent of the longest."""

    row: Row
    number: str
    width: str


@dataclass(frozen=True)
class Bars:
    """A table of bars: its caption, the heads of its two columns, and a sentence below it."""

    title: str
    heading: str
    unit: str
    bars: tuple[Bar, ...]
    note: str = ""


def bars_of(rows: Iterable[Row], language: str, longest: int = 0) -> tuple[Bar, ...]:
    """Scale rows by the longest, or by `longest` where that is given."""
    rows = tuple(rows)
    longest = longest or max((row.count for row in rows), default=0)
    return tuple(
        Bar(row, format_number(row.count, language), f"{100 * row.count / longest:.1f}%" if longest else "0%")
        for row in rows
    )
