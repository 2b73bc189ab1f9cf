"""Documents turned inside out, field by field: which documents hold a term, how often, and where.

Everything is arrays in one order: by the number of the term, then by document. Each field is handled by
itself, so that no more than one is held twice while lists of documents are put together.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.fields import GAP, REPORT_FIELDS, WEIGHTS, WORD_FIELDS, Document

Keys = NDArray[np.int64]

FIELDS = tuple(WEIGHTS)
PLACES = {field: place for place, field in enumerate(FIELDS)}
HAS_POSITIONS = np.array([field in WORD_FIELDS for field in FIELDS])
OF_REPORTS = np.array([field in REPORT_FIELDS for field in FIELDS])
# A key is term × 2³² + document.
DOCUMENT_BITS = 32
DOCUMENT_MASK = (1 << DOCUMENT_BITS) - 1
TOKENS_A_BATCH = 2_000_000
NO_NUMBERS: Numbers = np.zeros(0, dtype=np.int32)
NO_KEYS: Keys = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Postings:
    """One field: sorted keys, how often each occurs, and where; what follows from words has no positions."""

    keys: Keys
    counts: Numbers
    positions: Numbers

    @property
    def terms(self) -> Keys:
        """Tell the number of the term of each posting."""
        return self.keys >> DOCUMENT_BITS

    @property
    def documents(self) -> Keys:
        """Tell the document of each posting."""
        return self.keys & DOCUMENT_MASK

    @property
    def places(self) -> Numbers:
        """Tell how many positions each posting has."""
        return self.counts if len(self.positions) else np.zeros_like(self.counts)

    def taken(self, chosen: NDArray[np.integer]) -> "Postings":
        """Take postings in the order given."""
        if not len(self.positions):
            return Postings(self.keys[chosen], self.counts[chosen], NO_NUMBERS)
        starts = np.cumsum(self.counts, dtype=np.int64) - self.counts
        where = spans(starts[chosen], self.counts[chosen])
        return Postings(self.keys[chosen], self.counts[chosen], self.positions[where])


# The postings of each field, by its place among the fields.
ByField = Mapping[int, Postings]
NOTHING = Postings(NO_KEYS, NO_NUMBERS, NO_NUMBERS)


def spans(starts: NDArray[np.integer], lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """List the numbers in spans one after the other: 5, 6, 9 for spans at 5 and 9 of lengths 2 and 1."""
    ends = np.cumsum(lengths)
    numbers: NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0)
    numbers += np.repeat(starts - (ends - lengths), lengths)
    return numbers


def merged(pieces: Sequence[Postings]) -> Postings:
    """Put lists of different documents together."""
    if len(pieces) == 1:
        return pieces[0]
    if not pieces:
        return NOTHING
    whole = Postings(
        np.concatenate([piece.keys for piece in pieces]),
        np.concatenate([piece.counts for piece in pieces]),
        np.concatenate([piece.positions for piece in pieces]),
    )
    return whole.taken(np.argsort(whole.keys, kind="stable"))


class Numbering(dict[str, int]):
    """Number terms in the order in which they are met; the gap between texts is number 0."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        super().__init__(zip((GAP, *terms), range(1 << DOCUMENT_BITS), strict=False))

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Collector:
    """Take in documents one by one, and give their postings and how long their fields are."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self._tokens = array("i")
        self._runs = array("i")
        self._batches: dict[int, list[Postings]] = {}
        self._lengths: list[Numbers] = []

    def add(self, document: Document, row: int) -> None:
        """Take in a document; solutions and reports are numbered apart."""
        for field, terms in document.fields.items():
            self._tokens.extend(map(self.numbering.__getitem__, terms))
            self._runs.extend((PLACES[field], row, len(terms)))
        if len(self._tokens) > TOKENS_A_BATCH:
            self._finish_batch()

    def finish(self) -> tuple[dict[int, Postings], Numbers]:
        """Give the postings of each field, and as columns: field, document, terms, and places with gaps."""
        self._finish_batch()
        fields = sorted(self._batches)
        return {field: merged(self._batches.pop(field)) for field in fields}, np.concatenate(
            self._lengths, axis=1
        )

    def _finish_batch(self) -> None:
        tokens = np.frombuffer(self._tokens, dtype=np.int32) if self._tokens else NO_NUMBERS
        fields, rows, extents = np.array(self._runs, dtype=np.int32).reshape(-1, 3).T
        run_of_token = np.repeat(np.arange(len(extents)), extents)
        is_term = tokens != 0
        lengths = np.bincount(run_of_token[is_term], minlength=len(extents)).astype(np.int32)
        self._lengths.append(np.stack([fields, rows, lengths, extents]))
        positions = spans(np.zeros_like(extents), extents)
        keys = (tokens.astype(np.int64) << DOCUMENT_BITS) | rows[run_of_token]
        field_of_token = fields[run_of_token]
        for field in np.unique(fields).tolist():
            chosen = is_term & (field_of_token == field)
            self._batches.setdefault(field, []).append(_grouped(keys[chosen], positions[chosen]))
        self._tokens, self._runs = array("i"), array("i")


def _grouped(keys: Keys, positions: NDArray[np.int64]) -> Postings:
    """Count equal keys, and list the positions in the order of the keys."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else order
    counts = np.diff(firsts, append=len(keys)).astype(np.int32)
    return Postings(keys[firsts], counts, positions[order].astype(np.int32))
