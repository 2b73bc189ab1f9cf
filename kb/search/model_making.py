"""How a read model is made of postings: the fields are laid side by side, in the order of the terms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.compounds import Parts
from kb.search.fields import WEIGHTS
from kb.search.inverted import FIELDS, HAS_POSITIONS, Keys, Postings
from kb.search.read_model import HEAD, K1, B, Impacts, ReadModel, Shape, bases_of, rarity, relative_lengths

MOST_COUNTED = 65_535
# So few that what is worked out of them stays in the processor's own memory.
POSTINGS_AT_ONCE = 1 << 18


@dataclass(frozen=True)
class Contents:
    """What a model is made of: numbered terms' postings by field, and the fields' lengths as columns.

    Of the terms that solutions hold, the number of those and the parts.
    """

    fields: dict[int, Postings]
    lengths: Numbers
    holders: Mapping[str, int]
    parts: Mapping[str, Parts]


def make_read_model(terms: Sequence[str], contents: Contents, shape: Shape) -> ReadModel:
    """Work out everything; the postings are handed over, field by field."""
    fields = contents.fields
    holding = np.zeros((len(terms), len(FIELDS)), dtype=np.int64)
    placing = np.zeros_like(holding)
    for place, postings in fields.items():
        holding[:, place] = np.bincount(postings.terms, minlength=len(terms))
        placing[:, place] = np.bincount(postings.terms, postings.places, minlength=len(terms))
    order = sorted(np.flatnonzero(holding.any(axis=1)).tolist(), key=terms.__getitem__)
    ordered = [terms[number] for number in order]
    starts, position_starts = starts_of(holding[order]), starts_of(placing[order])
    lengths, extents = _flat_lengths(contents.lengths, shape)
    numbers = np.empty(starts[-1], dtype=np.int32)
    counts = np.empty(starts[-1], dtype=np.uint16)
    positions = np.empty(position_starts[-1], dtype=np.int32)
    bases = bases_of(extents)
    for place in sorted(fields):
        postings = fields.pop(place)
        to = _destinations(postings.terms, holding[:, place], order, starts, place)
        numbers[to] = postings.documents
        counts[to] = np.minimum(postings.counts, MOST_COUNTED)
        if len(postings.positions):
            its_bases = bases[shape.offsets[place] + postings.documents]
            terms_of_places = np.repeat(postings.terms, postings.counts)
            to = _destinations(terms_of_places, placing[:, place], order, position_starts, place)
            positions[to] = postings.positions + np.repeat(its_bases, postings.counts)
    known = {term: number for number, term in enumerate(ordered)}
    parts = [[known[part] for part in contents.parts.get(term, ())] for term in ordered]
    return ReadModel(
        sizes=np.array([shape.solutions, shape.reports], dtype=np.int32),
        **spelled(ordered),
        starts=starts,
        numbers=numbers,
        counts=counts,
        impacts=impacts_of(starts, numbers, counts, lengths, shape),
        position_starts=position_starts,
        positions=positions,
        lengths=lengths,
        extents=extents,
        holders=np.array([contents.holders.get(term, 0) for term in ordered], dtype=np.int32),
        part_starts=np.cumsum([0, *map(len, parts)], dtype=np.int32),
        parts=np.array([part for those in parts for part in those], dtype=np.int32),
    )


def spelled(terms: Sequence[str]) -> dict[str, NDArray[Any]]:
    """Write terms as the arrays that hold their letters."""
    blob = [term.encode() for term in terms]
    return {
        "terms": np.frombuffer(b"".join(blob), dtype=np.uint8),
        "term_ends": np.cumsum([len(term) for term in blob], dtype=np.int32),
        "heads": np.array(blob, dtype=f"S{HEAD}").view(">u8").astype(np.uint64),
    }


def starts_of(amounts: NDArray[np.integer]) -> Numbers:
    """Tell for each term and field where its entries begin, given how many there are."""
    return np.concatenate([[0], np.cumsum(amounts)]).astype(np.int32)


def _destinations(
    terms: Keys, amounts: NDArray[np.int64], order: Sequence[int], starts: Numbers, place: int
) -> NDArray[np.int64]:
    """Tell where the entries of one field go, which stand together by the numbers of their terms."""
    shifts = amounts - np.cumsum(amounts)
    shifts[order] += starts[place : -1 : len(FIELDS)]
    return shifts[terms] + np.arange(len(terms))


def _flat_lengths(columns: Numbers, shape: Shape) -> tuple[Numbers, Numbers]:
    """Lay the lengths out by field and document; only fields with positions take up places."""
    flat = np.zeros((2, shape.offsets[-1]), dtype=np.int32)
    lay_out(columns, shape, flat)
    return flat[0], flat[1]


def lay_out(columns: Numbers, shape: Shape, flat: Numbers) -> None:
    """Write lengths and extents, given as columns, into two rows by field and document."""
    field, row, length, extent = columns
    flat[:, shape.offsets[field] + row] = length, np.where(HAS_POSITIONS[field], extent, 0)


def impacts_of(
    starts: Numbers, numbers: Numbers, counts: NDArray[np.uint16], lengths: Numbers, shape: Shape
) -> Impacts:
    """Work out what each posting is worth, some runs at a time."""
    slowness = (K1 * (1 - B + B * relative_lengths(lengths, shape))).astype(np.float32)
    fields = np.arange(len(starts) - 1) % len(FIELDS)
    weights = np.array(list(WEIGHTS.values()))[fields]
    worth = (weights * rarity(np.diff(starts), shape.sizes[fields]) * (K1 + 1)).astype(np.float32)
    impacts = np.empty(len(numbers), dtype=np.float32)
    for low, high, places in placed(starts, numbers, shape):
        part, runs = slice(starts[low], starts[high]), np.diff(starts[low : high + 1])
        times = counts[part].astype(np.float32)
        impacts[part] = np.repeat(worth[low:high], runs) * times / (times + slowness[places])
    return impacts


def placed(starts: Numbers, numbers: Numbers, shape: Shape) -> Iterator[tuple[int, int, NDArray[np.int64]]]:
    """Go through the postings, some runs at a time: the first run, the run after the last, and their places.

    A place is field by field and document by document, in one row.
    """
    offsets = shape.offsets[np.arange(len(starts) - 1) % len(FIELDS)]
    ends = np.searchsorted(starts, np.arange(POSTINGS_AT_ONCE, len(numbers), POSTINGS_AT_ONCE))
    for low, high in pairwise([0, *ends.tolist(), len(starts) - 1]):
        runs = np.diff(starts[low : high + 1])
        yield low, high, np.repeat(offsets[low:high], runs) + numbers[starts[low] : starts[high]]
