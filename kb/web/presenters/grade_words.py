"""In which words the grades are said, and the ladder that stands beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.grading.documentation import Documentation, DocumentationGrade, Lack
from kb.grading.proof import NotCounted, Proof, ProofGrade
from kb.records.marks import N_
from kb.web.formats import format_list
from kb.web.i18n import gettext
from kb.web.presenters.vouching import overdue_words
from kb.web.voice import Voice

STEPS = 5
DOCUMENTATION = {
    DocumentationGrade.D0: N_("Omtalt"),
    DocumentationGrade.D1: N_("Beskrevet"),
    DocumentationGrade.D2: N_("Målt"),
    DocumentationGrade.D3: N_("Sammenlignet"),
    DocumentationGrade.D4: N_("Kontrolleret"),
}
LACKS = {
    Lack.SOURCE: N_("en kilde, der ikke er leverandør, konference eller presse uden kommunens egne ord"),
    Lack.DESCRIPTION: N_("en beskrivelse af, hvad der blev gjort"),
    Lack.EFFECT: N_("en virkning: noget, der ændrede sig"),
    Lack.COUNTED: N_("at virkningen er målt eller talt op"),
    Lack.NUMBER: N_("et tal"),
    Lack.METHOD: N_("hvordan tallet er gjort op"),
    Lack.BASELINE: N_("noget at holde tallet op mod, fx en førmåling"),
    Lack.COMPARISON: N_("en gruppe at sammenligne med, eller nogen uafhængige, der har målt"),
    Lack.CONTROL: N_("lodtrækning, eller en udgivet måling lavet af uafhængige"),
}
NOT_COUNTED = {
    NotCounted.MENTIONED: N_("kun omtalt"),
    NotCounted.UNKNOWN: N_("intet resultat oplyst"),
    NotCounted.NOT_POSITIVE: N_("intet klart positivt resultat"),
}


@dataclass(frozen=True)
class Ladder:
    """Five steps of which some are reached, the word for it, a few words more, and since when it is old."""

    steps: tuple[bool, ...]
    word: str
    more: str
    overdue: str = ""


def proof_word(grade: ProofGrade, voice: Voice) -> str:
    """Name a proof grade."""
    return voice.term("grade", grade.value.lower())


def proof_ladder(proof: Proof, voice: Voice) -> Ladder:
    """Draw how well a solution is proven."""
    step = list(ProofGrade).index(proof.grade) + 1
    more = gettext("trin %(step)s af %(steps)s", step=step, steps=STEPS)
    return ladder_at(step, proof_word(proof.grade, voice), more, overdue_words(proof.confirmed, voice))


def documentation_ladder(documentation: Documentation, overdue: str = "") -> Ladder:
    """Draw how well a report is documented; `overdue` says since when it should have been confirmed."""
    grade = documentation.grade
    step = list(DocumentationGrade).index(grade) + 1
    more = gettext("dokumentation %(grade)s", grade=grade.value)
    return ladder_at(step, gettext(DOCUMENTATION[grade]), more, overdue)


def ladder_at(step: int, word: str, more: str, overdue: str = "") -> Ladder:
    """Draw a ladder on which some steps are reached, the first of which is 1."""
    return Ladder(tuple(number < step for number in range(STEPS)), word, more, overdue)


def lacks_in_words(documentation: Documentation, language: str) -> str:
    """Say what a report lacks for the next step; nothing on the highest."""
    if not documentation.lacks:
        return ""
    grades = list(DocumentationGrade)
    following = grades[grades.index(documentation.grade) + 1]
    return gettext(
        "Til %(next)s mangler: %(lacks)s.",
        next=gettext(DOCUMENTATION[following]),
        lacks=lack_list(documentation.lacks, language),
    )


def lack_list(lacks: Iterable[Lack], language: str) -> str:
    """Name what is missing, one after the other."""
    return format_list([gettext(LACKS[lack]) for lack in lacks], language)
