"""Which term was meant by a word that no record has: the nearest one, and of those the most usual."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# A word of fewer letters is not corrected: too many others are one letter away.
SHORTEST = 4
# From so many letters on, two edits are allowed.
LONG = 8
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Bags = NDArray[np.int8]


@dataclass(frozen=True)
class Speller:
    """Terms from the shortest to the longest, how usual each is, and how many of each letter it has."""

    terms: Sequence[str]
    counts: Mapping[str, int]
    lengths: Sequence[int]
    bags: Bags

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> "Speller":
        """Take in the terms that are written with letters alone."""
        terms = sorted((term for term in counts if len(term) >= SHORTEST - 1 and is_plain(term)), key=len)
        return cls(terms, counts, list(map(len, terms)), bags_of(terms))

    def nearest(self, word: str, most: int = 2) -> str | None:
        """Find the term that a word is most likely a slip for; none where nothing is near."""
        if len(word) < SHORTEST or not is_plain(word):
            return None
        most = most if len(word) >= LONG else 1
        start, end = bisect_left(self.lengths, len(word) - most), bisect_right(self.lengths, len(word) + most)
        # One edit changes the number of at most two letters, by one each.
        differences = np.abs(self.bags[start:end] - bags_of([word])).sum(axis=1)
        near = (self.terms[start + place] for place in np.flatnonzero(differences <= 2 * most).tolist())
        ranked = ((distance(word, term), -self.counts[term], term) for term in near)
        return min((found for found in ranked if found[0] <= most), default=(0, 0, None))[2]


def is_plain(word: str) -> bool:
    """Tell whether a word is written with the letters a to z."""
    return word.isascii() and word.isalpha()


def bags_of(words: Iterable[str]) -> Bags:
    """Count the letters of words: one row a word, one column a letter."""
    rows = [np.frombuffer(word.encode(), dtype=np.uint8) - ord("a") for word in words]
    bags = np.zeros((len(rows), len(LETTERS)), dtype=np.int8)
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    np.add.at(bags, (owners, np.concatenate(rows) if rows else owners), 1)
    return bags


def distance(one: str, other: str) -> int:
    """Count the edits between two words: letters added, dropped, changed, or two neighbours swapped.

    This is the optimal string alignment distance: no piece is edited twice.
    """
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            least = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                least = min(least, before[column - 2] + 1)
            line.append(least)
        before, above = above, line
    return above[-1]
