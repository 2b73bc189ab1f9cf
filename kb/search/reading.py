"""How the read model is asked: every unit adds its runs into one array that belongs to the call."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Numbers
from kb.search.fields import REPORT_FIELDS, WEIGHTS
from kb.search.inverted import FIELDS, HAS_POSITIONS, PLACES
from kb.search.matching import Matches, Scores, whole
from kb.search.read_model import K1, B, Impacts, ReadModel, rarity, relative_lengths
from kb.search.wanted import Unit, Wanted

FIELD_WEIGHTS = np.array(list(WEIGHTS.values()))
FIELD_NUMBERS = np.arange(len(FIELDS))
ONCE = np.ones(1, dtype=np.intp)
Run = tuple[NDArray[np.integer], Impacts]
Numbered = Callable[[str], int | None]
Spans = tuple[tuple[int, int], ...]
NOTHING: Run = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


@lru_cache(maxsize=256)
def spans_of(fields: tuple[str, ...], *, of_reports: bool, with_positions: bool = False) -> Spans:
    """Put fields that stand side by side together, as first and one past the last."""
    chosen = sorted(PLACES[name] for name in set(fields) if (name in REPORT_FIELDS) == of_reports)
    places = [place for place in chosen if HAS_POSITIONS[place] or not with_positions]
    starts = [place for place in places if place - 1 not in places]
    ends = [place + 1 for place in places if place + 1 not in places]
    return tuple(zip(starts, ends, strict=True))


@dataclass(frozen=True)
class ReadModelMatcher:
    """Find in the read model; safe to use from many threads."""

    model: ReadModel

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution at once, and every report when somebody asks."""
        number_of = cache(self.model.number_of)
        solutions = self._all_scores(wanted, number_of, of_reports=False)
        return Matches(solutions, lambda: self._all_scores(wanted, number_of, of_reports=True))

    def _all_scores(self, wanted: Wanted, number_of: Numbered, *, of_reports: bool) -> Scores:
        size = self.model.shape.reports if of_reports else self.model.shape.solutions
        scores = np.zeros((wanted.words, size), dtype=np.float32)
        self._add(scores, wanted.units, number_of, of_reports=of_reports)
        if len(scores) == 1 and not wanted.hints:
            only: Scores = scores[0]
            return only
        is_found = scores.max(axis=0) > 0
        self._add(scores, wanted.hints, number_of, of_reports=of_reports)
        return whole(scores, is_found, wanted.worth)

    def _add(self, scores: Impacts, units: Iterable[Unit], number_of: Numbered, *, of_reports: bool) -> None:
        """Add what each unit is worth to the row of its word."""
        for unit in units:
            row = scores[unit.word]
            for numbers, impacts in self._runs(unit, number_of, of_reports=of_reports):
                np.add.at(row, numbers, impacts if unit.weight == 1 else impacts * np.float32(unit.weight))

    def _runs(self, unit: Unit, number_of: Numbered, *, of_reports: bool) -> Iterator[Run]:
        """Yield the documents that hold a unit and what it is worth there; a document may come again."""
        spans = spans_of(unit.fields, of_reports=of_reports, with_positions=len(unit.terms) > 1)
        if not spans:
            return
        terms = [number_of(term) for term in unit.terms]
        numbers = [number for number in terms if number is not None]
        if len(numbers) < len(terms):
            return
        if len(numbers) == 1:
            yield from self._runs_of_term(numbers[0], spans)
        else:
            for low, high in spans:
                yield self._run_of_phrase(numbers, low, high)

    def _runs_of_term(self, number: int, spans: Spans) -> Iterator[Run]:
        first = number * len(FIELDS)
        for low, high in spans:
            start, end = self._starts[first + low], self._starts[first + high]
            if start < end:
                yield self.model.numbers[start:end], self.model.impacts[start:end]

    def _run_of_phrase(self, numbers: list[int], low: int, high: int) -> Run:
        """Score a phrase in fields that stand side by side; it is as rare as it is in each field."""
        begins = phrase_starts([self._positions(number, low, high) for number in numbers])
        if not len(begins):
            return NOTHING
        phrases = self._phrases
        places, counts = _counted(phrases.bases.searchsorted(begins, "right") - 1)
        fields = phrases.fields[places]
        holding = np.bincount(fields, minlength=len(FIELDS))
        worth = FIELD_WEIGHTS * phrases.rarities[FIELD_NUMBERS, holding]
        impacts = worth[fields] * counts * (K1 + 1) / (counts + phrases.slowness[places])
        return phrases.documents[places], impacts.astype(np.float32)

    def _positions(self, number: int, low: int, high: int) -> Numbers:
        first = number * len(FIELDS)
        return self.model.positions[self._position_starts[first + low] : self._position_starts[first + high]]

    @cached_property
    def _starts(self) -> memoryview:
        """Read single numbers without numpy's cost for each."""
        return self.model.starts.data

    @cached_property
    def _position_starts(self) -> memoryview:
        return self.model.position_starts.data

    @cached_property
    def _phrases(self) -> "_Phrases":
        return _Phrases.of(self.model)


@dataclass(frozen=True)
class _Phrases:
    """What scoring a phrase needs, looked up by field and document, and by field and number of holders."""

    bases: Numbers
    fields: NDArray[np.intp]
    documents: NDArray[np.intp]
    slowness: NDArray[np.float64]
    rarities: NDArray[np.float64]

    @classmethod
    def of(cls, model: ReadModel) -> "_Phrases":
        shape = model.shape
        fields = np.repeat(np.arange(len(FIELDS)), shape.sizes)
        most = np.arange(max(shape.solutions, shape.reports) + 1)
        return cls(
            model.bases.astype(np.int32),
            fields,
            np.arange(len(fields)) - shape.offsets[fields],
            K1 * (1 - B + B * relative_lengths(model.lengths, shape)),
            rarity(most, shape.sizes[:, np.newaxis]),
        )


def _counted(places: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Count equal numbers, which stand side by side."""
    if len(places) == 1:
        return places, ONCE
    is_last = np.ones(len(places), dtype=bool)
    np.not_equal(places[1:], places[:-1], out=is_last[:-1])
    (lasts,) = is_last.nonzero()
    counts = lasts + 1
    counts[1:] -= lasts[:-1] + 1
    return places[lasts], counts


def phrase_starts(positions: list[Numbers]) -> Numbers:
    """Tell where the first of some terms stands with each of the others right after the one before it."""
    rarest = min(range(len(positions)), key=lambda place: len(positions[place]))
    begins = positions[rarest] - np.int32(rarest) if rarest else positions[0]
    for place, those in enumerate(positions):
        if place != rarest and len(begins):
            begins = begins[_are_in(begins + np.int32(place), those)]
    return begins


def _are_in(wanted: Numbers, those: Numbers) -> NDArray[np.bool_]:
    if not len(those):
        return np.zeros(len(wanted), dtype=bool)
    places = those.searchsorted(wanted)
    found: NDArray[np.bool_] = those.take(places, mode="clip") == wanted
    return found
