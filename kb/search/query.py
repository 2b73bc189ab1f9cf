"""What a reader asks for: the state of a search, and how it stands in an address."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.records.base import is_slug
from kb.search.facets import FACETS_BY_NAME

LONGEST_TEXT = 200
MOST_VALUES = 100
LAST_PAGE = 100_000
PAGE_SIZES = (10, 20, 50, 100)
PAGE_SIZE = 20

Selection = tuple[tuple[str, tuple[str, ...]], ...]


class Sort(StrEnum):
    """In which order the solutions are shown."""

    RELEVANCE = "relevans"
    GRADE = "grad"
    TRIED = "proevet"
    NEWEST = "nyeste"
    TITLE = "titel"


@dataclass(frozen=True)
class SearchQuery:
    """The words, the values chosen per facet (in the order of the facets, sorted), the order and the page.

    `literally` means that words which no record has are not replaced by others.
    """

    text: str = ""
    selected: Selection = ()
    sort: str = ""
    page: int = 1
    page_size: int = PAGE_SIZE
    literally: bool = False

    @property
    def order(self) -> Sort:
        """Tell the order that is in force: by relevance when there are words, else the best proven first."""
        if self.sort:
            return Sort(self.sort)
        return Sort.RELEVANCE if self.text else Sort.GRADE

    def values(self, facet: str) -> tuple[str, ...]:
        """List the values chosen in a facet."""
        return dict(self.selected).get(facet, ())

    def toggled(self, facet: str, value: str) -> "SearchQuery":
        """Choose a value, or take it away if it is chosen; back to the first page."""
        return self.choosing(facet, set(self.values(facet)) ^ {value})

    def choosing(self, facet: str, values: Iterable[str]) -> "SearchQuery":
        """Choose exactly these values in a facet; back to the first page."""
        chosen = {**dict(self.selected), facet: _possible(values)}
        selected = tuple((name, chosen[name]) for name in FACETS_BY_NAME if chosen.get(name))
        return replace(self, selected=selected, page=1)

    def cleared(self) -> "SearchQuery":
        """Keep the words and take every chosen value away."""
        return replace(self, selected=(), page=1)

    def saying(self, text: str) -> "SearchQuery":
        """Ask with other words; back to the first page."""
        return replace(self, text=clean_text(text), literally=False, page=1)

    def as_typed(self) -> "SearchQuery":
        """Ask for the words as they are spelt; back to the first page."""
        return replace(self, literally=True, page=1)

    def to_args(self) -> tuple[tuple[str, str], ...]:
        """Write the query as the parameters of an address; what is as usual is left out."""
        state = (
            ("ordret", "1" if self.literally else ""),
            ("sorter", self.sort),
            ("side", str(self.page) if self.page > 1 else ""),
            ("antal", str(self.page_size) if self.page_size != PAGE_SIZE else ""),
        )
        words = (("q", self.text),) if self.text else ()
        chosen = tuple((name, value) for name, values in self.selected for value in values)
        return (*words, *chosen, *((name, value) for name, value in state if value))


def parse_query(args: Iterable[tuple[str, str]]) -> SearchQuery:
    """Read a query from the parameters of an address; what is unknown or impossible is left out."""
    grouped: dict[str, list[str]] = {}
    for name, value in args:
        grouped.setdefault(name, []).append(value)
    first = {name: values[0] for name, values in grouped.items()}
    size = _parse_number(first.get("antal", ""), PAGE_SIZE)
    sort = first.get("sorter", "")
    return SearchQuery(
        text=clean_text(first.get("q", "")),
        selected=_in_order(grouped.items()),
        sort=sort if sort in list(Sort) else "",
        page=min(max(_parse_number(first.get("side", ""), 1), 1), LAST_PAGE),
        page_size=size if size in PAGE_SIZES else PAGE_SIZE,
        literally=first.get("ordret") == "1",
    )


def _in_order(chosen: Iterable[tuple[str, Iterable[str]]]) -> Selection:
    """Put chosen values in the order of the facets; unknown facets and impossible values are left out."""
    by_name = dict(chosen)
    found = ((name, _possible(by_name.get(name, ()))) for name in FACETS_BY_NAME)
    return tuple((name, values) for name, values in found if values)


def _possible(values: Iterable[str]) -> tuple[str, ...]:
    lowered = {value.strip().lower() for value in values if len(value) <= LONGEST_TEXT}
    return tuple(sorted(filter(is_slug, lowered)))[:MOST_VALUES]


def clean_text(text: str) -> str:
    """Keep the first 200 characters of what was typed, without control characters and lone surrogates."""
    readable = "".join(map(_readable, unicodedata.normalize("NFC", text[: 4 * LONGEST_TEXT])))
    words: Sequence[str] = unicodedata.normalize("NFC", readable).split()
    return " ".join(words)[:LONGEST_TEXT].rstrip()


def _readable(character: str) -> str:
    if unicodedata.category(character) in ("Cf", "Cs", "Co", "Cn"):
        return ""
    return character if character.isprintable() else " "


def _parse_number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else default
