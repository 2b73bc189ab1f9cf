"""How far an experience has come, said with a tile and a few words."""

from dataclasses import dataclass

from kb.adoption import latest_stage, newest_date, places_of
from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.web.formats import capital, format_period
from kb.web.presenters.source import Cite, SourceNote
from kb.web.voice import Voice
from kb.web.words import stage_word

# The order in which a table lists those who have tried: furthest first, then the two exits.
PROGRESS = (
    Stage.WIDESPREAD,
    Stage.RUNNING,
    Stage.INTRODUCING,
    Stage.TRYING,
    Stage.STOPPED,
    Stage.ENDED,
    Stage.PLANNED,
    Stage.UNKNOWN,
)

EXITS = (Stage.STOPPED, Stage.ENDED)


@dataclass(frozen=True)
class StageMark:
    """A stage with its words: Udbredt 2021."""

    stage: str
    words: str
    who: str = ""


@dataclass(frozen=True)
class Step:
    """One step in the course of events."""

    mark: StageMark
    date: str
    who: str
    reason: str
    stop_reason: str
    source: SourceNote | None


def mark_of(stage: Stage, date: str | None = None, who: str = "") -> StageMark:
    """Name a stage, with the year where it is known."""
    return StageMark(stage.value, f"{capital(stage_word(stage))} {(date or '')[:4]}".rstrip(), who)


def marks_of(report: Experience, voice: Voice) -> tuple[StageMark, ...]:
    """Tell how far a report has come: one mark, or one for each stage where its places differ."""
    latest = {place: latest_stage(report, place) for place in places_of(report)}
    stages = {event.stage if event else Stage.UNKNOWN for event in latest.values()}
    if len(stages) <= 1:
        return (_mark_of_event(next(iter(latest.values()), None) or _last(report.stages)),)
    return tuple(
        mark_of(stage, who=", ".join(voice.place(p) for p, event in latest.items() if _stage(event) is stage))
        for stage in PROGRESS
        if stage in stages
    )


def _stage(event: StageEvent | None) -> Stage:
    return event.stage if event else Stage.UNKNOWN


def _last(events: tuple[StageEvent, ...]) -> StageEvent | None:
    return events[-1] if events else None


def _mark_of_event(event: StageEvent | None) -> StageMark:
    return mark_of(event.stage, event.date) if event else mark_of(Stage.UNKNOWN)


def steps_of(report: Experience, voice: Voice, *, cite: Cite) -> tuple[Step, ...]:
    """List the course of events of a report as it stands in the record."""
    return tuple(
        Step(
            mark=StageMark(event.stage.value, capital(stage_word(event.stage))),
            date=voice.date(event.date),
            who=voice.place(event.municipality) if event.municipality else "",
            reason=event.reason or "",
            stop_reason=voice.term("stop-reason", event.stop_reason),
            source=cite(event.source),
        )
        for event in report.stages
    )


def period_of(report: Experience, voice: Voice) -> str:
    """Say when a report took place, as far as the sources say it."""
    start, end = (report.period.start, report.period.end) if report.period else (None, None)
    exit_date = next((e.date for e in reversed(report.stages) if e.stage in EXITS and e.date), None)
    if start or end:
        return format_period(start, end or exit_date, voice.language)
    return voice.date(newest_date(report))
