"""Where in a text each term stands: taken apart once, so that most questions are a look-up."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

from kb.search.danish import tokens_of

Span = tuple[int, int]
PartsOf = Callable[[str], tuple[str, ...]]
LONGEST = 2**32


def no_parts(_term: str) -> tuple[str, ...]:
    """Take no compound apart."""
    return ()


@dataclass(frozen=True, slots=True)
class Concordance:
    """The words of a text in order, and at which of them each term stands, alone or as part of a compound."""

    terms: tuple[str, ...]
    starts: "array[int]"
    ends: "array[int]"
    places: Mapping[str, tuple[int, ...]]

    def find(
        self, terms: Set[str], phrases: Set[tuple[str, ...]], low: int = 0, high: int = LONGEST
    ) -> list[Span]:
        """List where any of some terms and phrases stand: first letters and ones past the last, in order.

        What does not lie wholly between `low` and `high` is left out.
        """
        places = self.places
        found = {place for term in places.keys() & terms for place in places[term]}
        for phrase in phrases:
            if phrase[0] in places and phrase[-1] in places:
                found.update(self._places_of(phrase, low, high))
        starts, ends = self.starts, self.ends
        spans = [(starts[place], ends[place]) for place in sorted(found)] if found else []
        return [span for span in spans if low <= span[0] and span[1] <= high]

    def _places_of(self, phrase: tuple[str, ...], low: int, high: int) -> Iterator[int]:
        """Yield the places of the words of a phrase where they stand together."""
        for first in self.places[phrase[0]]:
            end = first + len(phrase)
            if self.terms[first:end] == phrase and low <= self.starts[first] and self.ends[end - 1] <= high:
                yield from range(first, end)


def concordance_of(text: str, parts_of: PartsOf = no_parts) -> Concordance:
    """Take a text apart."""
    tokens = list(tokens_of(text))
    places: dict[str, list[int]] = {}
    for place, token in enumerate(tokens):
        for term in dict.fromkeys((token.term, *parts_of(token.term))):
            places.setdefault(term, []).append(place)
    return Concordance(
        tuple(token.term for token in tokens),
        array("I", (token.start for token in tokens)),
        array("I", (token.end for token in tokens)),
        {term: tuple(found) for term, found in places.items()},
    )
