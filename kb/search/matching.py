"""What it means that a record matches: a score per solution and per report, and who can give it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kb.events import note_event
from kb.search.wanted import Wanted

Scores = NDArray[np.floating[Any]]

# What a word brings counts half when it is so many times the rarity of a term that one document has.
HALF_A_WORD = 3.7


@dataclass(frozen=True)
class Matches:
    """How well each solution and each report answers the words, by number; 0 where it holds none of them.

    The reports are scored when somebody first asks: only those of the solutions on a page are shown.
    """

    solutions: Scores
    score_reports: Callable[[], Scores]

    @cached_property
    def reports(self) -> Scores:
        """Score the reports."""
        return self.score_reports()


def whole(of_words: Scores, is_found: NDArray[np.bool_], worth: Sequence[float] = ()) -> Scores:
    """Add up what each word of a query brings to each document found; one row a word, one number in `worth`.

    The more a word brings, the less the rest of it counts, however many synonyms, parts and pieces it has: so
    a document with something of every word stands before one with much of a single word.
    """
    if len(of_words) == 1:
        return np.where(is_found, of_words[0], of_words.dtype.type(0))
    half = of_words.dtype.type(HALF_A_WORD * (1 + log(max(of_words.shape[1], 1))))
    shares: Scores = of_words / (of_words + half)
    sums = np.array(worth, dtype=of_words.dtype) @ shares if worth else shares.sum(axis=0)
    return np.where(is_found, sums * half, of_words.dtype.type(0))


class Matcher(Protocol):
    """Anything that finds the records holding at least one of the units asked for."""

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        ...


class Ways:
    """Several ways to find, the fastest first: from the moment one fails, the next is used.

    Each is opened when it is first needed. What the log calls a failure is its name with `_failed`.
    """

    def __init__(self, ways: Sequence[tuple[str, Callable[[], Matcher]]]) -> None:
        self._ways = ways
        self._place = 0
        self._opened: dict[int, Matcher] = {}
        self._changing = Lock()

    @property
    def is_last(self) -> bool:
        """Tell whether the last way is in use."""
        return self._place == len(self._ways) - 1

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report, in the first way that works."""
        while True:
            place = self._place
            try:
                return self._matcher(place).match(wanted)
            except Exception:
                if place == len(self._ways) - 1:
                    raise
                self._give_up(place)

    def open(self) -> Matcher:
        """Open the first way that can be opened; raise what the last one raises where none can."""
        while True:
            place = self._place
            try:
                return self._matcher(place)
            except Exception:
                if place == len(self._ways) - 1:
                    raise
                self._give_up(place)

    def _matcher(self, place: int) -> Matcher:
        found = self._opened.get(place)
        return found or self._opened.setdefault(place, self._ways[place][1]())

    def _give_up(self, place: int) -> None:
        with self._changing:
            if self._place == place:
                note_event(f"{self._ways[place][0]}_failed", exc_info=True)
                self._place = place + 1
