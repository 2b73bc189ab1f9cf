"""The page of a solution: everything the template shows, in the order in which it shows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.adoption import Adoption
from kb.grading.documentation import Documentation
from kb.grading.proof import Proof
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.calls.lines import CallLine, calls_about, lines_of
from kb.web.formats import capital
from kb.web.i18n import gettext, ngettext
from kb.web.presenters import discussion, framework
from kb.web.presenters.discussion import ConflictView, Kin, Mention
from kb.web.presenters.economy import Economy, Reported, economy_of
from kb.web.presenters.framework import ArtefactRow, LawRow, Matrix, PointRow, Risks
from kb.web.presenters.grade import GradeView, grade_view
from kb.web.presenters.outcome import Outcomes, Told, outcomes_of, told_by
from kb.web.presenters.remarks import RemarkView, all_remarks
from kb.web.presenters.report import ReportRow, rows_of
from kb.web.presenters.solution_facts import Fact, Flag, facts_of, flags_of, not_stated
from kb.web.presenters.source import Cite, SourceBook, SourceItem, SourceNote
from kb.web.presenters.vouching import Banner, WithdrawnRow, solution_banners, withdrawn_rows
from kb.web.presenters.where import Where, in_words, where_of
from kb.web.solutions import chain
from kb.web.texts import Text, summary_of, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Material:
    """What the page is made of: the record, its reports, and the sources that both cite."""

    solution: Solution
    reports: tuple[Experience, ...]
    adoption: Adoption
    proof: Proof
    voice: Voice
    book: SourceBook
    reader: Municipality | None
    newest: str

    @property
    def documentation(self) -> dict[str, Documentation]:
        """Give the documentation grade of every report by reference."""
        return {one.ref: one.documentation for one in self.proof.reports}

    @property
    def cite(self) -> Cite:
        """Give what writes a note for a source of the solution."""
        return self.book.citer(self.solution)

    def cite_for(self, report: Experience) -> Cite:
        """Give what writes a note for a source of a report."""
        return self.book.citer(report, self.solution)


@dataclass(frozen=True)
class Head:
    """What stands at the top."""

    title: Text
    summary: Text
    banners: tuple[Banner, ...]
    flags: tuple[Flag, ...]
    facts: tuple[Fact, ...]
    target_group: str
    problem: str


@dataclass(frozen=True)
class Prose:
    """The running text; `html` was sanitised when the release was built."""

    html: Markup
    lang: str


@dataclass(frozen=True)
class Evidence:
    """Who tried it and what came of it."""

    where: Where | None
    national_status: str
    national_source: SourceNote | None
    outcomes: Outcomes | None
    economy: Economy | None
    risks: Risks | None
    reports: tuple[ReportRow, ...]
    reports_title: str


@dataclass(frozen=True)
class Conditions:
    """What it takes."""

    matrix: Matrix | None
    prerequisites: tuple[PointRow, ...]
    laws: tuple[LawRow, ...]
    task_owners: tuple[LawRow, ...]


@dataclass(frozen=True)
class Discussion:
    """What sources disagree on, lack and mention, and what leads on."""

    conflicts: tuple[ConflictView, ...]
    questions: tuple[RemarkView, ...]
    gaps: tuple[str, ...]
    artefacts: tuple[ArtefactRow, ...]
    kin: tuple[Kin, ...]
    mentions: tuple[Mention, ...]
    decisions: tuple[Mention, ...]
    chain: tuple[chain.Link, ...]
    calls: tuple[CallLine, ...]


@dataclass(frozen=True)
class Foot:
    """Where it all comes from, and what is missing."""

    sources: tuple[SourceItem, ...]
    further_reading: tuple[SourceItem, ...]
    note: str
    checked: str
    withdrawn: tuple[WithdrawnRow, ...]
    not_stated: str


@dataclass(frozen=True)
class SolutionPage:
    """A solution, section by section; an empty section is left out of the page."""

    id: str
    head: Head
    grade: GradeView
    evidence: Evidence
    prose: Prose | None
    conditions: Conditions
    discussion: Discussion
    foot: Foot
    contents: tuple[tuple[str, str], ...]


def solution_page(material: Material) -> SolutionPage:
    """Make the page of a solution from its record and its experience reports."""
    head, evidence, conditions = head_of(material), evidence_of(material), conditions_of(material)
    discussion, prose = discussion_of(material), prose_of(material)
    foot = foot_of(material, empty_of(head, evidence, conditions=conditions, discussion=discussion))
    contents = (
        ("grad", N_("Grad"), True),
        ("hvor", N_("Hvor"), evidence.where),
        ("resultater", N_("Resultater"), evidence.outcomes),
        ("beskrivelse", N_("Beskrivelse"), prose),
        ("oekonomi", N_("Økonomi"), evidence.economy),
        ("risici", N_("Risici"), evidence.risks),
        ("kerne", N_("Det, der skal med"), conditions.matrix or conditions.prerequisites),
        ("lov", N_("Lovgrundlag"), conditions.laws or conditions.task_owners),
        ("erfaringer", N_("Erfaringer"), evidence.reports),
        ("uenige", N_("Uenige kilder"), discussion.conflicts),
        ("huller", N_("Ikke fundet"), discussion.gaps),
        ("genbrug", N_("Til genbrug"), discussion.artefacts),
        ("kilder", N_("Kilder"), foot.sources),
    )
    return SolutionPage(
        id=material.solution.id,
        head=head,
        grade=grade_view(material.proof, material.reports, material.voice),
        evidence=evidence,
        prose=prose,
        conditions=conditions,
        discussion=discussion,
        foot=foot,
        contents=tuple((anchor, gettext(name)) for anchor, name, section in contents if section),
    )


def head_of(material: Material) -> Head:
    """Make the top of the page."""
    solution, voice = material.solution, material.voice
    return Head(
        title=title_of(solution, voice.language),
        summary=summary_of(solution, voice.language),
        banners=solution_banners(solution, material.reports, voice=voice, cite=material.cite),
        flags=flags_of(material.reports, voice=voice, newest=material.newest),
        facts=facts_of(solution, voice),
        target_group=solution.target_group or "",
        problem=solution.problem or "",
    )


def evidence_of(material: Material) -> Evidence:
    """Gather who tried it and what came of it, from the solution and from every report."""
    solution, reports, voice = material.solution, material.reports, material.voice
    told = [Told(outcome, None, material.cite, solution.remarks) for outcome in solution.outcomes]
    for report in reports:
        told += told_by(report, material.cite_for(report), solution.remarks)
    return Evidence(
        where=where_of(reports, material.adoption, voice=voice, reader=material.reader),
        national_status=solution.national_status or "",
        national_source=material.cite(solution.national_status_source),
        outcomes=outcomes_of(told, voice),
        economy=economy_of(reported_in(material), voice, solution.remarks),
        risks=framework.risks_of(solution, reports, voice=voice, cite=material.cite),
        reports=rows_of(reports, voice, material.documentation),
        reports_title=count_reports(len(reports)),
    )


def count_reports(count: int) -> str:
    """Write how many experiences there are, a small number as a word."""
    words = ngettext("%(count)s erfaring", "%(count)s erfaringer", count, count=in_words(count))
    return capital(words)


def reported_in(material: Material) -> Iterable[Reported]:
    """List the business cases: of the reports first, then the solution's own."""
    for report in material.reports:
        if report.business_case:
            yield Reported(report.business_case, report, material.cite_for(report))
    if material.solution.business_case:
        yield Reported(material.solution.business_case, None, material.cite)


