"""How records are found without an index: every text is read and compared; slower, never out of order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np

from kb.catalogue import Catalogue
from kb.search.fields import WEIGHTS, Document, documents_of
from kb.search.lexicon import Lexicon
from kb.search.matching import Matches, Scores, whole
from kb.search.nearness import complete
from kb.search.tables import Tables
from kb.search.wanted import Unit, Wanted


@dataclass(frozen=True)
class ReadDocument:
    """A document with the number of each term by field, and the terms in order for phrases."""

    fields: Mapping[str, Sequence[str]]
    counts: Mapping[str, Mapping[str, int]] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> "ReadDocument":
        """Count the terms of a document."""
        fields = {name: tuple(terms) for name, terms in document.fields.items()}
        return cls(fields, {name: Counter(terms) for name, terms in fields.items()})

    def weight(self, unit: Unit) -> float:
        """Weigh a term or a phrase in the document; 0 when it does not occur."""
        names = [name for name in unit.fields if name in self.fields]
        return sum(WEIGHTS[name] * self._occurrences(name, unit.terms) for name in names)

    def _occurrences(self, name: str, phrase: tuple[str, ...]) -> int:
        terms, counts = self.fields[name], self.counts[name]
        if len(phrase) == 1 or not all(term in counts for term in phrase):
            return counts.get(phrase[0], 0) if len(phrase) == 1 else 0
        starts = (place for place, term in enumerate(terms) if term == phrase[0])
        return sum(tuple(terms[start : start + len(phrase)]) == phrase for start in starts)


@dataclass(frozen=True)
class ScanMatcher:
    """Find by reading; each record is read once, the first time anything is searched for."""

    catalogue: Catalogue
    tables: Tables

    @cached_property
    def lexicon(self) -> Lexicon:
        """Collect the terms of all solutions."""
        return Lexicon.of(document for documents in self._analysed.values() for document in documents)

    @cached_property
    def documents(self) -> tuple[list[ReadDocument], list[ReadDocument]]:
        """Read every solution and every report, in the order of the tables."""
        solutions: list[ReadDocument] = []
        reports: dict[str, ReadDocument] = {}
        for documents in self._analysed.values():
            first, *others = (complete(document, self.lexicon.compounds) for document in documents)
            solutions.append(ReadDocument.of(first))
            reports.update((report.key, ReadDocument.of(report)) for report in others)
        return solutions, [reports[ref] for ref in self.tables.reports]

    @cached_property
    def _analysed(self) -> Mapping[str, tuple[Document, ...]]:
        return {key: documents_of(self.catalogue, key) for key in self.tables.solutions}

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        solutions, reports = self.documents
        return Matches(_score(solutions, wanted), lambda: _score(reports, wanted))


def _score(documents: Sequence[ReadDocument], wanted: Wanted) -> Scores:
    """Add up what the units are worth in each document, and where that is something, the hints too."""
    scores = np.zeros((wanted.words, len(documents)))
    _add(scores, documents, wanted.units)
    is_found = scores.max(axis=0) > 0
    _add(scores, documents, wanted.hints)
    return whole(scores, is_found, wanted.worth)


def _add(scores: Scores, documents: Sequence[ReadDocument], units: Iterable[Unit]) -> None:
    """Add to the row of its word how rare a unit is times how much of it a document holds."""
    for unit in units:
        weights = np.array([document.weight(unit) for document in documents])
        holding = int(np.count_nonzero(weights))
        rarity = log(1 + len(documents) / (holding + 1))
        scores[unit.word] += unit.weight * rarity * weights / (weights + 1.2)
