"""What follows from the words of documents: the postings of the parts of compounds and of pieces of words.

Both depend on a term alone, so they are worked out per term and spread over its postings by arrays. No
document is read again when the way compounds are split changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.compounds import Parts
from kb.search.fields import GAP, GRAMS, REPORT_FIELDS, WORD_FIELDS
from kb.search.inverted import (
    DOCUMENT_BITS,
    FIELDS,
    PLACES,
    Keys,
    Numbering,
    Postings,
    merged,
    spans,
)
from kb.search.nearness import DERIVED, Derived, grams_of
from kb.search.splits import splits_of

SOLUTION_WORDS = tuple(name for name in WORD_FIELDS if name not in REPORT_FIELDS)
NO_POSITIONS = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True)
class Pieces:
    """The pieces of term n: `pieces[starts[n] : starts[n + 1]]`, by number."""

    starts: NDArray[np.int64]
    pieces: Numbers

    @classmethod
    def of(
        cls, terms: Sequence[str], numbering: Numbering, pieces_of: Callable[[str], tuple[str, ...]]
    ) -> "Pieces":
        """Take terms to pieces; a piece that is new gets a number."""
        found = [tuple(map(numbering.__getitem__, pieces_of(term))) for term in terms]
        starts = np.cumsum([0, *map(len, found)])
        return cls(starts, np.array([number for those in found for number in those], dtype=np.int32))


@dataclass(frozen=True)
class Vocabulary:
    """For each term the number of solutions that hold it, and its parts."""

    holders: Mapping[str, int]
    parts: Mapping[str, Parts]


NO_VOCABULARY = Vocabulary({}, {})


def vocabulary_of(words: Postings, numbering: Numbering, older: Vocabulary) -> Vocabulary:
    """Count who holds each term, and take it apart where the older vocabulary does not tell how."""
    pairs = _distinct(_pairs(words, SOLUTION_WORDS)[0])
    counts = np.bincount(pairs >> DOCUMENT_BITS, minlength=len(numbering)).tolist()
    holders = {term: count for term, count in zip(numbering, counts, strict=True) if count}
    return Vocabulary(holders, splits_of(holders, older.holders, older.parts))


def derive(words: Postings, numbering: Numbering, vocabulary: Vocabulary) -> tuple[Postings, Numbers]:
    """Make the postings of everything that follows from words, and the lengths of those fields as columns."""
    is_used = np.zeros(len(numbering), dtype=bool)
    is_used[words.slots // len(FIELDS)] = True
    terms = [term if used else GAP for term, used in zip(numbering, is_used.tolist(), strict=True)]
    grams = Pieces.of(terms, numbering, grams_of)
    parts = Pieces.of(terms, numbering, lambda term: vocabulary.parts.get(term, ()))
    found = [
        _derived(field, one, words, grams if field == GRAMS else parts) for field, one in DERIVED.items()
    ]
    lengths = np.concatenate([_lengths(postings) for postings in found], axis=1)
    return merged(found), lengths


def _pairs(words: Postings, sources: Sequence[str]) -> tuple[Keys, Numbers]:
    """List terms with documents that hold them in any of some fields, and how often each holds it."""
    is_source = np.zeros(len(FIELDS), dtype=bool)
    is_source[[PLACES[name] for name in sources]] = True
    chosen = np.flatnonzero(is_source[words.fields])
    terms = words.slots[chosen] // len(FIELDS)
    return (terms << DOCUMENT_BITS) | words.documents[chosen], words.counts[chosen]


def _distinct(pairs: Keys) -> Keys:
    """Leave out pairs that come again; sorting beats numpy's own way, which hashes."""
    pairs = np.sort(pairs)
    is_new = np.ones(len(pairs), dtype=bool)
    is_new[1:] = pairs[1:] != pairs[:-1]
    distinct: Keys = pairs[is_new]
    return distinct


def _derived(field: str, one: Derived, words: Postings, pieces: Pieces) -> Postings:
    pairs, counts = _pairs(words, one.sources)
    if one.is_distinct:
        pairs = _distinct(pairs)
        counts = np.ones(len(pairs), dtype=np.int32)
    terms, documents = pairs >> DOCUMENT_BITS, pairs & ((1 << DOCUMENT_BITS) - 1)
    sizes = pieces.starts[terms + 1] - pieces.starts[terms]
    found = pieces.pieces[spans(pieces.starts[terms], sizes)].astype(np.int64)
    slots = found * len(FIELDS) + PLACES[field]
    return _summed((slots << DOCUMENT_BITS) | np.repeat(documents, sizes), np.repeat(counts, sizes))


def _summed(keys: Keys, counts: Numbers) -> Postings:
    """Add up the counts of equal keys."""
    if not len(keys):
        return Postings(keys, counts, NO_POSITIONS)
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return Postings(keys[firsts], np.add.reduceat(counts[order], firsts, dtype=np.int32), NO_POSITIONS)


def _lengths(postings: Postings) -> Numbers:
    """Add up the counts of each document, as columns: field, document, length, and no places."""
    lengths = np.bincount(postings.documents, postings.counts).astype(np.int32)
    rows = np.flatnonzero(lengths).astype(np.int32)
    field = np.full(len(rows), postings.fields[0] if len(rows) else 0, dtype=np.int32)
    return np.stack([field, rows, lengths[rows], np.zeros_like(rows)])
