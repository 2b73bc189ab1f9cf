"""How a query is answered: words → solutions → facets → order → page."""

from dataclasses import replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kb.catalogue import Catalogue
from kb.errors import IndexUnavailable
from kb.search.advice import Adviser
from kb.search.core import Core, Found
from kb.search.counting import sift
from kb.search.fields import texts_beside
from kb.search.hits import Shower
from kb.search.index import open_index
from kb.search.interpreting import Interpreter, Reading
from kb.search.lexicon import Lexicon
from kb.search.matching import Matcher, Matches, Ways
from kb.search.narrowing import Labels, Narrowing, labels_of
from kb.search.offers import MOST_FILTERS, FilterOffers, correction_of
from kb.search.query import SearchQuery, clean_text
from kb.search.results import Advice, Correction, SearchResults
from kb.search.scan import ScanMatcher
from kb.search.snippets import Marker
from kb.search.suggestions import Suggestion, Suggestions
from kb.search.tables import Tables, build_tables
from kb.search.wanted import Unit, Wanted
from kb.search.wording import written_form

MOST_RELATED = 3


class SearchEngine:
    """Search one release; safe to use from many threads."""

    def __init__(
        self,
        catalogue: Catalogue,
        tables: Tables,
        matcher: Matcher | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._tables = tables
        self._scan = ScanMatcher(catalogue, tables)
        self._lexicon = lexicon
        self._suggestions_by_language: dict[str, Suggestions] = {}
        self._labels: dict[str, Labels] = {}
        scan = ("scan", lambda: self._scan)
        self._ways = Ways([("index", lambda: matcher), scan] if matcher else [scan])

    @classmethod
    def open(cls, directory: Path, catalogue: Catalogue) -> "SearchEngine":
        """Open the index of a release; raise IndexUnavailable whatever is wrong with it."""
        try:
            opened: tuple[Any, ...] = open_index(directory)
            tables, matcher, *rest = opened
            known = set(tables.solutions) <= set(catalogue.solutions)
            known = known and set(tables.reports) <= set(catalogue.experiences)
        except Exception as error:
            raise IndexUnavailable(f"Søgeindekset kan ikke åbnes ({error}). Kør: kb build") from error
        if not known:
            raise IndexUnavailable("Søgeindekset hører til et andet indhold. Kør: kb build")
        return cls(catalogue, tables, matcher, *rest)

    @classmethod
    def scanning(cls, catalogue: Catalogue, *, as_of: str) -> "SearchEngine":
        """Search without an index, by reading every record; `as_of` is the day of the regions (ISO date)."""
        return cls(catalogue, build_tables(catalogue, as_of))

    @property
    def is_degraded(self) -> bool:
        """Tell whether the engine reads every record instead of an index."""
        return self._ways.is_last

    def total(self, query: SearchQuery) -> int:
        """Count what a search would find; cheaper than the search itself."""
        return self._find(query).total

    def core(self, query: SearchQuery, wanted: Wanted | None = None) -> Core:
        """Find, rank and count, without a word of text; `wanted` stands in for the words of the query."""
        return self._find(query, wanted).core()

    def counts(self, query: SearchQuery, facet: str) -> dict[str, int]:
        """Count, for each value of a facet, what the query would find with it as the facet's only value."""
        found = self.core(query)
        counts = found.counts[found.slices[facet]].tolist()
        return dict(zip(self._tables.columns[facet].values, counts, strict=True))

    def search(self, query: SearchQuery, language: str = "da") -> SearchResults:
        """Find the solutions with any of the words that hold what is chosen, and count every facet."""
        found = self._find(query)
        query = replace(found.query, page=found.page)
        shower = self._shower(found, language)
        return SearchResults(
            query=query,
            total=found.total,
            hits=tuple(map(shower.hit, found.best().tolist())),
            facets=self._narrowing(found, query, language).facets(),
            pages=found.pages,
            is_degraded=self.is_degraded,
            correction=self._correction(query, found.reading),
            suggested_filters=tuple(islice(self._filter_offers.for_query(query), MOST_FILTERS)),
            advice=None if found.total else self._advice(query, found.reading, language),
        )

    def suggest(self, prefix: str, language: str = "da") -> tuple[Suggestion, ...]:
        """List solutions, municipalities and terms that begin with some letters."""
        return self._suggestions(language).suggest(prefix)

    def _find(self, query: SearchQuery, wanted: Wanted | None = None) -> Found:
        if wanted is None:
            query = replace(query, text=clean_text(query.text))
        reading = self._read(query) if wanted is None else Reading(wanted)
        matches = self._match(reading.wanted)
        has_words = matches.solutions > 0 if query.text else np.ones(len(self._tables.solutions), dtype=bool)
        return Found(self._tables, query, reading, matches, sift(self._tables, query, has_words))

    def _read(self, query: SearchQuery) -> Reading:
        if not query.text:
            return Reading(Wanted())
        return self._interpreter.read(query.text, literally=query.literally)

    def _narrowing(self, found: Found, query: SearchQuery, language: str) -> Narrowing:
        labels = self._labels.get(language)
        if labels is None:
            labels = self._labels.setdefault(language, labels_of(self._catalogue, self._tables, language))
        return Narrowing(self._catalogue, self._tables, labels, found.sieve.all_counts(), query, language)

    def _shower(self, found: Found, language: str) -> Shower:
        return Shower(
            catalogue=self._catalogue,
            tables=self._tables,
            matches=found.matches,
            marker=found.reading.marker(self._interpreter.lexicon.take_apart)
            if found.query.text
            else Marker(),
            passing_reports=found.sieve.passing_reports() if found.sieve.reports else None,
            language=language,
        )

    def _correction(self, query: SearchQuery, reading: Reading) -> Correction | None:
        """Write the words searched for as the records do."""
        words = []
        for slip in reading.slips:
            best = int(np.argmax(self._match(Wanted((Unit((slip.term,)),))).solutions))
            texts = texts_beside(self._catalogue, self._tables.solutions[best])
            words.append(written_form(slip.term, query.text[slip.start : slip.end], texts))
        return correction_of(query, reading, tuple(words))

    def _advice(self, query: SearchQuery, reading: Reading, language: str) -> Advice:
        """Find ways on from an empty page."""
        adviser = Adviser(self._catalogue, self._tables, language, self.total)
        near = self._find(query.cleared(), Wanted((*reading.wanted.units, *reading.wanted.hints)))
        shower = self._shower(near, language)
        return Advice(
            related=tuple(map(shower.hit, near.best()[:MOST_RELATED].tolist())) if query.text else (),
            words=adviser.words(query, self._suggestions(language)) if query.text else (),
            broader=adviser.broader(query),
            without_filters=adviser.without_filters(query),
        )

    @cached_property
    def _interpreter(self) -> Interpreter:
        return Interpreter.of(self._catalogue, self._lexicon or self._scan.lexicon)

    @cached_property
    def _filter_offers(self) -> FilterOffers:
        return FilterOffers.of(self._catalogue, self._tables)

    def _suggestions(self, language: str) -> Suggestions:
        found = self._suggestions_by_language.get(language)
        return found or self._suggestions_by_language.setdefault(
            language, Suggestions.of(self._catalogue, self._tables, language)
        )

    def _match(self, wanted: Wanted) -> Matches:
        if wanted.units:
            return self._ways.match(wanted)
        return Matches(np.zeros(len(self._tables.solutions)), lambda: np.zeros(len(self._tables.reports)))
