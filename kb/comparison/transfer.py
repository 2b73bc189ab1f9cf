"""Might it work here: every factor lies alike, differs, or is not known; pure.

Whether something can be transferred is only known once it is tried, so nothing is added up: the three lists
stand for themselves. A number is alike when it lies within the lowest and highest of those where it
worked, a category when it equals one of them; text is shown and never sorted (PIET-T, ASTAIRE).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.comparison.observations import (
    Municipalities,
    Observation,
    Trial,
    observations_in,
    own_observations,
    told_by_solution,
    trials_of,
)
from kb.records.experience import Experience
from kb.records.factor import Factor, FactorKind
from kb.records.municipality import Municipality
from kb.records.solution import Solution

FEW = 3
Answers = Mapping[str, Decimal | str]


class Standing(StrEnum):
    """How a factor stands between mine and those where it worked."""

    ALIKE = "ligner"
    DIFFERENT = "afviger"
    UNKNOWN = "ved-vi-ikke"


@dataclass(frozen=True)
class Span:
    """The lowest and the highest number, with those who have them."""

    low: Observation
    high: Observation

    def holds(self, number: Decimal) -> bool:
        """Tell whether a number lies within, the ends included."""
        return bool(self.low.value <= number <= self.high.value)


@dataclass(frozen=True)
class Comparison:
    """One factor: mine, theirs where it worked, and theirs of all who tried.

    `nearest` is the one of all who tried, me not included, whose number is nearest to mine.
    """

    factor: Factor
    standing: Standing
    mine: tuple[Observation, ...] = ()
    worked: tuple[Observation, ...] = ()
    tried: tuple[Observation, ...] = ()
    nearest: Observation | None = None

    @property
    def lacks_mine(self) -> bool:
        """Tell whether nobody has said how it is here."""
        return not self.mine

    @property
    def lacks_theirs(self) -> bool:
        """Tell whether nobody has said how it was where it worked."""
        return not self.worked


@dataclass(frozen=True)
class Transfer:
    """All factors of one solution seen from one municipality, and who tried and succeeded."""

    comparisons: tuple[Comparison, ...]
    tried: tuple[str, ...]
    succeeded: tuple[str, ...]

    def at(self, standing: Standing) -> tuple[Comparison, ...]:
        """List the factors that stand in one way, in the order of the factors."""
        return tuple(one for one in self.comparisons if one.standing is standing)

    @property
    def is_thin(self) -> bool:
        """Tell whether fewer than three succeeded, so that the range says little."""
        return len(self.succeeded) < FEW

    @property
    def most_important_unknown(self) -> Comparison | None:
        """Find the most important factor that is not known and that a small trial would answer."""
        unknown = [one for one in self.at(Standing.UNKNOWN) if one.factor.first_step_da]
        return max(unknown, key=lambda one: one.factor.importance, default=None)


def transfer(
    solution: Solution,
    reports: Iterable[Experience],
    municipality: Municipality,
    *,
    municipalities: Municipalities,
    factors: Iterable[Factor],
    answers: Answers | None = None,
) -> Transfer:
    """Compare a municipality with those that tried a solution; `answers` are the reader's own, by factor."""
    trials = trials_of(reports)
    worked = tuple(trial for trial in trials if trial.succeeded)
    return Transfer(
        comparisons=tuple(
            _compare(
                factor,
                mine=_mine(factor, municipality, answers or {}),
                worked=observations_in(factor, worked, municipalities),
                tried=observations_in(factor, trials, municipalities) or told_by_solution(factor, solution),
                me=municipality.id,
            )
            for factor in factors
        ),
        tried=_places(trials),
        succeeded=_places(worked),
    )


def _places(trials: Iterable[Trial]) -> tuple[str, ...]:
    return tuple(sorted({place for trial in trials for place in trial.places}))


def _mine(factor: Factor, municipality: Municipality, answers: Answers) -> tuple[Observation, ...]:
    """Give the reader's answer, or else what the municipality's record says."""
    if factor.ask_da and factor.id in answers:
        return (Observation(answers[factor.id], (municipality.id,), is_answer=True),)
    return tuple(own_observations(factor, municipality))


def _compare(
    factor: Factor,
    *,
    mine: tuple[Observation, ...],
    worked: tuple[Observation, ...],
    tried: tuple[Observation, ...],
    me: str,
) -> Comparison:
    if factor.kind is FactorKind.TEXT or not mine or not worked:
        return Comparison(factor, Standing.UNKNOWN, mine, worked, tried)
    if factor.kind is FactorKind.NUMBER:
        number, span = mine[0].value, span_of(worked)
        is_alike = span is not None and span.holds(number)
        nearest = nearest_to(number, [one for one in tried if one.places != (me,)])
    else:
        known = {folded(one) for one in worked}
        is_alike, nearest = any(folded(one) in known for one in mine), None
    standing = Standing.ALIKE if is_alike else Standing.DIFFERENT
    return Comparison(factor, standing, mine, worked, tried, nearest)


def folded(observation: Observation) -> str:
    """Write a category so that capitals make no difference."""
    return str(observation.value).casefold()


def span_of(observations: Iterable[Observation]) -> Span | None:
    """Find the lowest and the highest of some numbers; among equals the first by place."""
    found = sorted(observations, key=lambda one: (one.value, one.places))
    if not found:
        return None
    highest = next(one for one in found if one.value == found[-1].value)
    return Span(found[0], highest)


def nearest_to(number: Decimal, observations: Iterable[Observation]) -> Observation | None:
    """Find the number nearest to another; among equals the first by place."""
    return min(observations, key=lambda one: (abs(one.value - number), one.places), default=None)
