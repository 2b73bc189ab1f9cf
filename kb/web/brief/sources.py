"""The sources that a brief cites, numbered in the order in which it cites them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.web.brief.room import shorten
from kb.web.presenters.source import SourceBook, SourceItem, SourceNote

LONGEST_TITLE = 64
LONGEST_PUBLISHER = 30


@dataclass(frozen=True)
class NumberedSource:
    """A source with its number; `title` is shortened where it is long."""

    anchor: str
    publisher: str
    year: str
    title: str
    url: str


@dataclass(frozen=True)
class Sources:
    """The numbered sources, and the number of each by its anchor."""

    items: tuple[NumberedSource, ...]
    numbers: Mapping[str, int]


def numbered(book: SourceBook, notes: Iterable[SourceNote | None]) -> Sources:
    """Give each source of some notes a number; what no note cites is left out."""
    anchors = dict.fromkeys(note.anchor for note in notes if note)
    by_anchor = {item.anchor: item for item in book.items()}
    return Sources(
        items=tuple(_source(by_anchor[anchor]) for anchor in anchors),
        numbers={anchor: number for number, anchor in enumerate(anchors, start=1)},
    )


def _source(item: SourceItem) -> NumberedSource:
    return NumberedSource(
        anchor=item.anchor,
        publisher=shorten(item.publisher, LONGEST_PUBLISHER),
        year=item.year,
        title=shorten(item.title, LONGEST_TITLE),
        url=item.url,
    )
