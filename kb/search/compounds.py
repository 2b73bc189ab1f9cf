"""How a Danish compound is taken apart: skærmbesøg holds skærm and besøg, and is found by either.

Everything is said of terms (stems without Danish letters), so that a record and a query are split alike.
The words that a compound may be made of are those that the records themselves use.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import log

from kb.search.danish import term_of
from kb.search.stopwords import STOP_WORDS

SHORTEST_COMPOUND = 7
SHORTEST_PART = 3
DEEPEST = 2
MOST_KEPT = 131_072
# What a letter more in the shortest part is worth beside the parts' mean log frequency.
PER_LETTER = 0.35
LINKS = ("s", "e", "er")
# Letters that the stemmer takes from the end of a compound but not from a short word: ble, lys, app.
ENDINGS = ("", "e", "s")
# They are words themselves in some record or other.
ENDINGS_OF_WORDS = frozenset(
    ("all", "ede", "els", "end", "ens", "ere", "hed", "ing", "isk", "lig", "ner", "sam", "ske", "ter")
)
NO_PARTS = STOP_WORDS | ENDINGS_OF_WORDS

Parts = tuple[str, ...]


def nothing_told(_term: str) -> Parts | None:
    """Know of no term how it is split."""
    return None


@dataclass(frozen=True)
class Compounds:
    """Split terms by the frequencies of all terms; `told` gives the parts of those that a build has split."""

    counts: Mapping[str, int]
    told: Callable[[str], Parts | None] = nothing_told
    _known: dict[str, Parts] = field(default_factory=dict, repr=False, compare=False)

    def parts_of(self, term: str) -> Parts:
        """List the parts of a compound from left to right; nothing, where a term is none."""
        found = self._known.get(term)
        if found is None:
            told = self.told(term)
            found = self._split(term) if told is None else told
            if len(self._known) < MOST_KEPT:
                self._known[term] = found
        return found

    def _split(self, term: str) -> Parts:
        if len(term) < SHORTEST_COMPOUND or not term.isalpha():
            return ()
        best = max(self._splits(term, DEEPEST), key=self._goodness, default=())
        # Koehn and Knight's guard: what is said more often than its parts is a word of its own.
        if best and self._mean_log(best) < self._log(term):
            return ()
        return best

    def _splits(self, term: str, depth: int) -> Iterator[Parts]:
        for place in range(SHORTEST_PART, len(term) - 1):
            tails = self._tails(term[place:], depth)
            head = self._head(term[:place]) if tails else ""
            if head:
                yield from ((head, *tail) for tail in tails)

    def _tails(self, text: str, depth: int) -> list[Parts]:
        """List the ways to read the end of a term: as a word, or as a compound once more."""
        found: list[Parts] = [(tail,) for tail in self._words(text)]
        if depth > 1 and len(text) >= 2 * SHORTEST_PART:
            found += self._splits(text, depth - 1)
        return found

    def _words(self, text: str) -> Iterator[str]:
        for word in (*(text + ending for ending in (*ENDINGS, text[-1])), term_of(text)):
            if self._is_part(word):
                yield word
                return

    def _head(self, text: str) -> str:
        """Tell which word stands first, with or without a link."""
        for link in ("", *LINKS):
            if text.endswith(link) and len(text) - len(link) >= SHORTEST_PART:
                term = term_of(text.removesuffix(link) if link else text)
                if self._is_part(term):
                    return term
        return ""

    def _is_part(self, term: str) -> bool:
        return len(term) >= SHORTEST_PART and term in self.counts and term not in NO_PARTS

    def _goodness(self, parts: Parts) -> tuple[float, Parts]:
        return self._mean_log(parts) + PER_LETTER * min(map(len, parts)), parts

    def _mean_log(self, parts: Parts) -> float:
        return sum(map(self._log, parts)) / len(parts)

    def _log(self, term: str) -> float:
        return log(1 + self.counts.get(term, 0))