def conditions_of(material: Material) -> Conditions:
    """Gather what it takes."""
    solution, voice, cite = material.solution, material.voice, material.cite
    return Conditions(
        matrix=framework.matrix_of(solution, material.reports, voice=voice, cite=cite),
        prerequisites=framework.points_of(solution.prerequisites, cite),
        laws=framework.laws_of(solution.legal_bases, voice, cite=cite),
        task_owners=framework.task_owners_of(solution.task_owners, voice, cite=cite),
    )


def discussion_of(material: Material) -> Discussion:
    """Gather what is disputed, missing, mentioned and related."""
    solution, voice, cite = material.solution, material.voice, material.cite
    return Discussion(
        conflicts=discussion.conflicts_of(solution.conflicts, cite),
        questions=all_remarks(solution.id, solution.remarks, voice),
        gaps=tuple(capital(gap) for gap in solution.gaps),
        artefacts=framework.artefacts_of(solution.artefacts, voice, cite=cite),
        kin=discussion.kin_of(solution.related, voice),
        mentions=discussion.mentions_of(solution.participants, voice, cite=cite),
        decisions=discussion.decisions_of(solution.decisions, voice),
        chain=chain.chain_of(((one, material.cite_for(one)) for one in material.reports), voice),
        calls=lines_of(calls_about(solution.id, voice.catalogue.calls.values()), voice),
    )


def prose_of(material: Material) -> Prose | None:
    """Choose the running text, sanitised at build, in the language of the page or else in Danish."""
    solution, is_danish = material.solution, material.voice.language == "da"
    if solution.prose_en and not is_danish:
        return Prose(Markup(solution.prose_en.html), "")  # noqa: S704 # nosec B704
    if solution.prose:
        return Prose(Markup(solution.prose.html), "" if is_danish else "da")  # noqa: S704 # nosec B704
    return None


def empty_of(head: Head, evidence: Evidence, *, conditions: Conditions, discussion: Discussion) -> list[str]:
    """List what the record says nothing about."""
    named: Sequence[tuple[str, object]] = (
        (N_("målgruppe"), head.target_group or head.facts),
        (N_("erfaringer"), evidence.reports),
        (N_("resultater"), evidence.outcomes),
        (N_("økonomi"), evidence.economy),
        (N_("risici"), evidence.risks),
        (N_("kerneelementer"), conditions.matrix),
        (N_("forudsætninger"), conditions.prerequisites),
        (N_("lovgrundlag"), conditions.laws),
        (N_("materiale til genbrug"), discussion.artefacts),
    )
    return [name for name, value in named if not value]


def foot_of(material: Material, empty: Sequence[str]) -> Foot:
    """Make the end of the page; every source that was cited above is listed."""
    solution, book = material.solution, material.book
    for report in material.reports:
        book.add(report.sources)
    return Foot(
        sources=book.items(without=solution.further_reading),
        further_reading=book.items_of(solution.further_reading),
        note=solution.note or "",
        checked=material.voice.date(solution.checked),
        withdrawn=withdrawn_rows(solution, material.voice),
        not_stated=not_stated(empty, material.voice.language),
    )
