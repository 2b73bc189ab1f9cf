"""Which terms the records use, and how many solutions use each: by this queries and compounds are read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.search.compounds import Compounds
from kb.search.corrections import Speller
from kb.search.fields import REPORT_FIELDS, WORD_FIELDS, Document

SOLUTION_FIELDS = tuple(name for name in WORD_FIELDS if name not in REPORT_FIELDS)


@dataclass(frozen=True)
class Lexicon:
    """The number of solutions whose words have each term; the words of a report are its solution's too."""

    counts: Mapping[str, int]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Lexicon":
        """Count the terms of solutions; documents of reports are passed over."""
        counts: Counter[str] = Counter()
        for document in documents:
            counts.update(terms_in(document))
        return cls(dict(sorted(counts.items())))

    @cached_property
    def compounds(self) -> Compounds:
        """Take compounds apart by these terms."""
        return Compounds(self.counts)

    @cached_property
    def speller(self) -> Speller:
        """Correct words by these terms."""
        return Speller.of(self.counts)

    def __contains__(self, term: object) -> bool:
        return term in self.counts


def terms_in(document: Document) -> set[str]:
    """Collect the terms of the word fields of a solution's document."""
    found: set[str] = set()
    for name in SOLUTION_FIELDS:
        found.update(document.fields.get(name, ()))
    return found - {""}
