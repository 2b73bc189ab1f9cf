"""Which questions the form asks, in which step: twelve at most, and behind them all that a report may say.

What a question's fields are called, and what they take, stands in the schema of a report.
"""

from dataclasses import dataclass
from enum import StrEnum

from kb.catalogue import Catalogue
from kb.contributions.typed_fields import Typed
from kb.records.marks import N_

TIME, TIME_USE = "tid", "outcomes.0.used_for"


class Step(StrEnum):
    """A step of the form, by the number in its address."""

    WHERE = "1"
    DONE = "2"
    RESULT = "3"
    READ = "4"


@dataclass(frozen=True)
class Question:
    """What is asked, how to answer, an invented answer in Danish, as reports are written, and its fields."""

    title: str
    hint: str
    fields: tuple[str, ...]
    example: str = ""


@dataclass(frozen=True)
class Asked:
    """A step: its name, its heading, what to know before answering, and what it asks."""

    name: str
    title: str
    lead: str
    questions: tuple[Question, ...] = ()
    more: tuple[str, ...] = ()


WHERE = Asked(
    N_("Løsning og kommune"),
    N_("Hvad har I prøvet, og hvor?"),
    N_("I kan stoppe når som helst. Det, I har skrevet, ligger som kladde, til I kommer igen."),
    (
        Question(
            N_("Hvilken løsning?"),
            N_("Vælg den løsning, erfaringen handler om, også selv om produktet var et andet."),
            ("solution",),
        ),
        Question(
            N_("Hvilken kommune?"),
            N_("Den kommune, der har erfaringen. Var flere med om det samme, så vælg dem også."),
            ("municipalities",),
        ),
        Question(
            N_("Hvem kan andre skrive til?"),
            N_("En funktionspostkasse, som er der, også når en kollega er rejst. Aldrig en persons adresse."),
            ("contact",),
            "velfaerdsteknologi@kommune.dk",
        ),
    ),
    ("unnamed_municipalities", "authorities", "organisation", "project", "partners", "title"),
)
DONE = Asked(
    N_("Hvad I gjorde"),
    N_("Hvad gjorde I?"),
    N_("Skriv kort. Det vigtigste er, at en anden kommune kan se, hvad I prøvede, og med hvem."),
    (
        Question(N_("Hvem var det til?"), N_("Sæt gerne flere krydser."), ("target_groups",)),
        Question(
            N_("Hvad gjorde I?"),
            N_("Én til tre sætninger om, hvad der blev gjort."),
            ("description",),
            "Tolv borgere i to distrikter fik en skærm. Hvert andet besøg blev lagt om til et opkald.",
        ),
        Question(
            N_("Hvor langt er I nu?"),
            N_("Stoppet og afsluttet er også erfaringer."),
            ("stages.0.stage",),
        ),
        Question(
            N_("Hvornår foregik det?"),
            N_("Skriv datoerne, så langt I kender dem. Lad slutdatoen stå tom, hvis det fortsætter."),
            ("period.start", "period.end"),
            "1. marts 2025, marts 2025 eller bare 2025",
        ),
    ),
    (
        "period",
        "stages",
        "target_group",
        "living_situations",
        "scale",
        "changed_work",
        "adaptations",
        "anchoring",
        "leadership_level",
        "leadership_how",
        "staffing",
        "training",
        "training_hours",
        "systems",
        "system_notes",
        "products",
        "supplier",
        "supplier_involved",
        "supplier_involvement",
        "funding",
        "price",
        "procurement",
        "operation",
        "complexity",
        "builds_on",
    ),
)
RESULT = Asked(
    N_("Hvad der kom ud af det"),
    N_("Hvad kom der ud af det?"),
    N_("I behøver ikke have målt noget. Skriv det, I ved, også når det gik galt."),
    (
        Question(
            N_("Hvad ændrede sig?"),
            N_("Ét resultat er nok. Brug og udbredelse er også et resultat, men ikke en virkning."),
            ("outcomes.0.label", "outcomes.0.role", "outcomes.0.measure"),
            "fysiske besøg lagt om til skærm",
        ),
        Question(
            N_("Hvor meget?"),
            N_("Et tal har en enhed og gælder pr. noget. Har I et tal før og efter, så skriv dem begge."),
            (
                "outcomes.0.value",
                "outcomes.0.unit",
                "outcomes.0.denominator",
                "outcomes.0.before",
                "outcomes.0.after",
            ),
            "12 pct. af besøgene",
        ),
        Question(
            N_("Hvordan ved I det?"),
            N_("En forventning er også værd at skrive, men den er aldrig et resultat."),
            ("outcomes.0.art", "outcomes.0.method"),
            "talt op i omsorgssystemet i otte uger",
        ),
        Question(
            N_("Hvad gik den frigjorte tid til?"),
            N_("Sæt gerne flere krydser. Ved I det ikke endnu, så lad det stå tomt."),
            (TIME_USE,),
        ),
        Question(
            N_("Hvad gik galt, og hvad ville I gøre om?"),
            N_("Også det, der blev rettet undervejs. Skriv ikke noget, der kan udpege en borger."),
            ("what_failed",),
            "Færre sagde ja end ventet. Næste gang spørger vi, mens vi er i hjemmet.",
        ),
    ),
    (
        "outcomes",
        "sources",
        "verdict",
        "why_stopped",
        "for_citizens",
        "for_staff",
        "business_case",
        "risks_happened",
        "reliability",
        "funnel",
        "use_after",
        "advice",
        "note",
    ),
)
READ = Asked(
    N_("Læs igennem og send"),
    N_("Læs det igennem, og send"),
    N_("Sådan kommer det til at stå. Ret det, der er galt. I kan sende, selv om noget mangler."),
)
STEPS = {Step.WHERE: WHERE, Step.DONE: DONE, Step.RESULT: RESULT, Step.READ: READ}
# What the bank itself, or only its editors, says of a report.
NOT_ASKED = frozenset(
    {
        "id",
        "country",
        "authority_kind",
        "provenance",
        "second_verdict",
        "withdrawn",
        "confirmed",
        "checked",
        "coded_by",
        "coded_on",
        "cited",
        "risks_seen",
        "verdict.coder",
        "verdict.date",
    }
)


