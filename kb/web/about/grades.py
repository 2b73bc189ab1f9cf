"""The page on grades: every step with its rule, and how many solutions and reports stand on it."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.grading.documentation import DocumentationGrade
from kb.grading.proof import ProofGrade
from kb.records.marks import N_
from kb.web.context import page_url
from kb.web.i18n import gettext
from kb.web.pictures.bars import Bars, Row, bars_of
from kb.web.presenters.grade import rule_of
from kb.web.presenters.grade_words import DOCUMENTATION, Ladder, ladder_at, proof_word
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

RULES = {
    DocumentationGrade.D0: N_(
        "Kun leverandører, konferencer eller presse uden kommunens egne ord fortæller. Den tæller ikke."
    ),
    DocumentationGrade.D1: N_("En anden slags kilde fortæller, hvad der blev gjort."),
    DocumentationGrade.D2: N_(
        "En virkning er målt eller talt op, med tal, enhed og metode, og med noget at holde tallet op mod."
    ),
    DocumentationGrade.D3: N_(
        "Virkningen er sammenlignet med nogen, der ikke fik løsningen, eller målt af nogen uafhængige."
    ),
    DocumentationGrade.D4: N_(
        "Der er trukket lod, eller uafhængige har udgivet en sammenligning, der ligner det."
    ),
}


@dataclass(frozen=True)
class RuledStep:
    """A step of a grade, drawn, with its rule."""

    ladder: Ladder
    rule: str


@dataclass(frozen=True)
class GradesPage:
    """All that the page on grades shows."""

    proof: tuple[RuledStep, ...]
    solutions: Bars
    documentation: tuple[RuledStep, ...]
    reports: Bars


def make_grades_page(release: "Release", language: str) -> GradesPage:
    """Gather the page on grades."""
    voice = Voice(release.catalogue, language)
    proofs = [summary.proof for summary in release.summaries.values()]
    graded = Counter(proof.grade for proof in proofs)
    documented = Counter(one.documentation.grade for proof in proofs for one in proof.reports)
    return GradesPage(
        proof=tuple(
            RuledStep(ladder_at(step, proof_word(grade, voice), grade.value), rule_of(grade, voice))
            for step, grade in enumerate(ProofGrade, start=1)
        ),
        solutions=solutions_on(graded, voice),
        documentation=tuple(
            RuledStep(ladder_at(step, gettext(DOCUMENTATION[grade]), grade.value), gettext(RULES[grade]))
            for step, grade in enumerate(DocumentationGrade, start=1)
        ),
        reports=reports_on(documented, language),
    )


def solutions_on(graded: Counter[ProofGrade], voice: Voice) -> Bars:
    """Count the solutions on each step, each with the search that finds them."""
    rows = [
        Row(proof_word(grade, voice), graded[grade], page_url("search.index", grad=grade.value.lower()))
        for grade in ProofGrade
    ]
    bars = bars_of(rows, voice.language)
    return Bars(gettext("Løsninger på hvert trin"), gettext("Trin"), gettext("Løsninger"), bars)


def reports_on(documented: Counter[DocumentationGrade], language: str) -> Bars:
    """Count the reports on each step."""
    rows = [Row(gettext(DOCUMENTATION[grade]), documented[grade]) for grade in DocumentationGrade]
    bars = bars_of(rows, language)
    return Bars(gettext("Erfaringer på hvert trin"), gettext("Trin"), gettext("Erfaringer"), bars)
