"""What a solution consists of and rests on: risks and whether they happened, core elements, law."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.records.conditions import Adaptation, Change
from kb.records.experience import Experience
from kb.records.framework import Artefact, LegalBasis, Point, Risk, TaskOwner
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.formats import format_period
from kb.web.i18n import gettext
from kb.web.presenters.source import Cite, SourceNote
from kb.web.texts import who_of
from kb.web.voice import Voice

CHANGES = {
    Change.KEPT: N_("Beholdt"),
    Change.CHANGED: N_("Ændret"),
    Change.DROPPED: N_("Udeladt"),
}


@dataclass(frozen=True)
class Witness:
    """A report that says something, by those it is about."""

    report: str
    who: str
    text: str = ""


@dataclass(frozen=True)
class RiskRow:
    """A risk and in which reports it happened."""

    text: str
    mitigation: str
    weight: str
    happened: tuple[Witness, ...]
    source: SourceNote | None


@dataclass(frozen=True)
class Risks:
    """The risks of a solution, out of how many reports, and what else went wrong."""

    rows: tuple[RiskRow, ...]
    reports: int
    are_weighed: bool
    others: tuple[Witness, ...]


@dataclass(frozen=True)
class PointRow:
    """A core element or a prerequisite, with why and who says so."""

    text: str
    reason: str
    source: SourceNote | None


@dataclass(frozen=True)
class Cell:
    """What a report did with a core element; `change` is empty where no source says it."""

    change: str
    words: str


@dataclass(frozen=True)
class MatrixRow:
    """A core element and what each report did with it."""

    point: PointRow
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Core elements by reports; without columns no report says anything, and the points stand alone."""

    columns: tuple[Witness, ...]
    points: tuple[PointRow, ...]
    rows: tuple[MatrixRow, ...]
    explanations: tuple[Witness, ...]


@dataclass(frozen=True)
class LawRow:
    """A law or a task owner, from when to when, and what it means here."""

    name: str
    validity: str
    note: str
    source: SourceNote | None


@dataclass(frozen=True)
class ArtefactRow:
    """Something ready for reuse."""

    title: str
    url: str
    kind: str
    licence: str
    source: SourceNote | None


def risks_of(solution: Solution, reports: Sequence[Experience], *, voice: Voice, cite: Cite) -> Risks | None:
    """List the risks and count in how many reports each happened."""
    rows = tuple(_risk(risk, reports, voice=voice, cite=cite) for risk in solution.risks)
    known = {risk.id for risk in solution.risks}
    others = tuple(
        Witness(report.id, who_of(voice.catalogue, report, voice.language), event.description)
        for report in reports
        for event in report.risks_happened
        if event.risk not in known
    )
    if not rows and not others:
        return None
    return Risks(rows, len(reports), any(row.weight for row in rows), others)


def _risk(risk: Risk, reports: Sequence[Experience], *, voice: Voice, cite: Cite) -> RiskRow:
    happened = tuple(
        Witness(report.id, who_of(voice.catalogue, report, voice.language))
        for report in reports
        if any(event.risk == risk.id for event in report.risks_happened)
    )
    return RiskRow(risk.description, risk.mitigation or "", weight_of(risk), happened, cite(risk.source))


def weight_of(risk: Risk) -> str:
    """Write probability and consequence, where a source gives them."""
    parts = []
    if risk.probability:
        parts.append(gettext("sandsynlighed %(number)s af 5", number=risk.probability))
    if risk.consequence:
        parts.append(gettext("konsekvens %(number)s af 5", number=risk.consequence))
    return ", ".join(parts)


def points_of(points: Sequence[Point], cite: Cite) -> tuple[PointRow, ...]:
    """List core elements or prerequisites."""
    return tuple(PointRow(point.description, point.reason or "", cite(point.source)) for point in points)


def matrix_of(
    solution: Solution, reports: Sequence[Experience], *, voice: Voice, cite: Cite
) -> Matrix | None:
    """Lay the core elements against the reports that say something about them."""
    if not solution.core_elements:
        return None
    elements = {point.id for point in solution.core_elements}
    answering = [(report, found) for report in reports if (found := _answers(report, elements))]
    columns = tuple(Witness(r.id, who_of(voice.catalogue, r, voice.language)) for r, _ in answering)
    points = points_of(solution.core_elements, cite)
    rows = tuple(
        MatrixRow(row, tuple(cell_of(found.get(point.id)) for _, found in answering))
        for point, row in zip(solution.core_elements, points, strict=True)
    )
    explanations = tuple(
        Witness(column.report, column.who, adaptation.description)
        for column, (_, found) in zip(columns, answering, strict=True)
        for adaptation in found.values()
        if adaptation.change is not Change.KEPT
    )
    return Matrix(columns, points, rows, explanations)


def _answers(report: Experience, elements: set[str]) -> dict[str, Adaptation]:
    answers: dict[str, Adaptation] = {}
    for adaptation in report.adaptations:
        if adaptation.element in elements and adaptation.change:
            answers.setdefault(adaptation.element or "", adaptation)
    return answers


def cell_of(adaptation: Adaptation | None) -> Cell:
    """Say in a word what was done with a core element."""
    if adaptation is None or adaptation.change is None:
        return Cell("", gettext("Ikke oplyst"))
    return Cell(adaptation.change.value, gettext(CHANGES[adaptation.change]))


def laws_of(bases: Sequence[LegalBasis], voice: Voice, *, cite: Cite) -> tuple[LawRow, ...]:
    """List the laws that a solution rests on."""
    return tuple(
        LawRow(
            name=f"{basis.law} {basis.paragraph or ''}".strip(),
            validity=validity_of(basis.valid_from, basis.valid_to, voice=voice),
            note=basis.note or "",
            source=cite(basis.source),
        )
        for basis in bases
    )


def task_owners_of(owners: Sequence[TaskOwner], voice: Voice, *, cite: Cite) -> tuple[LawRow, ...]:
    """List which sector owns the task, and when that changes."""
    return tuple(
        LawRow(
            name=voice.term("sector", owner.sector),
            validity=validity_of(owner.start, owner.end, voice=voice),
            note="",
            source=cite(owner.source),
        )
        for owner in owners
    )


def validity_of(start: str | None, end: str | None, *, voice: Voice) -> str:
    """Say from when to when something is in force."""
    if start and end:
        return format_period(start, end, voice.language)
    if start:
        return gettext("fra %(date)s", date=voice.date(start))
    return gettext("til %(date)s", date=voice.date(end)) if end else ""


def artefacts_of(artefacts: Sequence[Artefact], voice: Voice, *, cite: Cite) -> tuple[ArtefactRow, ...]:
    """List what is ready for reuse."""
    return tuple(
        ArtefactRow(
            title=artefact.title,
            url=artefact.url or "",
            kind=voice.term("artefact", artefact.kind),
            licence=artefact.licence or "",
            source=cite(artefact.source),
        )
        for artefact in artefacts
    )
