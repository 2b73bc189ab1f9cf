"""How well it is proven, and who tried it, runs it and stopped it, in the few lines of a brief."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.grading.proof import Proof
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.web.brief.room import Kept, keep, lines, names, shorten
from kb.web.formats import capital, danish_order, format_list
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.grade import GradeView, grade_view
from kb.web.presenters.grade_words import Ladder, proof_ladder
from kb.web.presenters.source import SourceNote
from kb.web.presenters.where import Stop, stops_of
from kb.web.solutions.page import Material
from kb.web.words import stage_word

LONGEST_SENTENCE = 200
LONGEST_REASON = 120
NAMES_IN_A_ROW = 140
STOP_LINES, LINE = 3, 90


@dataclass(frozen=True)
class ProofPart:
    """The grade, its rule, what it rests on, and what speaks against it."""

    ladder: Ladder
    rule: str
    counts: str
    against: str
    warnings: tuple[str, ...]
    next_step: str


@dataclass(frozen=True)
class TriedRow:
    """How many did something, and their names as far as there is room; `more` counts those without one."""

    label: str
    count: int
    names: Kept[str]
    more: str = ""


@dataclass(frozen=True)
class StopRow:
    """Who stopped, when and why."""

    who: str
    year: str
    reason: str
    source: SourceNote | None


@dataclass(frozen=True)
class TriedPart:
    """Who has tried it, who runs it, and who stopped and why."""

    rows: tuple[TriedRow, ...]
    stops: Kept[StopRow]


def proof_part(material: Material) -> ProofPart:
    """Say the grade in words."""
    proof, voice = material.proof, material.voice
    grade = grade_view(proof, material.reports, voice)
    return ProofPart(
        ladder=proof_ladder(proof, voice),
        rule=f"{grade.rule} {shorten(grade.held_by, LONGEST_SENTENCE)}".strip(),
        counts=" ".join(counts_of(proof, grade)),
        against=against_of(grade, voice.language),
        warnings=(*grade.warnings, *grade.remarks),
        next_step=shorten(f"{grade.next_step} {grade.nearest}".strip(), LONGEST_SENTENCE),
    )


def counts_of(proof: Proof, grade: GradeView) -> Iterable[str]:
    """Count the reports that carry the grade and those that do not, and which way the measured ones point."""
    counted, not_counted = len(grade.counted), len(grade.not_counted)
    if counted + not_counted == 0:
        yield gettext("Banken har ingen erfaringer med den.")
        return
    yield ngettext("%(num)s erfaring tæller med.", "%(num)s erfaringer tæller med.", counted)
    if not_counted:
        yield ngettext("%(num)s tæller ikke med.", "%(num)s tæller ikke med.", not_counted)
    if (proof.positive or proof.contrary) and not proof.is_mixed:
        yield gettext(
            "Af de målte peger %(positive)s den rigtige vej og %(contrary)s den anden.",
            positive=proof.positive,
            contrary=proof.contrary,
        )


def against_of(grade: GradeView, language: str) -> str:
    """Name the reports that point the other way, also those that measured nothing."""
    found = dict.fromkeys(one.who for one in (*grade.counted, *grade.not_counted) if one.is_contrary)
    if not found:
        return ""
    listed = gettext("Den anden vej peger: %(names)s.", names=format_list(found, language))
    return shorten(listed, LONGEST_SENTENCE)


def tried_part(material: Material) -> TriedPart:
    """Count and name those who tried, run, stopped, ended and plan."""
    adoption = material.adoption
    unnamed = gettext("og %(num)s uden navn", num=adoption.unnamed) if adoption.unnamed else ""
    rows = [
        _row(gettext("Prøvet"), adoption.tried, material, more=unnamed),
        _row(_stage(Stage.RUNNING), adoption.in_operation, material),
        _row(_stage(Stage.STOPPED), adoption.stopped, material),
        _row(_stage(Stage.ENDED), adoption.ended, material),
        _row(_stage(Stage.PLANNED), adoption.planned, material),
    ]
    stops = stops_of(material.reports, adoption, voice=material.voice)
    return TriedPart(
        rows=tuple(row for index, row in enumerate(rows) if index < ALWAYS or row.count),
        stops=keep((_stop(stop, material) for stop in stops), STOP_LINES, _lines_of),
    )


# Tried, in operation and stopped are told also where nobody did.
ALWAYS = 3


def _stage(stage: Stage) -> str:
    return capital(stage_word(stage))


def _row(label: str, places: Sequence[str], material: Material, *, more: str = "") -> TriedRow:
    named = sorted(map(material.voice.place, places), key=danish_order)
    return TriedRow(label, len(places), names(named, NAMES_IN_A_ROW), more)


def _stop(stop: Stop, material: Material) -> StopRow:
    reason = shorten(stop.reason, LONGEST_REASON) or gettext(N_("Grund ikke oplyst"))
    report = next(report for report in material.reports if report.id == stop.report)
    return StopRow(stop.who, stop.year, reason, _source_of(report, material))


def _source_of(report: Experience, material: Material) -> SourceNote | None:
    event = next((event for event in reversed(report.stages) if event.stage is Stage.STOPPED), None)
    return material.cite_for(report)(event.source) if event else None


def _lines_of(row: StopRow) -> int:
    return lines(f"{row.who} {row.year}: {row.reason}", LINE)
