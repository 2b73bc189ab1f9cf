"""What follows from the words of documents: the postings of the parts of compounds and of pieces of words.

Both depend on a term alone, so they are worked out per term and spread over its postings by arrays. No
document is read again when the way compounds are split changes.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.compounds import Parts
from kb.search.fields import GRAMS, REPORT_FIELDS, WORD_FIELDS
from kb.search.inverted import (
    DOCUMENT_BITS,
    DOCUMENT_MASK,
    NO_NUMBERS,
    NOTHING,
    PLACES,
    ByField,
    Keys,
    Numbering,
    Postings,
    merged,
    spans,
)
from kb.search.nearness import DERIVED, Derived, grams_of

PIECES_AT_ONCE = 4_000_000
SOLUTION_WORDS = tuple(name for name in WORD_FIELDS if name not in REPORT_FIELDS)


@dataclass(frozen=True)
class Pieces:
    """The pieces of term n: `pieces[starts[n] : starts[n + 1]]`, by number."""

    starts: NDArray[np.int64]
    pieces: Numbers

    @classmethod
    def of(
        cls, terms: Mapping[int, str], numbering: Numbering, pieces_of: Callable[[str], tuple[str, ...]]
    ) -> "Pieces":
        """Take terms to pieces, given in the order of their numbers; a piece that is new gets a number."""
        sizes = np.zeros(len(numbering), dtype=np.int64)
        pieces = array("i")
        for number, term in terms.items():
            found = pieces_of(term)
            sizes[number] = len(found)
            pieces.extend(map(numbering.__getitem__, found))
        return cls(np.concatenate([[0], np.cumsum(sizes)]), np.array(pieces, dtype=np.int32))


@dataclass(frozen=True)
class Vocabulary:
    """For each term the number of solutions that hold it, and its parts."""

    holders: Mapping[str, int]
    parts: Mapping[str, Parts]


def holders_of(words: ByField, terms: int) -> NDArray[np.int64]:
    """Count the solutions that hold each term, by its number."""
    return np.bincount(_distinct(_pairs(words, SOLUTION_WORDS)[0]) >> DOCUMENT_BITS, minlength=terms)


def derive(
    words: ByField, numbering: Numbering, parts_of: Callable[[str], Parts]
) -> Iterator[tuple[int, Postings, Numbers]]:
    """Make each field that follows from words: its place, its postings, and as columns how long it is."""
    is_used = np.zeros(len(numbering), dtype=bool)
    for postings in words.values():
        is_used[postings.terms] = True
    terms = {number: term for number, term in enumerate(numbering) if is_used[number]}
    grams = Pieces.of(terms, numbering, grams_of)
    parts = Pieces.of(terms, numbering, parts_of)
    for field, one in DERIVED.items():
        postings = _derived(one, words, grams if field == GRAMS else parts)
        yield PLACES[field], postings, _lengths(PLACES[field], postings)


def _pairs(words: ByField, sources: Sequence[str]) -> tuple[Keys, Numbers]:
    """List terms with documents that hold them in any of some fields, and how often each holds it."""
    found = [words.get(PLACES[name], NOTHING) for name in sources]
    return np.concatenate([one.keys for one in found]), np.concatenate([one.counts for one in found])


def _distinct(pairs: Keys) -> Keys:
    """Leave out pairs that come again; sorting beats numpy's own way, which hashes."""
    pairs = np.sort(pairs)
    is_new = np.ones(len(pairs), dtype=bool)
    is_new[1:] = pairs[1:] != pairs[:-1]
    distinct: Keys = pairs[is_new]
    return distinct


def _derived(one: Derived, words: ByField, pieces: Pieces) -> Postings:
    """Spread the pieces of terms over their documents: some documents at a time, to hold little."""
    pairs, counts = _pairs(words, one.sources)
    if one.is_distinct:
        pairs = _distinct(pairs)
        counts = np.ones(len(pairs), dtype=np.int32)
    terms = pairs >> DOCUMENT_BITS
    total = np.sum(pieces.starts[terms + 1] - pieces.starts[terms])
    rounds = int(total) // PIECES_AT_ONCE + 1
    turn = (pairs & DOCUMENT_MASK) % rounds
    return merged([_spread(pairs[turn == n], counts[turn == n], pieces) for n in range(rounds)])


def _spread(pairs: Keys, counts: Numbers, pieces: Pieces) -> Postings:
    terms = pairs >> DOCUMENT_BITS
    sizes = pieces.starts[terms + 1] - pieces.starts[terms]
    found = pieces.pieces[spans(pieces.starts[terms], sizes)].astype(np.int64)
    found <<= DOCUMENT_BITS
    found |= np.repeat(pairs & DOCUMENT_MASK, sizes)
    return _summed(found, np.repeat(counts, sizes))


def _summed(keys: Keys, counts: Numbers) -> Postings:
    """Add up the counts of equal keys."""
    if not len(keys):
        return NOTHING
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return Postings(keys[firsts], np.add.reduceat(counts[order], firsts, dtype=np.int32), NO_NUMBERS)


def _lengths(place: int, postings: Postings) -> Numbers:
    """Add up the counts of each document, as columns: field, document, length, and no places."""
    lengths = np.bincount(postings.documents, postings.counts).astype(np.int32)
    rows = np.flatnonzero(lengths).astype(np.int32)
    return np.stack([np.full(len(rows), place, dtype=np.int32), rows, lengths[rows], np.zeros_like(rows)])
