"""How a read model takes in documents that changed: arrays are cut and joined, not gone through in Python.

Terms are numbered as in the older model, one higher (0 is the gap), and after those come new ones. A slot is
term × number of fields + field. A place is field by field and document by document, in one row. What is kept
stays in its order, because documents are in the order of their keys before and after. What looks at every
posting does so some at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Flags, Numbers
from kb.search.compounds import Parts
from kb.search.deriving import derive, holders_of
from kb.search.inverted import (
    DOCUMENT_BITS,
    FIELDS,
    HAS_POSITIONS,
    NO_NUMBERS,
    OF_REPORTS,
    Numbering,
    Postings,
    merged,
)
from kb.search.joining import Joint
from kb.search.model_making import impacts_of, lay_out, placed, starts_of
from kb.search.read_model import ReadModel, Shape, bases_of
from kb.search.splits import splits_of

GONE = -1
Wide = NDArray[np.int64]


def rows_today(before: Sequence[str], today: Sequence[str], changed: set[str]) -> Numbers:
    """Tell the row today of each older document that did not change; the others are gone."""
    places = {key: row for row, key in enumerate(today) if key not in changed}
    return np.array([places.get(key, GONE) for key in before], dtype=np.int32)


@dataclass(frozen=True)
class Patch:
    """An older model, today's shape, and the rows today of the older solutions and of the older reports."""

    older: ReadModel
    shape: Shape
    rows: tuple[Numbers, Numbers]
    numbering: Numbering

    def applied(self, words: Mapping[int, Postings], lengths: Numbers) -> ReadModel:
        """Make the model of today, given the words of the documents that changed."""
        holders, splits = self._vocabulary(words)
        anew = self._documents_to_derive(lengths, splits)
        added, columns = dict(words), [lengths]
        for place, postings, its_lengths in derive(
            self._words_of(anew, words), self.numbering, lambda term: self._parts_of(term, splits)
        ):
            added[place] = postings
            columns.append(its_lengths)
        is_cut = self._place_today == GONE
        is_cut |= np.repeat(~HAS_POSITIONS, self.older.shape.sizes) & anew[self._place_today]
        flat = self._lengths(anew, np.concatenate(columns, axis=1))
        joint = Joint(self.older, self.numbering, self._held_by(is_cut), self._rows_today, added)
        return self._joined(joint, flat, holders, splits)

    @property
    def _rows_today(self) -> Numbers:
        """Tell the row today of each older posting."""
        older, rows = self.older, np.empty_like(self.older.numbers)
        for low, high, places in placed(older.starts, older.numbers, older.shape):
            rows[older.starts[low] : older.starts[high]] = self._row_of_place[places]
        return rows

    def _held_by(self, is_chosen: Flags) -> Wide:
        """List the older postings whose older place is flagged."""
        older = self.older
        found = [
            np.flatnonzero(is_chosen[places]) + older.starts[low]
            for low, _, places in placed(older.starts, older.numbers, older.shape)
        ]
        return np.concatenate(found)

    @cached_property
    def _row_of_place(self) -> Numbers:
        """Tell for each older place the row today."""
        return np.concatenate([self.rows[int(of_reports)] for of_reports in OF_REPORTS])

    @cached_property
    def _place_today(self) -> Numbers:
        """Tell for each older place the place today."""
        offsets = np.repeat(self.shape.offsets[:-1], self.older.shape.sizes)
        return np.where(self._row_of_place == GONE, GONE, self._row_of_place + offsets).astype(np.int32)

    def _slots(self, chosen: Wide) -> Wide:
        """Tell the slot of some older postings."""
        return np.searchsorted(self.older.starts, chosen, "right") - 1

    def _postings(self, chosen: Wide, row_of_place: Numbers) -> dict[int, Postings]:
        """Give some older postings by field, without positions, in the rows of their places."""
        slots = self._slots(chosen)
        rows = row_of_place[self.older.shape.offsets[slots % len(FIELDS)] + self.older.numbers[chosen]]
        keys = ((slots // len(FIELDS) + 1) << DOCUMENT_BITS) | rows
        counts, fields = self.older.counts[chosen].astype(np.int32), slots % len(FIELDS)
        return {
            int(field): Postings(keys[fields == field], counts[fields == field], NO_NUMBERS)
            for field in np.unique(fields)
        }

    @cached_property
    def _terms(self) -> list[str]:
        return list(self.numbering)

    def _vocabulary(self, words: Mapping[int, Postings]) -> tuple[Wide, dict[str, Parts]]:
        """Count who holds each term, and take those apart that may have other parts than before."""
        terms = self._terms
        before = np.zeros(len(terms), dtype=np.int64)
        before[1 : len(self.older.holders) + 1] = self.older.holders
        gone = self._held_by(self._place_today == GONE)
        own_rows = np.concatenate([np.arange(size) for size in self.older.shape.sizes])
        lost = holders_of(self._postings(gone, own_rows), len(terms))
        holders = before - lost + holders_of(words, len(terms))
        held = {term: count for term, count in zip(terms, holders.tolist(), strict=True) if count}
        changed = [terms[number] for number in np.flatnonzero(holders != before).tolist()]
        splits = splits_of(list(held), held, changed)
        splits |= {term: () for term in changed if term not in held}
        return holders, {term: parts for term, parts in splits.items() if parts != self._parts_of(term, {})}

    def _parts_of(self, term: str, splits: Mapping[str, Parts]) -> Parts:
        """Tell the parts of a term, taken apart anew or as in the older model."""
        if term in splits:
            return splits[term]
        number = self.numbering[term] - 1
        if not 0 <= number < len(self.older.holders):
            return ()
        start, end = self.older.part_starts[number : number + 2].tolist()
        return tuple(self._terms[part + 1] for part in self.older.parts[start:end].tolist())

    def _documents_to_derive(self, lengths: Numbers, splits: Mapping[str, Parts]) -> Flags:
        """Flag today's places of documents that changed, or hold a term that has other parts than before.

        One more flag than there are places: what is gone stands for nothing.
        """
        flags = [np.zeros(size, dtype=bool) for size in (self.shape.solutions, self.shape.reports)]
        for of_reports, flag in enumerate(flags):
            flag[lengths[1][OF_REPORTS[lengths[0]] == of_reports]] = True
        for number in (self.numbering[term] - 1 for term in splits):
            if number < len(self.older.holders):
                self._flag_holders(number, flags)
        return np.concatenate([*(flags[int(of_reports)] for of_reports in OF_REPORTS), [False]])

    def _flag_holders(self, number: int, flags: Sequence[Flags]) -> None:
        for field in np.flatnonzero(HAS_POSITIONS).tolist():
            start, end = self.older.starts[number * len(FIELDS) + field :][:2].tolist()
            rows = self._row_of_place[self.older.shape.offsets[field] + self.older.numbers[start:end]]
            flags[int(OF_REPORTS[field])][rows[rows != GONE]] = True

    def _words_of(self, anew: Flags, words: Mapping[int, Postings]) -> dict[int, Postings]:
        """Give the words of all documents to derive from, without positions."""
        has_words = np.repeat(HAS_POSITIONS, self.older.shape.sizes)
        older = self._postings(self._held_by(has_words & anew[self._place_today]), self._row_of_place)
        return {
            field: merged(
                [
                    Postings(those[field].keys, those[field].counts, NO_NUMBERS)
                    for those in (older, words)
                    if field in those
                ]
            )
            for field in older.keys() | words.keys()
        }

    def _lengths(self, anew: Flags, columns: Numbers) -> Numbers:
        """Lay out lengths and extents by today's places."""
        is_derived = np.repeat(~HAS_POSITIONS, self.older.shape.sizes)
        kept = np.flatnonzero((self._place_today != GONE) & ~(is_derived & anew[self._place_today]))
        flat = np.zeros((2, self.shape.offsets[-1]), dtype=np.int32)
        flat[:, self._place_today[kept]] = self.older.lengths[kept], self.older.extents[kept]
        lay_out(columns, self.shape, flat)
        return flat

    def _joined(self, joint: Joint, flat: Numbers, holders: Wide, splits: Mapping[str, Parts]) -> ReadModel:
        lengths, extents = flat
        starts, numbers, counts = joint.starts, joint.numbers, joint.counts
        bases = bases_of(extents).astype(np.int32)
        positions = joint.positions(bases[self.shape.offsets[joint.fields_added] + joint.rows_added])
        self._move(positions, bases, joint, numbers, counts)
        return ReadModel(
            sizes=np.array([self.shape.solutions, self.shape.reports], dtype=np.int32),
            **joint.letters,
            starts=starts,
            numbers=numbers,
            counts=counts,
            impacts=impacts_of(starts, numbers, counts, lengths, self.shape),
            position_starts=joint.position_starts,
            positions=positions,
            lengths=lengths,
            extents=extents,
            holders=np.append(holders, np.zeros(len(self.numbering)))[joint.order].astype(np.int32),
            **self._parts(joint, splits),
        )

    def _move(
        self, positions: Numbers, bases: Numbers, joint: Joint, numbers: Numbers, counts: NDArray[np.uint16]
    ) -> None:
        """Move the positions in documents that are kept to where these begin today."""
        moved = np.zeros(self.shape.offsets[-1], dtype=np.int32)
        stays = np.flatnonzero(self._place_today != GONE)
        moved[self._place_today[stays]] = bases[self._place_today[stays]] - self.older.bases[stays]
        has_words = np.repeat(HAS_POSITIONS, self.shape.sizes)
        for low, high, places in placed(joint.starts, numbers, self.shape):
            times = counts[joint.starts[low] : joint.starts[high]] * has_words[places]
            part = slice(*joint.position_starts[[low, high]])
            positions[part] += np.repeat(moved[places], times)

    def _parts(self, joint: Joint, splits: Mapping[str, Parts]) -> dict[str, Any]:
        """Give the parts of each term by today's numbers."""
        anew = {
            self.numbering[term]: [self.numbering[part] for part in those] for term, those in splits.items()
        }
        owners = np.repeat(np.arange(1, len(self.older.holders) + 1), np.diff(self.older.part_starts))
        kept = ~np.isin(owners, list(anew))
        owners = np.append(owners[kept], [owner for owner, those in anew.items() for _ in those])
        parts = np.append(self.older.parts[kept] + 1, [part for those in anew.values() for part in those])
        by_rank = joint.ranks[owners.astype(np.int64)]
        sizes = np.bincount(by_rank, minlength=len(joint.order))
        of_parts = joint.ranks[parts.astype(np.int64)][np.argsort(by_rank, kind="stable")]
        return {"part_starts": starts_of(sizes), "parts": of_parts}
