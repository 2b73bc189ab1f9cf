"""Who has tried a solution, who runs it, who stopped: counted from the course of events of its reports."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience

RANK = {stage: rank for rank, stage in enumerate(Stage)}


@dataclass(frozen=True)
class PlaceStage:
    """How far one municipality or other authority has come, from the report that says so last."""

    place: str
    stage: Stage
    date: str | None
    report: str


@dataclass(frozen=True)
class Adoption:
    """Distinct municipalities and other authorities by what they have done with a solution.

    `tried` holds every place that has come to trying or further at any time; the others go by the
    latest stage. `unnamed` counts municipalities that a source counts without naming them.
    """

    tried: tuple[str, ...] = ()
    in_operation: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    unnamed: int = 0
    latest: Mapping[str, PlaceStage] = field(default_factory=dict)


def adoption_of(reports: Iterable[Experience]) -> Adoption:
    """Count who tried, runs, ended and stopped a solution."""
    reports = tuple(reports)
    latest = _latest_by_place(reports)
    tried = {place for report in reports for place in places_of(report) if _was_tried(report, place)}
    return Adoption(
        tried=tuple(sorted(tried)),
        in_operation=_places_at(latest, Stage.RUNNING, Stage.WIDESPREAD),
        stopped=_places_at(latest, Stage.STOPPED),
        ended=_places_at(latest, Stage.ENDED),
        planned=_places_at(latest, Stage.PLANNED),
        unnamed=sum(report.unnamed_municipalities or 0 for report in reports),
        latest=latest,
    )


def places_of(report: Experience) -> tuple[str, ...]:
    """List the municipalities and other authorities that have the experience."""
    return (*report.municipalities, *report.authorities)


def _latest_by_place(reports: Iterable[Experience]) -> dict[str, PlaceStage]:
    latest: dict[str, PlaceStage] = {}
    for report in reports:
        for place in places_of(report):
            found = _stage_of(report, place)
            if found and (place not in latest or _order(found) > _order(latest[place])):
                latest[place] = found
    return dict(sorted(latest.items()))


def _stage_of(report: Experience, place: str) -> PlaceStage | None:
    event = latest_stage(report, place)
    if event is None:
        return None
    return PlaceStage(place, event.stage, event.date or newest_date(report) or None, report.ref)


def _order(found: PlaceStage) -> tuple[str, int]:
    return found.date or "", RANK[found.stage]


def latest_stage(report: Experience, place: str) -> StageEvent | None:
    """Find the last step of the course of events that applies to a place."""
    events = events_of(report, place)
    return events[-1] if events else None


def events_of(report: Experience, place: str) -> tuple[StageEvent, ...]:
    """List the steps that apply to a place, in the order of the report."""
    return tuple(event for event in report.stages if event.municipality in (None, place))


def _was_tried(report: Experience, place: str) -> bool:
    return any(event.stage.is_tried for event in events_of(report, place))


def _places_at(latest: Mapping[str, PlaceStage], *stages: Stage) -> tuple[str, ...]:
    return tuple(place for place, found in latest.items() if found.stage in stages)


def newest_date(report: Experience) -> str:
    """Find the newest date that a report names in its course of events or period, or an empty text."""
    return max(_dates_of(report), default="")


def years_of(report: Experience) -> tuple[int, ...]:
    """List the years that a report covers, from the first date it names to the last."""
    years = sorted(int(date[:4]) for date in _dates_of(report))
    return tuple(range(years[0], years[-1] + 1)) if years else ()


def _dates_of(report: Experience) -> Iterator[str]:
    if report.period:
        yield from (date for date in (report.period.start, report.period.end) if date)
    yield from (event.date for event in report.stages if event.date)
