"""What municipalities and reports say about a factor, each saying with who says it; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from kb.adoption import events_of, places_of
from kb.records.conditions import Complexity, Level
from kb.records.experience import Experience
from kb.records.factor import Factor, FactorKind
from kb.records.field_paths import values_at
from kb.records.municipality import Figure, Municipality
from kb.records.outcome import Verdict
from kb.records.solution import Solution

YES, NO = "ja", "nej"
PER_CENT = Decimal(100)
TENTH = Decimal("0.1")
Municipalities = Mapping[str, Municipality]


@dataclass(frozen=True)
class Observation:
    """One value of a factor: a number, a category, or what a report tells in words.

    `places` are those it is about, `report` the report it comes from, `figure` the key figure with its
    year and source where it is one.
    """

    value: Any
    places: tuple[str, ...] = ()
    report: str = ""
    figure: Figure | None = None
    is_answer: bool = False


@dataclass(frozen=True)
class Trial:
    """A report with the places where it was tried."""

    report: Experience
    places: tuple[str, ...]

    @property
    def succeeded(self) -> bool:
        """Tell whether the verdict is positive, which is what "it worked" means here."""
        verdict = self.report.verdict
        return verdict is not None and verdict.value is Verdict.POSITIVE


def trials_of(reports: Iterable[Experience]) -> tuple[Trial, ...]:
    """Keep the reports of something that was tried, each with the places that came so far."""
    found = ((report, tuple(p for p in places_of(report) if _was_tried(report, p))) for report in reports)
    return tuple(Trial(report, places) for report, places in found if places or _is_placeless(report))


def _was_tried(report: Experience, place: str) -> bool:
    """Tell whether a place came to trying; a report that says nothing of stages is of a trial."""
    events = events_of(report, place)
    return not events or any(event.stage.is_tried for event in events)


def _is_placeless(report: Experience) -> bool:
    is_planned = bool(report.stages) and not any(event.stage.is_tried for event in report.stages)
    return not places_of(report) and not is_planned


def observations_in(
    factor: Factor, trials: Iterable[Trial], municipalities: Municipalities
) -> tuple[Observation, ...]:
    """List what is known of a factor where it was tried, in the order of the reports.

    A figure of a municipality is listed once, however many reports it has.
    """
    found: dict[Any, Observation] = {}
    for trial in trials:
        for one in _in_trial(factor, trial, municipalities):
            key = one.places if one.figure or not one.report else (one.report, str(one.value))
            found.setdefault(key, one)
    return tuple(found.values())


def _in_trial(factor: Factor, trial: Trial, municipalities: Municipalities) -> Iterator[Observation]:
    if factor.report_field:
        for value in reported(factor, trial.report):
            yield Observation(value, trial.places, trial.report.ref)
        return
    for place in trial.places:
        if place in municipalities:
            yield from own_observations(factor, municipalities[place])


def own_observations(factor: Factor, municipality: Municipality) -> Iterator[Observation]:
    """List what a municipality's own record says of a factor."""
    places = (municipality.id,)
    figure = municipality.figures.get(factor.figure or "")
    if figure:
        yield Observation(figure.value, places, figure=figure)
    if factor.municipality_field:
        for value in values_at(municipality, factor.municipality_field):
            yield Observation(category_of(value), places)


def reported(factor: Factor, report: Experience) -> Iterator[Any]:
    """List what a report says of a factor."""
    path = factor.report_field or ""
    if factor.kind is FactorKind.TEXT:
        yield from values_at(report, path)
    elif factor.kind is not FactorKind.NUMBER:
        yield from dict.fromkeys(filter(None, map(category_of, values_at(report, path))))
    elif factor.share_of:
        yield from _shares(values_at(report, path), values_at(report, factor.share_of))
    else:
        yield from map(Decimal, values_at(report, path))


def _shares(parts: Iterable[int], wholes: Iterable[int]) -> Iterator[Decimal]:
    """Give the per cent, to one decimal, that each part is of its whole."""
    for part, whole in zip(parts, wholes, strict=False):
        if whole > 0:
            yield (Decimal(part) / Decimal(whole) * PER_CENT).quantize(TENTH)


def category_of(value: Any) -> str:
    """Write a value as the category that it is compared as; of several levels the highest counts."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Complexity):
        levels = [level for level in vars(value).values() if level]
        return max(levels, key=list(Level).index, default="")
    return value.value if isinstance(value, StrEnum) else " ".join(str(value).split())


def told_by_solution(factor: Factor, solution: Solution) -> tuple[Observation, ...]:
    """List what the solution's own record tells of a factor."""
    values = values_at(solution, factor.solution_field) if factor.solution_field else ()
    return tuple(Observation(value) for value in values)
