"""The read model: everything a search needs of the documents, as a few arrays in the order of the terms.

A run of postings belongs to each term and field: document numbers, how often each holds the term, and what
BM25 gives for that with the field's weight (the impact). Solutions and reports are numbered as in the
tables. The words of all fields of all documents stand in one long row, so that a phrase is a place where
one word follows another.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.deriving import Vocabulary
from kb.search.inverted import FIELDS, OF_REPORTS

Impacts = NDArray[np.float32]

K1, B = 1.2, 0.75
LEAST_RARITY = 0.1
# The first letters of a term are kept as a number, so that most of a look-up is Python's own bisection.
HEAD = 8
MOST_TERMS = 16_384


@dataclass(frozen=True)
class Shape:
    """How many solutions and reports there are, and where the documents of each field begin in a row."""

    solutions: int
    reports: int

    @cached_property
    def sizes(self) -> NDArray[np.int64]:
        """Tell how many documents may have each field."""
        return np.where(OF_REPORTS, self.reports, self.solutions)

    @cached_property
    def offsets(self) -> NDArray[np.int64]:
        """Tell where the documents of each field begin; the last entry is where all end."""
        return np.concatenate([[0], np.cumsum(self.sizes)])


@dataclass(frozen=True)
class ReadModel:
    """The arrays as they are saved; `starts` has an entry per term and field, and one more for the end."""

    sizes: Numbers
    terms: NDArray[np.uint8]
    term_ends: Numbers
    heads: NDArray[np.uint64]
    starts: Numbers
    numbers: Numbers
    counts: NDArray[np.uint16]
    impacts: Impacts
    position_starts: Numbers
    positions: Numbers
    lengths: Numbers
    extents: Numbers
    holders: Numbers
    part_starts: Numbers
    parts: Numbers

    @cached_property
    def shape(self) -> Shape:
        """Tell how many solutions and reports there are."""
        solutions, reports = self.sizes.tolist()
        return Shape(solutions, reports)

    @cached_property
    def _heads(self) -> memoryview:
        """Read single numbers without numpy's cost for each."""
        return self.heads.data

    @cached_property
    def bases(self) -> NDArray[np.int64]:
        """Tell where each field of each document begins in the row of all words."""
        return bases_of(self.extents)

    @property
    def is_coherent(self) -> bool:
        """Tell whether the lengths of the arrays agree, so that no look-up runs past an end."""
        terms, documents = len(self.term_ends), self.shape.offsets[-1]
        return bool(
            len(self.starts) == len(self.position_starts) == terms * len(FIELDS) + 1
            and self.starts[-1] == len(self.numbers) == len(self.counts) == len(self.impacts)
            and self.position_starts[-1] == len(self.positions)
            and len(self.lengths) == len(self.extents) == documents
            and (self.term_ends[-1] if terms else 0) == len(self.terms)
            and len(self.heads) == len(self.holders) == len(self.part_starts) - 1 == terms
            and self.part_starts[-1] == len(self.parts)
        )

    def term(self, number: int) -> bytes:
        """Read a term."""
        start = self.term_ends[number - 1] if number else 0
        return self.terms[start : self.term_ends[number]].tobytes()

    def place_of(self, prefix: bytes) -> int:
        """Tell the number of the first term that is not below some bytes."""
        head = head_of(prefix)
        low = bisect_left(self._heads, head)
        if len(prefix) < HEAD:
            return low
        return bisect_left(
            range(len(self._heads)), prefix, low, bisect_right(self._heads, head, low), key=self.term
        )

    def number_of(self, term: str) -> int | None:
        """Tell the number of a term; None where no document has it."""
        wanted = term.encode()
        place = self.place_of(wanted)
        is_there = place < len(self.term_ends) and self.term(place) == wanted
        return place if is_there else None

    def all_terms(self) -> list[str]:
        """Read all terms."""
        return _read_terms(self.terms, self.term_ends)

    def vocabulary(self) -> Vocabulary:
        """Give the terms that solutions hold, with the number of those and with their parts."""
        return vocabulary_from(**{name: getattr(self, name) for name in OF_VOCABULARY})


