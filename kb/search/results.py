"""What a search gives back: the solutions of a page, and each facet with its counts and links."""

from dataclasses import dataclass

from kb.search.query import SearchQuery


@dataclass(frozen=True)
class Highlighted:
    """A text in pieces, each with whether it is what the reader searched for."""

    pieces: tuple[tuple[str, bool], ...] = ()

    def __str__(self) -> str:
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True)
class FacetValue:
    """A value of a facet, how many solutions it alone would give, and the query that a click leads to."""

    value: str
    label: str
    count: int
    selected: bool
    query: SearchQuery


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
class SearchResults:
    """One page of what was found; `query` has the page that is in fact shown."""

    query: SearchQuery
    total: int
    hits: tuple[Hit, ...]
    facets: tuple[FacetResult, ...]
    pages: int
    is_degraded: bool = False
