"""Which terms are taken apart anew when the words of the bank change, and which stay as they were.

Taking apart every term costs far more than all the rest of a small build, and few of them change.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from kb.search.compounds import Compounds, Parts

# Beyond this share of the terms it costs less to take all apart than to look for those that may change.
MOST_CHANGED = 0.05


def splits_of(
    counts: Mapping[str, int], before: Mapping[str, int], older: Mapping[str, Parts]
) -> Mapping[str, Parts]:
    """Take every term apart; `older` holds how those were that the bank had `before`, with their counts."""
    compounds = Compounds(counts)
    changed = {term for term in counts.keys() | before.keys() if counts.get(term) != before.get(term)}
    if len(changed) > MOST_CHANGED * len(counts):
        return {term: compounds.parts_of(term) for term in counts}
    anew = set(touched(list(counts), changed))
    return {
        term: compounds.parts_of(term) if term in anew or term not in older else older[term]
        for term in counts
    }


def touched(terms: Sequence[str], changed: set[str]) -> Iterator[str]:
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
