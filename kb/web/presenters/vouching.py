"""Who vouches for a record, when that must be said again, and what has changed since; in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.grading.age import age_at, due_after
from kb.grading.overtaken import changes_after, changes_in_force
from kb.records.confirmation import Confirmation, Provenance
from kb.records.discussion import Withdrawal
from kb.records.experience import Experience
from kb.records.framework import ChangeOf, DatedChange
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.solution_facts import Flag
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import Text, report_title
from kb.web.voice import Voice

CHANGED = {
    ChangeOf.LAW: N_("Loven er ændret siden: %(date)s."),
    ChangeOf.PRODUCT: N_("Produktet er ændret siden: %(date)s."),
    ChangeOf.PRACTICE: N_("Praksis er ændret siden: %(date)s."),
    None: N_("Lov, produkt eller praksis er ændret siden: %(date)s."),
}
NOT_COUNTED = N_("Siden kan stadig læses, men den tæller ikke med nogen steder.")
NOT_FOUND = N_("Siden kan stadig læses, men løsningen kommer ikke frem i søgningen.")
MARKS = {
    ChangeOf.LAW: N_("Loven er ændret siden"),
    ChangeOf.PRODUCT: N_("Produktet er ændret siden"),
    ChangeOf.PRACTICE: N_("Praksis er ændret siden"),
    None: N_("Lov, produkt eller praksis er ændret siden"),
}


@dataclass(frozen=True)
class Banner:
    """What a reader must know before the rest: our words, then the record's own Danish ones."""

    title: str
    text: str
    more: str = ""
    css: str = "banner--warn"
    source: SourceNote | None = None


@dataclass(frozen=True)
class WithdrawnRow:
    """A report that was withdrawn: the way to it, its name, and when it was."""

    id: str
    title: Text
    when: str


def overdue_words(confirmed: str, voice: Voice) -> str:
    """Say since when a record should have been confirmed again; nothing where it should not."""
    as_of = voice.catalogue.as_of
    if not as_of or not age_at(confirmed, as_of).is_overdue:
        return ""
    return gettext("Trænger til bekræftelse siden %(date)s", date=voice.date(due_after(confirmed)))


def overdue_report(report: Experience, voice: Voice) -> str:
    """Say since when a report should have been confirmed again; nothing where it should not."""
    return overdue_words(report.confirmed.date if report.confirmed else "", voice)


def vouched(report: Experience, voice: Voice) -> tuple[Flag, ...]:
    """Say who vouches for a report, and by when they should do so again."""
    if report.confirmed is None:
        is_own = report.provenance is Provenance.MUNICIPALITY
        return (
            Flag(
                gettext("Indberettet af kommunen selv")
                if is_own
                else gettext("Fra åbne kilder – ikke bekræftet af kommunen")
            ),
        )
    overdue = overdue_report(report, voice)
    due = gettext("Skal bekræftes igen senest %(date)s", date=voice.date(due_after(report.confirmed.date)))
    return (Flag(_confirmed(report.confirmed, voice)), Flag(overdue, "flag--warn") if overdue else Flag(due))


def _confirmed(confirmed: Confirmation, voice: Voice) -> str:
    date = voice.date(confirmed.date)
    if confirmed.role:
        return gettext("Bekræftet af kommunen %(date)s: %(role)s", date=date, role=confirmed.role)
    return gettext("Bekræftet af kommunen %(date)s", date=date)


def withdrawal_banner(withdrawn: Withdrawal | None, more: str, voice: Voice) -> tuple[Banner, ...]:
    """Say when and why a record was withdrawn, and what that means."""
    if withdrawn is None:
        return ()
    title = gettext("Trukket tilbage %(date)s:", date=voice.date(withdrawn.date))
    return (Banner(title, withdrawn.reason, gettext(more), "banner--stop"),)


def withdrawn_rows(solution: Solution, voice: Voice) -> tuple[WithdrawnRow, ...]:
    """List the reports of a solution that were withdrawn."""
    return tuple(
        WithdrawnRow(
            report.id,
            report_title(voice.catalogue, report, voice.language),
            voice.date(report.withdrawn.date if report.withdrawn else ""),
        )
        for report in voice.catalogue.withdrawn_of(solution.id)
    )


def report_banners(report: Experience, solution: Solution, *, voice: Voice, cite: Cite) -> tuple[Banner, ...]:
    """Gather what stands above a report: its withdrawal, and what changed after it."""
    changes = changes_after(solution, report, voice.catalogue.as_of)
    return (
        *withdrawal_banner(report.withdrawn, NOT_COUNTED, voice),
        *(_changed(change, "", voice=voice, cite=cite) for change in changes),
    )


def solution_banners(
    solution: Solution, reports: Iterable[Experience], *, voice: Voice, cite: Cite
) -> tuple[Banner, ...]:
    """Gather what stands above a solution: its withdrawal, and what changed after some report."""
    reports, as_of = tuple(reports), voice.catalogue.as_of
    banners = [*withdrawal_banner(solution.withdrawn, NOT_FOUND, voice)]
    for change in changes_in_force(solution, as_of):
        older = sum(change in changes_after(solution, report, as_of) for report in reports)
        if older or not reports:
            banners.append(_changed(change, _older(older, len(reports)), voice=voice, cite=cite))
    return tuple(banners)


def _older(older: int, count: int) -> str:
    if not older:
        return ""
    return ngettext(
        "%(num)s af %(count)s erfaring er ældre.",
        "%(num)s af %(count)s erfaringer er ældre.",
        older,
        count=count,
    )


def _changed(change: DatedChange, more: str, *, voice: Voice, cite: Cite) -> Banner:
    title = gettext(CHANGED[change.of], date=voice.date(change.date))
    return Banner(title, change.description, more, source=cite(change.source))


def change_marks(reports: Iterable[Experience], voice: Voice) -> tuple[str, ...]:
    """Say in a few words what changed after some of the reports of a row, each kind of change once."""
    solutions, as_of = voice.catalogue.solutions, voice.catalogue.as_of
    kinds = {
        change.of: None
        for report in reports
        if report.solution in solutions
        for change in changes_after(solutions[report.solution], report, as_of)
    }
    return tuple(gettext(MARKS[kind]) for kind in kinds)
