"""Which terms are taken apart anew when the words of the bank change, and which stay as they were.

Taking apart every term costs far more than all the rest of a small build, and few of them change.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import accumulate

from kb.search.compounds import Compounds, Parts

# Beyond this share of the terms it costs less to take all apart than to look for those that may change.
MOST_CHANGED = 0.05


def splits_of(
    terms: Sequence[str], counts: Mapping[str, int], changed: Collection[str] | None = None
) -> dict[str, Parts]:
    """Take terms apart by the counts of all: only those that may differ, if it is told whose `changed`."""
    compounds = Compounds(counts)
    if changed is None or len(changed) > MOST_CHANGED * len(terms):
        return {term: compounds.parts_of(term) for term in terms}
    return {term: compounds.parts_of(term) for term in touched(terms, changed)}


def touched(terms: Sequence[str], changed: Collection[str]) -> Iterator[str]:
    """Yield the terms whose parts may be others when the counts of some words changed.

    A part stands in its compound letter by letter, or at its end without its own last letter.
    """
    text = "".join(f"{term}\n" for term in terms)
    ends = list(accumulate(len(term) + 1 for term in terms))
    for word in changed:
        for sought in (word, f"{word[:-1]}\n"):
            place = text.find(sought)
            while place >= 0:
                number = bisect_right(ends, place)
                yield terms[number]
                place = text.find(sought, ends[number])
