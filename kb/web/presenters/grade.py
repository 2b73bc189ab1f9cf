"""How well a solution is proven: the staircase, the rule, what is missing, and which reports count."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.grading.age import Age
from kb.grading.documentation import DocumentationGrade
from kb.grading.proof import Proof, ProofGrade, Weighed
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.outcome import Verdict
from kb.web.formats import format_list
from kb.web.i18n import gettext
from kb.web.presenters.grade_words import NOT_COUNTED, lack_list, proof_word
from kb.web.presenters.vouching import overdue_words
from kb.web.texts import who_of
from kb.web.voice import Voice

NEXT = {
    ProofGrade.E0: N_("Der mangler én kommune, der beskriver, at det gik den rigtige vej."),
    ProofGrade.E1: N_("Der mangler én kommune, der har målt eller talt op, at det gik den rigtige vej."),
    ProofGrade.E2: N_("Der mangler én kommune mere fra et andet projekt, der har målt det samme."),
    ProofGrade.E3: N_(
        "Der mangler: fire kommuner af to typer, mindst én sammenligning, mindst én i drift efter "
        "24 måneder, og tre positive målinger for hver, der peger den anden vej."
    ),
    ProofGrade.E4: "",
}


@dataclass(frozen=True)
class Step:
    """A step of the staircase."""

    word: str
    rule: str
    is_reached: bool
    is_current: bool


@dataclass(frozen=True)
class CountedReport:
    """A report and how the grade reads it."""

    id: str
    who: str
    grade: str
    words: str
    is_contrary: bool


@dataclass(frozen=True)
class GradeView:
    """The grade of a solution with all that it rests on."""

    title: str
    steps: tuple[Step, ...]
    rule: str
    held_by: str
    next_step: str
    nearest: str
    remarks: tuple[str, ...]
    warnings: tuple[str, ...]
    counted: tuple[CountedReport, ...]
    not_counted: tuple[CountedReport, ...]


def grade_view(proof: Proof, reports: Iterable[Experience], voice: Voice) -> GradeView:
    """Make the section on the grade."""
    by_ref = {report.ref: report for report in reports}
    rows = [(one, counted_report(one, by_ref[one.ref], voice)) for one in proof.reports]
    return GradeView(
        title=proof_word(proof.grade, voice),
        steps=tuple(steps_of(proof, voice)),
        rule=rule_of(proof.grade, voice),
        held_by=held_by(proof, voice.catalogue, by_ref=by_ref, language=voice.language),
        next_step=gettext(NEXT[proof.grade]) if NEXT[proof.grade] else "",
        nearest=nearest_of(proof, by_ref, voice),
        remarks=tuple(remarks_of(proof, voice)),
        warnings=(*warnings_of(proof), *told_against(proof, by_ref, voice)),
        counted=tuple(row for one, row in rows if one.not_counted is None),
        not_counted=tuple(row for one, row in rows if one.not_counted is not None),
    )


def steps_of(proof: Proof, voice: Voice) -> Iterable[Step]:
    """List the five steps from the lowest."""
    for grade in ProofGrade:
        yield Step(
            word=proof_word(grade, voice),
            rule=rule_of(grade, voice),
            is_reached=grade <= proof.grade,
            is_current=grade is proof.grade,
        )


def rule_of(grade: ProofGrade, voice: Voice) -> str:
    """Say the rule of a grade in a sentence."""
    term = voice.catalogue.term("grade", grade.value.lower())
    rule = (term.definition_da if voice.language == "da" else term.definition_en) if term else None
    return rule or ""


def held_by(proof: Proof, catalogue: Catalogue, *, by_ref: dict[str, Experience], language: str) -> str:
    """Name those whose reports carry the grade."""
    if proof.earned <= ProofGrade.E0:
        return ""
    carrying = [one for one in proof.reports if one.not_counted is None]
    if proof.measure:
        carrying = [one for one in carrying if proof.measure in one.measures]
    names = dict.fromkeys(who_of(catalogue, by_ref[one.ref], language) for one in carrying)
    return gettext("Det har: %(names)s.", names=format_list(names, language))


def nearest_of(proof: Proof, by_ref: dict[str, Experience], voice: Voice) -> str:
    """Say which report comes nearest to carrying the next step, and what it lacks."""
    if proof.grade not in (ProofGrade.E1, ProofGrade.E2):
        return ""
    described = [
        one for one in proof.reports if one.is_positive and one.documentation.grade is DocumentationGrade.D1
    ]
    nearest = min(described, key=lambda one: (len(one.documentation.lacks), one.ref), default=None)
    if nearest is None:
        return ""
    return gettext(
        "%(who)s er tættest på. Der mangler %(lacks)s.",
        who=who_of(voice.catalogue, by_ref[nearest.ref], voice.language),
        lacks=lack_list(nearest.documentation.lacks, voice.language),
    )


def remarks_of(proof: Proof, voice: Voice) -> Iterable[str]:
    """Say in words what stands beside the grade."""
    if proof.is_tried_in_vain:
        yield gettext("Prøvet, men ingen kilde viser eller siger endnu et klart positivt resultat.")
    if proof.age.is_overdue:
        yield overdue_words(proof.confirmed, voice)
    if proof.age is Age.OUTDATED:
        yield gettext("Over fire år siden nogen sagde god for den, så den er sat et trin ned.")


def warnings_of(proof: Proof) -> Iterable[str]:
    """Say what speaks against it."""
    if proof.is_discouraged:
        yield gettext("Frarådes indtil videre: flere målinger peger den anden vej, og ingen er positive.")
    if proof.is_mixed:
        yield gettext(
            "Blandede resultater. Målinger, der er positive: %(positive)s. Den anden vej: %(contrary)s.",
            positive=proof.positive,
            contrary=proof.contrary,
        )


def told_against(proof: Proof, by_ref: dict[str, Experience], voice: Voice) -> Iterable[str]:
    """Name those where it went the other way without being measured."""
    if proof.contrary_described:
        who = (who_of(voice.catalogue, by_ref[ref], voice.language) for ref in proof.contrary_described)
        names = format_list(dict.fromkeys(who), voice.language)
        yield gettext("Peger den anden vej, uden at det er målt: %(names)s.", names=names)


def counted_report(one: Weighed, report: Experience, voice: Voice) -> CountedReport:
    """Make a report ready for the list of what counts and what does not."""
    return CountedReport(
        id=report.id,
        who=who_of(voice.catalogue, report, voice.language),
        grade=one.documentation.grade.value,
        words=words_of(one, report),
        is_contrary=one.is_contrary,
    )


def words_of(one: Weighed, report: Experience) -> str:
    """Say which way a report points, or why it does not count."""
    if one.not_counted is not None:
        return gettext(NOT_COUNTED[one.not_counted])
    is_mixed = report.verdict is not None and report.verdict.value is Verdict.MIXED
    return gettext("gavnlig og blandet") if is_mixed else gettext("gavnlig")
