"""Which terms the records use, and how many solutions use each: by this queries and compounds are read."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

from kb.search.compounds import Compounds, Parts, nothing_told
from kb.search.concordance import Concordance, concordance_of
from kb.search.corrections import Speller, is_plain
from kb.search.fields import REPORT_FIELDS, WORD_FIELDS, Document

# A shorter word begins or ends too many others by chance.
SHORTEST_WITHIN = 5
MOST_LONGER = 8
SOLUTION_FIELDS = tuple(name for name in WORD_FIELDS if name not in REPORT_FIELDS)

# A text of a hundred words takes up about 20 kB.
MOST_TEXTS = 2_048


@dataclass(frozen=True)
class Lexicon:
    """The number of solutions whose words have each term; the words of a report are its solution's too.

    `told` gives the parts of the terms that a build has split.
    """

    counts: Mapping[str, int]
    told: Callable[[str], Parts | None] = nothing_told

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
        return Compounds(self.counts, self.told)

    @cached_property
    def take_apart(self) -> Callable[[str], Concordance]:
        """Take texts apart by these terms; those that were shown lately are at hand."""
        return lru_cache(MOST_TEXTS)(partial(concordance_of, parts_of=self.compounds.parts_of))

    @cached_property
    def speller(self) -> Speller:
        """Correct words by these terms."""
        return Speller.of(self.counts)

    def longer_than(self, term: str) -> tuple[str, ...]:
        """List the most usual terms that begin or end with a term of five letters or more."""
        if len(term) < SHORTEST_WITHIN or not is_plain(term):
            return ()
        found = {*self._terms_at(f"\n{term}"), *self._terms_at(f"{term}\n")} - {term}
        return tuple(sorted(found, key=lambda longer: (-self.counts[longer], longer))[:MOST_LONGER])

    def _terms_at(self, sought: str) -> Iterator[str]:
        """Yield the terms that stand in the text of all terms where something is found there."""
        place = self._text.find(sought)
        while place >= 0:
            start = self._text.rfind("\n", 0, place + 1) + 1
            yield self._text[start : self._text.index("\n", start)]
            place = self._text.find(sought, place + 1)

    @cached_property
    def _text(self) -> str:
        """Write all terms made of letters below each other, to be searched at once."""
        return "\n" + "".join(f"{term}\n" for term in self.speller.terms)

    def __contains__(self, term: object) -> bool:
        return term in self.counts


def terms_in(document: Document) -> set[str]:
    """Collect the terms of the word fields of a solution's document."""
    found: set[str] = set()
    for name in SOLUTION_FIELDS:
        found.update(document.fields.get(name, ()))
    return found - {""}
