"""What a number elsewhere would come to here, by the population that the solution is for; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kb.comparison.observations import Municipalities, Observation
from kb.records.municipality import Municipality


@dataclass(frozen=True)
class Scaled:
    """A number of one place, and what it comes to here when it follows the population."""

    theirs: Observation
    here: Decimal


def scaled_to(
    municipality: Municipality,
    observations: Iterable[Observation],
    *,
    base: str | None,
    municipalities: Municipalities,
) -> tuple[Scaled, ...]:
    """Rescale the numbers that are about one municipality each: theirs · my population / their population.

    `base` is the key figure of the population; without it nothing can be said.
    """
    mine = municipality.figures.get(base or "")
    found = []
    for one in observations:
        there = municipalities.get(one.places[0]) if len(one.places) == 1 else None
        theirs = there.figures.get(base or "") if there and there.id != municipality.id else None
        if mine and theirs and theirs.value > 0:
            here = (Decimal(one.value) * mine.value / theirs.value).to_integral_value()
            found.append(Scaled(one, here))
    return tuple(found)
