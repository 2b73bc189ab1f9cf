"""What two to eight municipalities say on the same topics about one solution; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kb.adoption import events_of, places_of
from kb.comparison.side_by_side import (
    Fact,
    Row,
    Topic,
    each,
    economy_rows,
    line_facts,
    named,
    once,
    outcome_facts,
    outcome_rows,
    words,
)
from kb.records.course import StageEvent
from kb.records.experience import Experience
from kb.records.municipality import Municipality
from kb.records.solution import Solution

# The key figures that tell in what surroundings it was tried; all count in likeness, or scale a target group.
CONTEXT = (
    "population",
    "population-80-plus",
    "share-65-plus",
    "growth-80-plus-2020-2026",
    "density",
    "disposable-income",
    "unemployment",
    "commute",
)


@dataclass(frozen=True)
class Place:
    """A municipality or another authority with its reports on the solution; authorities have no record."""

    id: str
    reports: tuple[Experience, ...]
    municipality: Municipality | None


def place_rows(solution: Solution, places: Sequence[Place]) -> tuple[Row, ...]:
    """Lay municipalities beside each other on one solution."""
    primary = dict.fromkeys(one.measure for one in solution.primary_outcomes)
    return (
        Row(Topic.TYPE, each(places, _type)),
        *_figure_rows(places),
        Row(Topic.REPORTS, each(places, _reports)),
        Row(Topic.STAGE, each(places, _course)),
        Row(Topic.SCALE, each(places, _scale)),
        Row(Topic.VERDICT, each(places, _verdict)),
        *_element_rows(solution, places),
        *outcome_rows(each(places, _outcomes), primary),
        *economy_rows(each(places, _lines)),
        Row(Topic.FAILED, each(places, _failed)),
        Row(Topic.SYSTEMS, each(places, _systems)),
        Row(Topic.PRODUCTS, each(places, _products)),
    )


def _figure_rows(places: Sequence[Place]) -> Iterator[Row]:
    for name in CONTEXT:
        figures = [place.municipality.figures.get(name) if place.municipality else None for place in places]
        yield Row(Topic.FIGURE, tuple((Fact(f, mark=f.value),) if f else () for f in figures), name)


def _type(place: Place) -> Iterator[Fact]:
    return named("municipality-type", (place.municipality.type,) if place.municipality else ())


def _reports(place: Place) -> Iterator[Fact]:
    return (Fact(report, report) for report in place.reports)


def _course(place: Place) -> Iterator[Fact]:
    """List the steps by date; only the last is compared."""
    steps = [(event, report) for report in place.reports for event in events_of(report, place.id)]
    steps.sort(key=_date)
    for event, report in steps[:-1]:
        yield Fact(event, report, event.municipality)
    for event, report in steps[-1:]:
        yield Fact(event, report, event.municipality, mark=event.stage)


def _date(step: tuple[StageEvent, Experience]) -> str:
    return step[0].date or ""


def _scale(place: Place) -> Iterator[Fact]:
    return (Fact(report.scale, report) for report in place.reports if report.scale)


def _verdict(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        if report.verdict:
            yield Fact(report.verdict, report, mark=report.verdict.value)


def _element_rows(solution: Solution, places: Sequence[Place]) -> Iterator[Row]:
    """Lay what each did with each core element, and last what belongs to none."""
    cells = each(places, _adaptations)
    known = {point.id for point in solution.core_elements}
    for point in solution.core_elements:
        kept = tuple(tuple(fact for fact in cell if fact.value.element == point.id) for cell in cells)
        yield Row(Topic.ELEMENT, kept, point.id, point)
    others = (tuple(fact for fact in cell if fact.value.element not in known) for cell in cells)
    yield Row(Topic.ADAPTATIONS, tuple(tuple(replace(fact, mark=None) for fact in cell) for cell in others))


def _adaptations(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        for one in report.adaptations:
            if one.municipality in (None, place.id):
                yield Fact(one, report, one.municipality, mark=one.change)


def _outcomes(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        own = (outcome for outcome in report.outcomes if outcome.municipality in (None, place.id))
        yield from outcome_facts(own, report)


def _lines(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        lines = line_facts(report.business_case, report)
        yield from (fact for fact in lines if fact.place in (None, place.id))
        if report.price:
            yield Fact(report.price, report, mark=(report.price.amount, report.price.unit))


def _failed(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        yield from (Fact(event, report) for event in report.risks_happened)
        yield from words(report.what_failed, report)
        yield from words(report.why_stopped, report)


def _systems(place: Place) -> Iterator[Fact]:
    reported = [fact for report in place.reports for fact in named("system", report.systems, report)]
    own = named("system", place.municipality.systems if place.municipality else ())
    yield from once((*reported, *own))
    for report in place.reports:
        yield from words(report.system_notes, report)


def _products(place: Place) -> Iterator[Fact]:
    for report in place.reports:
        yield from (Fact(one, report, mark=one.name.casefold()) for one in report.products)
        yield from words(report.supplier, report)


def places_with_reports(reports: Sequence[Experience]) -> dict[str, tuple[Experience, ...]]:
    """Group the reports of a solution by those who have the experience."""
    found: dict[str, list[Experience]] = {}
    for report in reports:
        for place in places_of(report):
            found.setdefault(place, []).append(report)
    return {place: tuple(own) for place, own in found.items()}
