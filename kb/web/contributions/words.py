"""Which words stand for what one chooses in the form, what a report lacks, and how far it has come."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from kb.contributions.sentence import Sentence
from kb.contributions.submission import Kind, State
from kb.grading.documentation import Lack
from kb.records.framework import ChangeOf
from kb.records.marks import N_
from kb.records.outcome import Art, Role
from kb.web.about.coverage_bars import ORIGINS, READINGS
from kb.web.formats import capital
from kb.web.i18n import gettext
from kb.web.presenters.economy import ENTRIES, GAINS, PAYERS
from kb.web.presenters.framework import CHANGES
from kb.web.presenters.passages import LEVELS
from kb.web.presenters.place_facts import OPERATIONS, PROCUREMENTS
from kb.web.presenters.report import VERDICTS
from kb.web.presenters.result import DESIGNS, DIRECTIONS
from kb.web.side_by_side.words import SUCCESSES
from kb.web.words import STAGES

ARTS = {
    Art.MEASURED: N_("Vi målte det"),
    Art.COUNTED: N_("Vi talte det op i vores systemer"),
    Art.EXPERIENCED: N_("Vi oplevede det"),
    Art.ESTIMATED: N_("Vi skønner det"),
    Art.SIMULATED: N_("Vi regnede det ud i en model"),
    Art.EXPECTED: N_("Vi venter det"),
    Art.UNKNOWN: N_("Det ved vi ikke"),
}
ROLES = {
    Role.EFFECT: N_("En virkning: noget blev anderledes"),
    Role.REACH: N_("Brug: så meget blev løsningen brugt"),
}
QUALIFIERS = {
    "ca": N_("cirka"),
    "knap": N_("knap"),
    "under": N_("under"),
    "over": N_("over"),
    "mindst": N_("mindst"),
    "hoejst": N_("højst"),
}
REALISED = {"ja": N_("ja"), "delvis": N_("delvis"), "nej": N_("nej")}
CHANGES_OF = {
    ChangeOf.LAW: N_("Loven"),
    ChangeOf.PRODUCT: N_("Produktet"),
    ChangeOf.PRACTICE: N_("Praksis"),
}
WORDS: Mapping[str, Mapping[Any, str]] = {
    "Art": ARTS,
    "Change": CHANGES,
    "ChangeOf": CHANGES_OF,
    "Design": DESIGNS,
    "Direction": DIRECTIONS,
    "Entry": ENTRIES,
    "GainKind": GAINS,
    "Level": LEVELS,
    "Operation": OPERATIONS,
    "Origin": ORIGINS,
    "Payer": PAYERS,
    "Procurement": PROCUREMENTS,
    "Qualifier": QUALIFIERS,
    "Read": READINGS,
    "Realised": REALISED,
    "Role": ROLES,
    "Stage": STAGES,
    "Success": SUCCESSES,
    "Verdict": VERDICTS,
}
CRITERIA = {
    Lack.SOURCE: N_("Kommunen er selv kilden"),
    Lack.DESCRIPTION: N_("Hvad I gjorde"),
    Lack.EFFECT: N_("En virkning: noget, der ændrede sig"),
    Lack.COUNTED: N_("At virkningen er målt eller talt op"),
    Lack.NUMBER: N_("Et tal"),
    Lack.METHOD: N_("Hvordan tallet er gjort op"),
    Lack.BASELINE: N_("Noget at holde tallet op mod: før og efter, eller hvad det er pr."),
    Lack.COMPARISON: N_("En gruppe at sammenligne med, eller nogen uafhængige, der har målt"),
    Lack.CONTROL: N_("Lodtrækning, eller en udgivet måling lavet af uafhængige"),
}
# What a submission wants, also as the first words of its commit.
KINDS = {
    Kind.REPORT: N_("Ny erfaring"),
    Kind.SOLUTION: N_("Ny løsning"),
    Kind.CORRECTION: N_("Rettelse"),
    Kind.CONFIRMATION: N_("Bekræftelse"),
    Kind.CALL: N_("Efterlysning"),
    Kind.CLOSING: N_("Lukket efterlysning"),
    Kind.WITHDRAWAL: N_("Tilbagetrækning"),
    Kind.QUESTION: N_("Spørgsmål til et tal"),
    Kind.ANSWER: N_("Svar om et tal"),
    Kind.DECISION: N_("Beslutning på bankens grundlag"),
}
STATES = {
    State.DRAFT: N_("Kladde"),
    State.SUBMITTED: N_("Sendt, venter på en redaktør"),
    State.SENT_BACK: N_("Sendt tilbage til jer"),
    State.ACCEPTED: N_("Godkendt, er ved at blive lagt ud"),
    State.PUBLISHED: N_("Står i banken"),
    State.DECLINED: N_("Afvist"),
    State.WITHDRAWN: N_("Trukket tilbage"),
}


def kind_word(kind: Kind) -> str:
    """Say what a submission wants."""
    return gettext(KINDS[kind])


def told(sentence: Sentence | None) -> str:
    """Tell a sentence that was kept, in the language of the page."""
    return sentence.in_words(gettext(sentence.words)) if sentence else ""


def option_word(option: StrEnum) -> str:
    """Name a value of a fixed list, with a capital letter as it stands alone in a list."""
    return capital(gettext(WORDS[type(option).__name__][option]))
