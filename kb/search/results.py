"""What a search gives back: the solutions of a page, and each facet with its counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kb.search.query import SearchQuery


@dataclass(frozen=True)
class Highlighted:
    """A text in pieces, each with whether it is what the reader searched for."""

    pieces: tuple[tuple[str, bool], ...] = ()

    def __str__(self) -> str:
        return "".join(text for text, _ in self.pieces)


class FacetValue(NamedTuple):
    """A value of a facet, and how many solutions it alone would give; a tuple, as a page has hundreds."""

    value: str
    label: str
    count: int  # type: ignore[assignment]
    selected: bool


@dataclass(frozen=True)
class FacetResult:
    """A facet with the values worth showing; it is open when one of them is chosen."""

    name: str
    label: str
    values: tuple[FacetValue, ...]
    is_open: bool


@dataclass(frozen=True)
class Hit:
    """A solution that was found, with those of its reports that match, the best first."""

    solution_id: str
    matched_reports: tuple[str, ...]
    title: Highlighted
    snippet: Highlighted
    score: float


@dataclass(frozen=True)
class Correction:
    """What was searched for in place of the words typed, and the query that asks for those all the same."""

    text: str
    as_typed: SearchQuery


@dataclass(frozen=True)
class SuggestedFilter:
    """A facet value that the words name, and the query that chooses it in place of the name."""

    facet: str
    value: str
    label: str
    query: SearchQuery


@dataclass(frozen=True)
class Lead:
    """Words to try next, the query for them, and how many solutions it finds."""

    label: str
    query: SearchQuery
    count: int


@dataclass(frozen=True)
class Advice:
    """Where to go when nothing was found: near solutions, other words, broader values, fewer choices."""

    related: tuple[Hit, ...] = ()
    words: tuple[Lead, ...] = ()
    broader: tuple[Lead, ...] = ()
    without_filters: Lead | None = None


@dataclass(frozen=True)
class SearchResults:
    """One page of what was found; `query` has the page that is in fact shown."""

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    pages: int
    is_degraded: bool = False
    correction: Correction | None = None
    suggested_filters: tuple[SuggestedFilter, ...] = ()
    advice: Advice | None = None

    def chosen(self) -> Iterator[tuple[FacetResult, FacetValue]]:
        """Yield the values that are chosen, each with its facet."""
        for facet in self.facets:
            if facet.is_open:
                yield from ((facet, value) for value in facet.values if value.selected)