# The arrays that tell the vocabulary.
OF_VOCABULARY = ("terms", "term_ends", "holders", "part_starts", "parts")


def vocabulary_from(
    terms: NDArray[np.uint8], term_ends: Numbers, holders: Numbers, part_starts: Numbers, parts: Numbers
) -> Vocabulary:
    """Read a vocabulary from its arrays."""
    names, starts, numbers = _read_terms(terms, term_ends), part_starts.tolist(), parts.tolist()
    held = [(number, count) for number, count in enumerate(holders.tolist()) if count]
    return Vocabulary(
        {names[number]: count for number, count in held},
        {
            names[number]: tuple(names[part] for part in numbers[starts[number] : starts[number + 1]])
            for number, _ in held
        },
    )


def _read_terms(letters: NDArray[np.uint8], ends: Numbers) -> list[str]:
    text, places = letters.tobytes(), ends.tolist()
    return [text[start:end].decode() for start, end in zip([0, *places], places, strict=False)]


def head_of(term: bytes) -> int:
    """Write the first letters of a term as a number; numbers are ordered as the letters are."""
    return int.from_bytes(term[:HEAD].ljust(HEAD, b"\0"))


def bases_of(extents: Numbers) -> NDArray[np.int64]:
    """Let each field of each document begin after the one before, with a place between them."""
    ends = np.cumsum(extents.astype(np.int64) + 1)
    return np.concatenate([[0], ends])


def rarity(holding: Any, documents: Any) -> Any:
    """Weigh how rare a unit is: BM25's inverse document frequency, never 0."""
    return np.maximum(np.log(np.maximum(documents, 1) / (holding + 1)) + 1, LEAST_RARITY)


def saturations(counts: Any, lengths: Any) -> Any:
    """Weigh how often a unit stands in a field, `lengths` being relative to the average."""
    return counts * (K1 + 1) / (counts + K1 * (1 - B + B * lengths))


def relative_lengths(lengths: Numbers, shape: Shape) -> NDArray[np.float64]:
    """Tell how long each field of each document is beside the average of those that can have it."""
    sums = np.add.reduceat(np.append(lengths, 0), shape.offsets[:-1]) * (shape.sizes > 0)
    averages = sums / np.maximum(shape.sizes, 1)
    relative: NDArray[np.float64] = lengths / np.repeat(np.where(averages > 0, averages, 1.0), shape.sizes)
    return relative


class HeldTerms(Mapping[str, int]):
    """For each term the number of solutions that hold it, looked up in a model that is not read for it."""

    def __init__(self, model: ReadModel) -> None:
        self._model = model
        self._count_of = lru_cache(MOST_TERMS)(self._look_up)

    def __getitem__(self, term: str) -> int:
        found: int = self.get(term)
        if not found:
            raise KeyError(term)
        return found

    def get(self, term: str, default: Any = 0) -> Any:
        """Tell how many solutions hold a term."""
        return self._count_of(term) or default

    def _look_up(self, term: str) -> int:
        number = self._model.number_of(term)
        return 0 if number is None else int(self._model.holders[number])

    def parts_of(self, term: str) -> tuple[str, ...] | None:
        """List the parts of a term as the build split it; None where no solution holds it."""
        number = self._model.number_of(term)
        if number is None or not self._model.holders[number]:
            return None
        start, end = self._model.part_starts[number : number + 2].tolist()
        return tuple(self._model.term(part).decode() for part in self._model.parts[start:end].tolist())

    def __contains__(self, term: object) -> bool:
        return isinstance(term, str) and bool(self.get(term))

    def __len__(self) -> int:
        return int(np.count_nonzero(self._model.holders))

    def __iter__(self) -> Iterator[str]:
        terms = self._model.all_terms()
        return (terms[number] for number in np.flatnonzero(self._model.holders).tolist())

    def items(self) -> Any:
        """List the terms with their numbers."""
        return {
            term: int(count)
            for term, count in zip(self._model.all_terms(), self._model.holders.tolist(), strict=True)
            if count
        }.items()
