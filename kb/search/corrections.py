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
ENDLESS = 1_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Two bits a letter: whether a word has it, and whether it has it twice.
Bags = NDArray[np.uint64]


@dataclass(frozen=True)
class Speller:
    """Terms from the shortest to the longest, how usual each is, and which letters it has."""

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
        # One edit changes the number of at most two letters, by one each, and so at most two bits.
        differences = np.bitwise_count(self.bags[start:end] ^ bags_of([word]))
        near = (self.terms[start + place] for place in np.flatnonzero(differences <= 2 * most).tolist())
        ranked = ((distance(word, term, most), -self.counts[term], term) for term in near)
        return min((found for found in ranked if found[0] <= most), default=(0, 0, None))[2]


def is_plain(word: str) -> bool:
    """Tell whether a word is written with the letters a to z."""
    return word.isascii() and word.isalpha()


def bags_of(words: Iterable[str]) -> Bags:
    """Note which letters words have, once and twice."""
    return np.array([_bag_of(word) for word in words], dtype=np.uint64)


def _bag_of(word: str) -> int:
    bag = 0
    for letter in word:
        once = 1 << 2 * (ord(letter) - ord("a"))
        bag |= once << 1 if bag & once else once
    return bag


def distance(one: str, other: str, most: int = ENDLESS) -> int:
    """Count the edits between two words: letters added, dropped, changed, or two neighbours swapped.

    This is the optimal string alignment distance: no piece is edited twice. How words begin and end alike
    changes nothing. Where it is above `most`, any number above it is told.
    """
    one, other = _unlike(one, other)
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, wanted in enumerate(other, start=1):
            least = above[column - 1]
            if letter != wanted:
                # Comparing beats min() by far where most of the time goes.
                least = 1 + (least if least < above[column] else above[column])
                least = least if least <= line[-1] else line[-1] + 1
                if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                    least = min(least, before[column - 2] + 1)
            line.append(least)
        if min(line) > most and min(above) > most:
            break
        before, above = above, line
    return above[-1]


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Cut away what two words begin and end with alike."""
    start, shortest = 0, min(len(one), len(other))
    while start < shortest and one[start] == other[start]:
        start += 1
    end = 0
    while end < shortest - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]
