"""How a query is answered: words → solutions → facets → order → page."""

from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np

from kb.catalogue import Catalogue
from kb.errors import IndexUnavailable
from kb.events import note_event
from kb.search.columns import Flags
from kb.search.counting import Sieve, sift
from kb.search.hits import Shower
from kb.search.index import open_index
from kb.search.matching import Matcher, Matches
from kb.search.narrowing import Narrowing
from kb.search.query import SearchQuery
from kb.search.ranking import page_of, rank
from kb.search.results import SearchResults
from kb.search.scan import ScanMatcher
from kb.search.tables import Tables, build_tables
from kb.search.wanted import Wanted, read_wanted


@dataclass(frozen=True)
class Found:
    """What a query matches: the words as read, the scores, the facets' sieve, and which solutions pass."""

    wanted: Wanted
    matches: Matches
    sieve: Sieve
    solutions: Flags

    @property
    def total(self) -> int:
        """Count the solutions found."""
        return int(np.count_nonzero(self.solutions))


class SearchEngine:
    """Search one release; safe to use from many threads."""

    def __init__(self, catalogue: Catalogue, tables: Tables, matcher: Matcher | None = None) -> None:
        self._catalogue = catalogue
        self._tables = tables
        self._scan = ScanMatcher(catalogue, tables)
        self._matcher: Matcher = matcher or self._scan
        self._degrading = Lock()

    @classmethod
    def open(cls, directory: Path, catalogue: Catalogue) -> "SearchEngine":
        """Open the index of a release; raise IndexUnavailable whatever is wrong with it."""
        try:
            tables, matcher = open_index(directory)
            known = set(tables.solutions) <= set(catalogue.solutions)
            known = known and set(tables.reports) <= set(catalogue.experiences)
        except Exception as error:
            raise IndexUnavailable(f"Søgeindekset kan ikke åbnes ({error}). Kør: kb build") from error
        if not known:
            raise IndexUnavailable("Søgeindekset hører til et andet indhold. Kør: kb build")
        return cls(catalogue, tables, matcher)

    @classmethod
    def scanning(cls, catalogue: Catalogue, *, as_of: str) -> "SearchEngine":
        """Search without an index, by reading every record; `as_of` is the day of the regions (ISO date)."""
        return cls(catalogue, build_tables(catalogue, as_of))

    @property
    def is_degraded(self) -> bool:
        """Tell whether the engine reads every record instead of an index."""
        return self._matcher is self._scan

    def total(self, query: SearchQuery) -> int:
        """Count what a search would find; cheaper than the search itself."""
        return self._find(query).total

    def search(self, query: SearchQuery, language: str = "da") -> SearchResults:
        """Find the solutions with any of the words that hold what is chosen, and count every facet."""
        found = self._find(query)
        page, pages = page_of(query, found.total)
        query = replace(query, page=page)
        order = rank(self._tables, found.solutions, found.matches.solutions, query.order)
        shown = order[(page - 1) * query.page_size : page * query.page_size]
        shower = self._shower(found, language)
        return SearchResults(
            query=query,
            total=found.total,
            hits=tuple(map(shower.hit, shown.tolist())),
            facets=Narrowing(self._catalogue, self._tables, found.sieve, query, language).facets(),
            pages=pages,
            is_degraded=self.is_degraded,
        )

    def _find(self, query: SearchQuery) -> "Found":
        wanted = read_wanted(query.text)
        matches = self._match(wanted)
        has_words = matches.solutions > 0 if query.text else np.ones(len(self._tables.solutions), dtype=bool)
        sieve = sift(self._tables, query, has_words)
        return Found(wanted, matches, sieve, sieve.passing())

    def _shower(self, found: "Found", language: str) -> Shower:
        return Shower(
            catalogue=self._catalogue,
            tables=self._tables,
            matches=found.matches,
            terms=found.wanted.terms,
            passing_reports=found.sieve.passing_reports() if found.sieve.reports else None,
            language=language,
        )

    def _match(self, wanted: Wanted) -> Matches:
        """Ask the index, or from the moment it fails, read every record."""
        matcher = self._matcher
        if not wanted.units:
            return Matches(np.zeros(len(self._tables.solutions)), np.zeros(len(self._tables.reports)))
        try:
            return matcher.match(wanted)
        except Exception:
            if matcher is self._scan:
                raise
            self._degrade()
            return self._scan.match(wanted)

    def _degrade(self) -> None:
        with self._degrading:
            if self._matcher is not self._scan:
                note_event("index_failed", exc_info=True)
                self._matcher = self._scan
