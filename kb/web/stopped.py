"""Which reports were stopped or came to nothing, and why, in the records' own words."""

from dataclasses import dataclass

from kb.adoption import newest_date
from kb.catalogue import Catalogue
from kb.findings import Headline
from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.records.outcome import Direction, Outcome, Role, Verdict
from kb.web.formats import capital, format_date
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of
from kb.web.texts import Text, title_of, who_measured, who_of
from kb.web.voice import Voice
from kb.web.words import stage_word

# These say that it ended, not why.
NO_REASONS = ("projekt-slut", "andet")


@dataclass(frozen=True)
class StoppedReport:
    """One report that did not succeed: when it ended, a figure or finding, the reason, and who."""

    solution_id: str
    report_id: str
    title: Text
    stage: str
    when: str
    figure: Figure | None
    reason_kind: str
    reason: str
    who: str


def has_failed(report: Experience) -> bool:
    """Tell whether the latest step is a stop, or an end without the success hoped for."""
    if not report.stages:
        return False
    stage = report.stages[-1].stage
    is_negative = report.verdict is not None and report.verdict.value is Verdict.NEGATIVE
    return stage is Stage.STOPPED or (stage is Stage.ENDED and is_negative)


def stopped_report(catalogue: Catalogue, report: Experience, language: str) -> StoppedReport:
    """Make a report that did not succeed ready to show."""
    event, outcome = report.stages[-1], telling_outcome(report)
    return StoppedReport(
        solution_id=report.solution,
        report_id=report.id,
        title=title_of(catalogue.solutions[report.solution], language),
        stage=event.stage.value,
        when=when_of(event, language),
        figure=figure_of(outcome, Voice(catalogue, language)) if outcome else None,
        reason_kind=reason_kind(catalogue, event, language),
        reason=report.why_stopped or event.reason or (report.verdict and report.verdict.reason) or "",
        who=who_measured(catalogue, Headline(outcome, report), language)
        if outcome
        else who_of(catalogue, report, language),
    )


def when_of(event: StageEvent, language: str) -> str:
    """Say what happened and when: Stoppet maj 2018."""
    stage = capital(stage_word(event.stage))
    if event.date:
        return f"{stage} {format_date(event.date, language)}"
    return gettext("%(stage)s, år ikke oplyst", stage=stage)


def reason_kind(catalogue: Catalogue, event: StageEvent, language: str) -> str:
    """Name the kind of reason; an empty text where the record only says that it ended."""
    if event.stop_reason is None or event.stop_reason in NO_REASONS:
        return ""
    term = catalogue.term("stop-reason", event.stop_reason)
    return (term.da if language == "da" else term.en) if term else ""


def telling_outcome(report: Experience) -> Outcome | None:
    """Choose the finding that tells most about a failure: what fell short, then effects, then numbers."""
    found = [o for o in report.outcomes if o.art.has_happened or not o.has_number]
    return max(found, key=_weight, default=None)


def _weight(outcome: Outcome) -> tuple[bool, ...]:
    return (
        outcome.direction in (Direction.WORSE, Direction.NO_DIFFERENCE, Direction.MIXED),
        outcome.out_of is not None,
        outcome.role is Role.EFFECT,
        outcome.has_number,
    )


def newest_first(report: Experience) -> tuple[bool, str]:
    """Give the key that puts reports with a finding first, the newest first among them."""
    return telling_outcome(report) is not None, newest_date(report)
