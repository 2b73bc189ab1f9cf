"""Documents turned inside out: which documents hold a term in a field, how often, and where.

Everything is arrays in one order: by term, then field, then document. Two such lists become one by sorting,
so a full build is a merge of batches, and an incremental build the merge of what stayed with what is new.
"""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.fields import GAP, REPORT_FIELDS, WEIGHTS, WORD_FIELDS, Document

Keys = NDArray[np.int64]

FIELDS = tuple(WEIGHTS)
PLACES = {field: place for place, field in enumerate(FIELDS)}
HAS_POSITIONS = np.array([field in WORD_FIELDS for field in FIELDS])
OF_REPORTS = np.array([field in REPORT_FIELDS for field in FIELDS])
# A key is slot × 2³² + document, and a slot is term × number of fields + field.
DOCUMENT_BITS = 32
DOCUMENT_MASK = (1 << DOCUMENT_BITS) - 1
TOKENS_A_BATCH = 2_000_000


@dataclass(frozen=True)
class Postings:
    """Sorted keys, how often each occurs, and where: positions by key, where a field has any."""

    keys: Keys
    counts: Numbers
    positions: Numbers

    @cached_property
    def slots(self) -> Keys:
        """Tell term and field of each posting."""
        return self.keys >> DOCUMENT_BITS

    @cached_property
    def fields(self) -> Keys:
        """Tell the field of each posting."""
        return self.slots % len(FIELDS)

    @cached_property
    def documents(self) -> Keys:
        """Tell the document of each posting."""
        return self.keys & DOCUMENT_MASK

    @cached_property
    def places(self) -> Keys:
        """Tell how many positions each posting has."""
        return np.where(HAS_POSITIONS[self.fields], self.counts, 0)

    def taken_where(self, is_chosen: NDArray[np.bool_]) -> "Postings":
        """Take some postings."""
        chosen = np.flatnonzero(is_chosen)
        return self.taken(chosen, self.keys[chosen])

    def taken(self, chosen: NDArray[np.integer], keys: Keys) -> "Postings":
        """Take postings in the order given, under other keys."""
        places = self.places
        starts = np.cumsum(places) - places
        return Postings(keys, self.counts[chosen], self.positions[spans(starts[chosen], places[chosen])])


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
    whole = Postings(
        np.concatenate([piece.keys for piece in pieces]),
        np.concatenate([piece.counts for piece in pieces]),
        np.concatenate([piece.positions for piece in pieces]),
    )
    order = np.argsort(whole.keys, kind="stable")
    return whole.taken(order, whole.keys[order])


class Numbering(dict[str, int]):
    """Number terms in the order in which they are met; the gap between texts is number 0."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        super().__init__({GAP: 0})
        for term in terms:
            self[term]

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


class Collector:
    """Take in documents one by one, and give their postings and how long their fields are."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self._tokens = array("i")
        self._runs = array("i")
        self._batches: list[Postings] = []
        self._lengths: list[Numbers] = []

    def add(self, document: Document, row: int) -> None:
        """Take in a document; solutions and reports are numbered apart."""
        for field, terms in document.fields.items():
            self._tokens.extend(map(self.numbering.__getitem__, terms))
            self._runs.extend((PLACES[field], row, len(terms)))
        if len(self._tokens) > TOKENS_A_BATCH:
            self._finish_batch()

    def finish(self) -> tuple[Postings, Numbers]:
        """Give all postings, and as columns: field, document, terms, and places those take up with gaps."""
        self._finish_batch()
        return merged(self._batches), np.concatenate(self._lengths, axis=1)

    def _finish_batch(self) -> None:
        tokens = np.frombuffer(self._tokens, dtype=np.int32) if self._tokens else np.zeros(0, np.int32)
        fields, rows, extents = np.array(self._runs, dtype=np.int32).reshape(-1, 3).T
        run_of_token = np.repeat(np.arange(len(extents)), extents)
        is_term = tokens != 0
        lengths = np.bincount(run_of_token[is_term], minlength=len(extents)).astype(np.int32)
        self._lengths.append(np.stack([fields, rows, lengths, extents]))
        positions = spans(np.zeros_like(extents), extents)
        slots = tokens * np.int64(len(FIELDS)) + fields[run_of_token]
        keys = (slots << DOCUMENT_BITS) | rows[run_of_token]
        self._batches.append(_grouped(keys[is_term], positions[is_term]))
        self._tokens, self._runs = array("i"), array("i")


def _grouped(keys: Keys, positions: NDArray[np.int64]) -> Postings:
    """Count equal keys, and keep the positions of word fields in the order of the keys."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])) if len(keys) else order
    counts = np.diff(firsts, append=len(keys)).astype(np.int32)
    has_positions = HAS_POSITIONS[(keys >> DOCUMENT_BITS) % len(FIELDS)]
    return Postings(keys[firsts], counts, positions[order][has_positions].astype(np.int32))
