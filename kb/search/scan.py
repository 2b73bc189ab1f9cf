"""How records are found without an index: every text is read and compared; slower, never out of order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np

from kb.catalogue import Catalogue
from kb.search.fields import WEIGHTS, Document, documents_of
from kb.search.matching import Matches, Scores
from kb.search.tables import Tables
from kb.search.wanted import Unit, Wanted


@dataclass(frozen=True)
class ReadDocument:
    """A document with its weighted number of each term, and the terms in order for phrases."""

    fields: Mapping[str, Sequence[str]]
    weights: Mapping[str, float] = field(repr=False)

    @classmethod
    def of(cls, document: Document) -> "ReadDocument":
        """Count the terms of a document."""
        weights: Counter[str] = Counter()
        for name, terms in document.fields.items():
            for term, count in Counter(terms).items():
                weights[term] += WEIGHTS[name] * count  # type: ignore[assignment]
        return cls({name: tuple(terms) for name, terms in document.fields.items()}, dict(weights))

    def weight(self, unit: Unit) -> float:
        """Weigh a term or a phrase in the document; 0 when it does not occur."""
        if len(unit) == 1:
            return self.weights.get(unit[0], 0.0)
        if not all(term in self.weights for term in unit):
            return 0.0
        return sum(WEIGHTS[name] * _occurrences(terms, unit) for name, terms in self.fields.items())


def _occurrences(terms: Sequence[str], unit: Unit) -> int:
    starts = (place for place, term in enumerate(terms) if term == unit[0])
    return sum(tuple(terms[start : start + len(unit)]) == unit for start in starts)


@dataclass(frozen=True)
class ScanMatcher:
    """Find by reading; each record is read once, the first time anything is searched for."""

    catalogue: Catalogue
    tables: Tables

    @cached_property
    def documents(self) -> tuple[list[ReadDocument], list[ReadDocument]]:
        """Read every solution and every report, in the order of the tables."""
        solutions: list[ReadDocument] = []
        reports: dict[str, ReadDocument] = {}
        for solution_id in self.tables.solutions:
            first, *others = documents_of(self.catalogue, solution_id)
            solutions.append(ReadDocument.of(first))
            reports.update((report.key, ReadDocument.of(report)) for report in others)
        return solutions, [reports[ref] for ref in self.tables.reports]

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        solutions, reports = self.documents
        return Matches(_score(solutions, wanted), _score(reports, wanted))


def _score(documents: Sequence[ReadDocument], wanted: Wanted) -> Scores:
    """Add up, over the units asked for, how rare a unit is times how much of it a document holds."""
    scores = np.zeros(len(documents))
    for unit in wanted.units:
        weights = np.array([document.weight(unit) for document in documents])
        holding = int(np.count_nonzero(weights))
        rarity = log(1 + len(documents) / (holding + 1))
        scores += rarity * weights / (weights + 1.2)
    return scores