# What the form calls a field where the schema's own label speaks to those who write files.
CALLED = {
    "outcomes.0.label": N_("Resultatet, med jeres egne ord"),
    "outcomes.0.role": N_("Er det en virkning eller brug?"),
    "outcomes.0.measure": N_("Hvilket mål ligner det mest?"),
    "outcomes.0.denominator": N_("Pr. hvad, eller af hvad?"),
    "outcomes.0.before": N_("Tallet før"),
    "outcomes.0.after": N_("Tallet efter"),
    "outcomes.0.art": N_("Hvor kommer det fra?"),
    "outcomes.0.method": N_("Hvordan er det gjort op?"),
    "stages.0.date": N_("Siden hvornår?"),
    "sources.0.url": N_("Link til jeres notat eller rapport"),
}


def is_about_time(typed: Typed, catalogue: Catalogue) -> bool:
    """Tell whether the first result is about time, so that one asks what freed time went to."""
    measures = typed.get("outcomes.0.measure", ())
    return TIME in catalogue.with_broader("outcome", measures)


def questions_of(step: Step, typed: Typed, catalogue: Catalogue) -> tuple[Question, ...]:
    """List what a step asks; the use of freed time only when the result is time."""
    asks_time = is_about_time(typed, catalogue) or any(typed.get(TIME_USE, ()))
    return tuple(one for one in STEPS[step].questions if one.fields != (TIME_USE,) or asks_time)


def step_of(name: str) -> Step:
    """Tell in which step a field is asked."""
    top = name.partition(".")[0]
    for step, asked in STEPS.items():
        if top in asked.more or any(
            field.partition(".")[0] == top for one in asked.questions for field in one.fields
        ):
            return step
    return Step.READ
