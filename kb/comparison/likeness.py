"""How alike two municipalities are in what is hard to change in the short run; pure.

d(i, j) = √( Σ w·(z_i − z_j)² / Σ w ) over the figures that take part, where z is the figure (or its
logarithm) less the mean of all municipalities over their standard deviation (of the population, not of a
sample). Z-scores and Euclidean distance follow CIPFA's nearest neighbours, adjustable weights Kolada;
the figures and their weights are content, `factors.yaml`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.records.factor import Factor, WeightSet
from kb.records.municipality import Municipality

Array = npt.NDArray[np.float64]
Weights = tuple[float, ...]

# Limits on the default weights: a tenth and a half of all pairs lie below the first two.
VERY_ALIKE, SOMEWHAT_ALIKE, NO_TWIN = 0.58, 1.22, 0.80
NEAREST_SHOWN = 7
WEIGHTS_AT_HAND = 32


class Closeness(StrEnum):
    """A distance in words."""

    VERY = "meget"
    SOMEWHAT = "noget"
    LITTLE = "lidt"


@dataclass(frozen=True)
class Twin:
    """Another municipality, how far off it is, and the factors it differs in, the largest share first."""

    municipality: str
    distance: float
    differs_in: tuple[str, ...]


def closeness_of(distance: float) -> Closeness:
    """Put a distance on the default weights in words."""
    if distance < VERY_ALIKE:
        return Closeness.VERY
    return Closeness.SOMEWHAT if distance < SOMEWHAT_ALIKE else Closeness.LITTLE


class Likeness:
    """How alike the municipalities of one release are; the distances of a weight set are kept."""

    def __init__(self, ids: Sequence[str], factors: Sequence[str], *, scores: Array, weights: Weights):
        self.ids = tuple(ids)
        self.factors = tuple(factors)
        self.default_weights = weights
        self._scores = scores
        self._rows = {municipality_id: row for row, municipality_id in enumerate(self.ids)}
        self._distances = lru_cache(WEIGHTS_AT_HAND)(self._work_out)

    def __contains__(self, municipality_id: object) -> bool:
        return municipality_id in self._rows

    def distances(self, weights: Weights | None = None) -> Array:
        """Give the distance of every pair, in the order of `ids`."""
        return self._distances(weights or self.default_weights)

    def _work_out(self, weights: Weights) -> Array:
        apart = self._scores[:, None, :] - self._scores[None, :, :]
        heavy = np.asarray(weights)
        total = heavy.sum()
        found: Array = np.sqrt((apart**2 @ heavy) / total) if total else np.zeros(apart.shape[:2])
        return found

    def distance(self, one: str, other: str, weights: Weights | None = None) -> float | None:
        """Give the distance of two municipalities, or None where a figure is missing."""
        if one not in self._rows or other not in self._rows:
            return None
        return float(self.distances(weights)[self._rows[one], self._rows[other]])

    def order(
        self, municipality_id: str, among: Collection[str] | None = None, weights: Weights | None = None
    ) -> tuple[str, ...]:
        """List the other municipalities, or those among the given, the nearest first and then by id."""
        if municipality_id not in self._rows:
            return ()
        row = self.distances(weights)[self._rows[municipality_id]]
        wanted = self.ids if among is None else [one for one in self.ids if one in among]
        others = [one for one in wanted if one != municipality_id]
        return tuple(sorted(others, key=lambda one: (row[self._rows[one]], one)))

    def twin(self, one: str, other: str, weights: Weights | None = None) -> Twin | None:
        """Tell how far off a municipality is, and in what."""
        distance = self.distance(one, other, weights)
        if distance is None:
            return None
        apart = self._scores[self._rows[one]] - self._scores[self._rows[other]]
        shares = apart**2 * np.asarray(weights or self.default_weights)
        largest = sorted(range(len(shares)), key=lambda k: (-shares[k], k))
        return Twin(other, distance, tuple(self.factors[k] for k in largest if shares[k] > 0))

    def nearest(self, municipality_id: str, weights: Weights | None = None) -> tuple[Twin, ...]:
        """List the few that are most like a municipality."""
        ids = self.order(municipality_id, weights=weights)[:NEAREST_SHOWN]
        return tuple(twin for one in ids if (twin := self.twin(municipality_id, one, weights)))

    def has_near_twin(self, municipality_id: str) -> bool:
        """Tell whether any municipality is much like this one, on the default weights."""
        ids = self.order(municipality_id)[:1]
        return bool(ids) and (self.distance(municipality_id, ids[0]) or 0) <= NO_TWIN

    def weights_with(self, changes: Mapping[str, float]) -> Weights:
        """Give the default weights with some of them changed."""
        return tuple(changes.get(f, w) for f, w in zip(self.factors, self.default_weights, strict=True))

    def weights_of(self, weight_set: WeightSet) -> Weights:
        """Give the weights of a weight set."""
        return self.weights_with({one.factor: float(one.weight) for one in weight_set.weights})


def likeness_of(municipalities: Iterable[Municipality], factors: Iterable[Factor]) -> Likeness:
    """Compare all municipalities that have every figure which takes part.

    They are taken in the order of their ids, so that the order of the records changes nothing.
    """
    weighed = [factor for factor in factors if factor.likeness]
    rows = {m.id: row for m in municipalities if (row := _row(m, weighed))}
    ids = sorted(rows)
    return Likeness(
        ids,
        [factor.id for factor in weighed],
        scores=_standardised(np.array([rows[one] for one in ids]).reshape(len(ids), len(weighed))),
        weights=tuple(float(factor.likeness.weight) for factor in weighed if factor.likeness),
    )


def _row(municipality: Municipality, factors: Sequence[Factor]) -> list[float] | None:
    """List the figures of a municipality, or None where one is missing or has no logarithm."""
    row = []
    for factor in factors:
        figure = municipality.figures.get(factor.figure or "")
        is_log = bool(factor.likeness and factor.likeness.is_log)
        if figure is None or (is_log and figure.value <= 0):
            return None
        row.append(log(figure.value) if is_log else float(figure.value))
    return row or None


def _standardised(table: Array) -> Array:
    """Turn every column into z-scores; a column in which all are alike becomes noughts."""
    if not table.size:
        return table
    spread = table.std(axis=0)
    # What is left of rounding where all are alike is no difference.
    is_flat = spread <= 1e-12 * np.abs(table).max(axis=0)
    scores: Any = (table - table.mean(axis=0)) / np.where(is_flat, 1.0, spread)
    found: Array = np.where(is_flat, 0.0, scores)
    return found
