"""How the postings that a model keeps and those that are added become one row, each where it belongs."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.inverted import FIELDS, HAS_POSITIONS, NO_NUMBERS, Numbering, Postings, spans
from kb.search.model_making import MOST_COUNTED, spelled, starts_of
from kb.search.read_model import ReadModel

Wide = NDArray[np.int64]
WIDTH = len(FIELDS)


@dataclass(frozen=True)
class Joint:
    """An older model, which of its postings are cut out, the rows today of all, and postings to add by field.

    Terms are numbered as `numbering` tells: those of the older model first, one higher than there.
    """

    older: ReadModel
    numbering: Numbering
    cut: Wide
    rows_today: Numbers
    added: Mapping[int, Postings]

    @cached_property
    def _rows(self) -> Numbers:
        """Tell the rows today of the postings that are kept."""
        return np.delete(self.rows_today, self.cut)

    @cached_property
    def _counts(self) -> NDArray[np.uint16]:
        """Tell how often each posting that is kept occurs."""
        return np.delete(self.older.counts, self.cut)

    @cached_property
    def _slots_cut(self) -> Wide:
        """List the slots of the postings that are cut out."""
        return np.searchsorted(self.older.starts, self.cut, "right") - 1

    @cached_property
    def _places_cut(self) -> Wide:
        """Tell how many positions each of the postings has that are cut out."""
        counts = self.older.counts[self.cut].astype(np.int64)
        places: Wide = counts * HAS_POSITIONS[self._slots_cut % WIDTH]
        return places

    @cached_property
    def _kept_runs(self) -> Wide:
        """Tell how many postings each older slot keeps."""
        return np.diff(self.older.starts) - np.bincount(self._slots_cut, minlength=len(self.older.starts) - 1)

    @cached_property
    def _kept_places(self) -> Wide:
        """Tell how many positions each older slot keeps."""
        lost = np.bincount(self._slots_cut, self._places_cut, minlength=len(self.older.starts) - 1)
        return np.diff(self.older.position_starts) - lost.astype(np.int64)

    @cached_property
    def _kept_starts(self) -> Wide:
        return np.concatenate([[0], np.cumsum(self._kept_runs)])

    @cached_property
    def _holding(self) -> Wide:
        """Tell how many postings each term has in each field."""
        return self._amounts(self._kept_runs, dict.fromkeys(self.added))

    @cached_property
    def _placing(self) -> Wide:
        """Tell how many positions each term has in each field."""
        return self._amounts(self._kept_places, {field: one.places for field, one in self.added.items()})

    def _amounts(self, kept: Wide, weights: Mapping[int, Numbers | None]) -> Wide:
        amounts = np.zeros((len(self.numbering), WIDTH), dtype=np.int64)
        amounts[1 : len(self.older.holders) + 1] = kept.reshape(-1, WIDTH)
        for field, postings in self.added.items():
            found = np.bincount(postings.terms, weights[field], minlength=len(amounts))
            amounts[:, field] += found.astype(np.int64)
        return amounts

    @cached_property
    def _before(self) -> dict[int, int]:
        """Tell for each new term that is used how many older terms come before it in the alphabet."""
        terms = list(self.numbering)
        count = len(self.older.holders)
        used = np.flatnonzero(self._holding[count + 1 :].any(axis=1)) + count + 1
        ordered = sorted(used.tolist(), key=terms.__getitem__)
        return {number: bisect_left(terms, terms[number], 1, count + 1) - 1 for number in ordered}

    @cached_property
    def order(self) -> Wide:
        """List the terms that are used by the alphabet."""
        count = len(self.older.holders)
        kept = np.flatnonzero(self._holding[1 : count + 1].any(axis=1)) + 1
        at = np.searchsorted(kept, np.array([*self._before.values()], dtype=np.int64) + 1)
        return np.insert(kept, at, np.array([*self._before], dtype=np.int64))

    @cached_property
    def ranks(self) -> Numbers:
        """Tell for each term its number in the model of today."""
        ranks = np.zeros(len(self.numbering), dtype=np.int32)
        ranks[self.order] = np.arange(len(self.order))
        return ranks

    @cached_property
    def starts(self) -> Numbers:
        """Tell where the postings of each term and field begin."""
        return starts_of(self._holding[self.order])

    @cached_property
    def position_starts(self) -> Numbers:
        """Tell where the positions of each term and field begin."""
        return starts_of(self._placing[self.order])

    @cached_property
    def _sorted(self) -> tuple[Wide, Wide, Wide, Wide]:
        """List the added postings in the order of today: slot, row, count, and place among all added."""
        slots = [self.ranks[one.terms].astype(np.int64) * WIDTH + field for field, one in self.added.items()]
        slot = np.concatenate([np.zeros(0, dtype=np.int64), *slots])
        rows = np.concatenate([np.zeros(0, dtype=np.int64), *(one.documents for one in self.added.values())])
        counts = np.concatenate([np.zeros(0, dtype=np.int64), *(one.counts for one in self.added.values())])
        chosen = np.lexsort((rows, slot))
        return slot[chosen], rows[chosen], counts[chosen], chosen

    @cached_property
    def fields_added(self) -> Wide:
        """Tell the field of each added posting, in the order of today."""
        return self._sorted[0] % WIDTH

    @property
    def rows_added(self) -> Wide:
        """Tell the row of each added posting, in the order of today."""
        return self._sorted[1]

    @cached_property
    def _slots_at(self) -> Wide:
        """Tell in which older slot each added posting belongs; at the start of which, if its term is new."""
        slots = self._sorted[0]
        terms, count = self.order[slots // WIDTH], len(self.older.holders)
        before = np.zeros(len(self.numbering), dtype=np.int64)
        before[[*self._before]] = [*self._before.values()]
        return np.where(terms > count, before[terms] * WIDTH, (terms - 1) * WIDTH + slots % WIDTH)

    @cached_property
    def _at(self) -> Wide:
        """Tell before which of the kept postings each added one belongs."""
        slots, rows, _, _ = self._sorted
        is_new = self.order[slots // WIDTH] > len(self.older.holders)
        lows = self._kept_starts[self._slots_at]
        nexts = np.minimum(self._slots_at + 1, len(self._kept_starts) - 1)
        highs = np.where(is_new, lows, self._kept_starts[nexts])
        sought = zip(rows.tolist(), lows.tolist(), highs.tolist(), strict=True)
        kept = self._rows.data
        return np.array([bisect_left(kept, row, low, high) for row, low, high in sought], dtype=np.int64)

    @cached_property
    def letters(self) -> dict[str, Any]:
        """Join the letters of the terms, in the order of today."""
        older, count = self.older, len(self.older.holders)
        new = [*self._before]
        terms = list(self.numbering)
        added = spelled([terms[number] for number in new])
        kept = np.zeros(count, dtype=bool)
        kept[self.order[self.order <= count] - 1] = True
        at = np.searchsorted(self.order[self.order <= count], [*self._before.values()], "right")
        sizes, new_sizes = np.diff(older.term_ends, prepend=0), np.diff(added["term_ends"], prepend=0)
        ends = np.concatenate([[0], np.cumsum(sizes[kept])])
        return {
            "terms": _join(
                older.terms[np.repeat(kept, sizes)], np.repeat(ends[at], new_sizes), added["terms"]
            ),
            "term_ends": np.cumsum(_join(sizes[kept], at, new_sizes), dtype=np.int32),
            "heads": _join(older.heads[kept], at, added["heads"]),
        }

    @property
    def numbers(self) -> Numbers:
        """Join the rows of the postings."""
        return _join(self._rows, self._at, self.rows_added)

    @property
    def counts(self) -> NDArray[np.uint16]:
        """Join how often each term occurs."""
        return _join(self._counts, self._at, np.minimum(self._sorted[2], MOST_COUNTED))

    def positions(self, own: Wide) -> Numbers:
        """Join positions, given where the field of each added posting begins; those kept stay as they are."""
        older, slots = self.older, self._slots_cut
        gone = older.position_starts[slots] + _counted(older.counts, older.starts[slots], self.cut)
        kept = np.delete(older.positions, spans(gone, self._places_cut))
        added = [*self.added.values()]
        sizes = np.concatenate([np.zeros(0, dtype=np.int32), *(one.places for one in added)])
        all_added = np.concatenate([NO_NUMBERS, *(one.positions for one in added)])
        chosen = self._sorted[3]
        values = all_added[spans((np.cumsum(sizes) - sizes)[chosen], sizes[chosen])]
        return _join(
            kept, np.repeat(self._positions_at, sizes[chosen]), values + np.repeat(own, sizes[chosen])
        )

    @property
    def _positions_at(self) -> Wide:
        """Tell before which of the kept positions those of each added posting belong."""
        starts = np.concatenate([[0], np.cumsum(self._kept_places)])
        return starts[self._slots_at] + _counted(self._counts, self._kept_starts[self._slots_at], self._at)


def _counted(counts: NDArray[np.uint16], starts: NDArray[np.integer], ends: Wide) -> Wide:
    """Add up the counts of each stretch of postings."""
    stretches = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.array([counts[start:end].sum() for start, end in stretches], dtype=np.int64)


def _join(kept: NDArray[Any], at: Wide, values: NDArray[np.integer]) -> NDArray[Any]:
    """Put each value before the entry it belongs before."""
    whole = np.empty(len(kept) + len(at), dtype=kept.dtype)
    is_kept = np.ones(len(whole), dtype=bool)
    to = at + np.arange(len(at))
    is_kept[to] = False
    whole[to] = values
    whole[is_kept] = kept
    return whole
