"""How an experience report stands in a list: who, when, how far, and in one line what came of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.adoption import Adoption, newest_date, places_of
from kb.findings import headline_of
from kb.grading.documentation import Documentation
from kb.records.course import Scale, Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.outcome import Verdict
from kb.web.formats import capital, danish_order, format_number
from kb.web.i18n import gettext
from kb.web.presenters.figures import Figure, figure_of
from kb.web.presenters.grade_words import Ladder, documentation_ladder
from kb.web.presenters.stage import EXITS, PROGRESS, StageMark, mark_of, marks_of, period_of
from kb.web.presenters.vouching import change_marks, overdue_report
from kb.web.texts import Text, report_title, who_of
from kb.web.voice import Voice

WHY_STOPPED_LENGTH = 200
VERDICTS = {
    Verdict.POSITIVE: N_("Positivt"),
    Verdict.MIXED: N_("Blandet"),
    Verdict.NEGATIVE: N_("Negativt"),
    Verdict.UNKNOWN: N_("Ukendt"),
}


@dataclass(frozen=True)
class ReportRow:
    """A report in a list."""

    solution: str
    id: str
    title: Text
    who_and_when: str
    marks: tuple[StageMark, ...]
    ladder: Ladder
    figure: Figure | None
    description: str
    stop: str
    has_stopped: bool
    contrary: str
    changed: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRow:
    """A municipality or another authority in the table beside the map."""

    name: str
    page: str
    mark: StageMark
    when: str
    scale: str
    shared: Text | None
    report: str


def row_of(report: Experience, voice: Voice, documentation: Documentation) -> ReportRow:
    """Make a report ready for a list."""
    headline = headline_of((report,))
    title = report_title(voice.catalogue, report, voice.language)
    who = who_of(voice.catalogue, report, voice.language)
    return ReportRow(
        solution=report.solution,
        id=report.id,
        title=title,
        who_and_when=what_title_lacks(title.text, who, period_of(report, voice)),
        marks=marks_of(report, voice),
        ladder=documentation_ladder(documentation, overdue_report(report, voice)),
        figure=figure_of(headline.outcome, voice) if headline else None,
        description=report.description or "",
        stop=why_stopped(report, voice),
        has_stopped=any(event.stage is Stage.STOPPED for event in report.stages),
        contrary=contrary_of(report),
        changed=change_marks((report,), voice),
    )


def what_title_lacks(title: str, who: str, when: str) -> str:
    """Say who and when, as far as the title does not say it itself."""
    when = when or gettext("tidspunkt ikke oplyst")
    return capital(", ".join(part for part in (who, when) if part and part not in title))


def contrary_of(report: Experience) -> str:
    """Say why a report points the other way, where the editors read it so."""
    if report.verdict is None or report.verdict.value is not Verdict.NEGATIVE:
        return ""
    return report.verdict.reason or gettext("Negativt")


def why_stopped(report: Experience, voice: Voice) -> str:
    """Say in a few words why it stopped or ended, where the record says it."""
    event = next((event for event in reversed(report.stages) if event.stage in EXITS), None)
    if event is None:
        return ""
    words = voice.term("stop-reason", event.stop_reason) or event.reason or report.why_stopped or ""
    return words if len(words) <= WHY_STOPPED_LENGTH else f"{words[:WHY_STOPPED_LENGTH].rsplit(' ', 1)[0]} …"


def rows_of(
    reports: Iterable[Experience], voice: Voice, documented: Mapping[str, Documentation]
) -> tuple[ReportRow, ...]:
    """List reports the newest first; how they ended makes no difference."""
    return tuple(row_of(report, voice, documented[report.ref]) for report in newest_first(reports))


def newest_first(reports: Iterable[Experience]) -> list[Experience]:
    """Order reports by the newest date they name; those without a date come last."""
    by_ref = sorted(reports, key=lambda report: report.ref)
    return sorted(by_ref, key=newest_date, reverse=True)


def places_in(reports: Sequence[Experience], voice: Voice, *, adoption: Adoption) -> tuple[PlaceRow, ...]:
    """List every place that has an experience, the furthest first and then by name."""
    by_ref = {report.ref: report for report in reports}
    found: list[tuple[Stage, PlaceRow]] = []
    for place, report in {place: one for one in reports for place in places_of(one)}.items():
        latest = adoption.latest.get(place)
        stage = latest.stage if latest else Stage.UNKNOWN
        teller = by_ref.get(latest.report, report) if latest else report
        found.append((stage, _place_row(place, stage, report=teller, voice=voice)))
    found.sort(key=lambda pair: (PROGRESS.index(pair[0]), danish_order(pair[1].name)))
    return tuple(row for _, row in found)


def _place_row(place: str, stage: Stage, *, report: Experience, voice: Voice) -> PlaceRow:
    return PlaceRow(
        name=voice.place(place),
        page=voice.page_of(place),
        mark=mark_of(stage),
        when=period_of(report, voice),
        scale="" if is_shared(report) else scale_of(report.scale, voice),
        shared=report_title(voice.catalogue, report, voice.language) if is_shared(report) else None,
        report=report.id,
    )


def is_shared(report: Experience) -> bool:
    """Tell whether several places share a report, so that its scale is no single one's."""
    return len(places_of(report)) > 1


def scale_of(scale: Scale | None, voice: Voice) -> str:
    """Say how big it was: in the words of the record, or else its numbers."""
    if scale is None:
        return ""
    return scale.words or ", ".join(scale_numbers(scale, voice))


def scale_numbers(scale: Scale, voice: Voice) -> tuple[str, ...]:
    """List the numbers of a scale, each with what it counts."""
    counted = (
        (scale.citizens, gettext("borgere")),
        (scale.screened, gettext("vurderede")),
        (scale.suitable, gettext("egnede")),
        (scale.active, gettext("aktive brugere")),
        (scale.units, gettext("enheder")),
        (scale.visits, gettext("besøg")),
        (scale.cases, gettext("sager")),
    )
    return tuple(f"{format_number(n, voice.language)} {word}" for n, word in counted if n is not None)
