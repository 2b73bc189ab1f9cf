"""What the form of a new solution asks: twelve fields, and behind them all that a solution may say; pure."""

from collections.abc import Iterator, Mapping

from kb.content.layout import Kind
from kb.content.resolving import SCHEMAS
from kb.contributions.form_shape import FieldGroup, FormShape, names_in
from kb.contributions.plain_fields import PlainField
from kb.contributions.questions import Question
from kb.contributions.typed_fields import Typed
from kb.records.marks import N_

SCHEMA = SCHEMAS[Kind.SOLUTION]
PROSE = PlainField(
    "prose",
    N_("Teksten på løsningens side"),
    N_("Hvad er det, hvem er det til, og hvad kræver det? Tal i teksten skal også stå i et felt med kilde."),
    longest=20_000,
)
QUESTIONS = (
    Question(
        N_("Hvad hedder løsningen?"),
        N_("Et almindeligt navn, ikke et produkt."),
        ("title",),
        "Skærmbesøg i hjemmeplejen",
    ),
    Question(
        N_("Hvad er det, kort sagt?"),
        N_("Én til to sætninger, som en travl chef forstår."),
        ("summary",),
        "Et planlagt besøg holdes som videoopkald på en skærm hos borgeren i stedet for ved døren.",
    ),
    Question(N_("Hvilket område hører den til?"), N_("Sæt gerne flere krydser."), ("areas",)),
    Question(N_("Hvilken slags teknologi?"), N_("Sæt gerne flere krydser."), ("technologies",)),
    Question(
        N_("Hvem er den til?"),
        N_("Sæt krydser, og skriv det med jeres egne ord."),
        ("target_groups", "target_group"),
        "Borgere i eget hjem med planlagte besøg, som kan bruge en skærm.",
    ),
    Question(N_("Hvad skal den give?"), N_("Sæt gerne flere krydser."), ("gains",)),
    Question(
        N_("Hvilket problem løser den?"),
        N_("Skriv, hvad der er svært uden den."),
        ("problem",),
        "Korte besøg, hvor der mest skal tales, tager lige så lang tid på vejen som andre.",
    ),
    Question(
        N_("Hvad skal med, for at det er den samme løsning?"),
        N_("Begynd med det vigtigste. Flere kan tilføjes længere nede."),
        ("core_elements.0.description",),
        "Besøget er planlagt og står i borgerens plan.",
    ),
    Question(
        N_("Hvor begyndte det?"),
        N_("Kommunen, som den hedder i bankens adresser, eller et andet navn."),
        ("originator",),
        "aarhus",
    ),
    Question(
        N_("Hvor kan man læse om den?"),
        N_("Skriv et link; vi tager ikke imod dokumenter. Kilden kommer til at stå ved kerneelementerne."),
        ("sources.0.title", "sources.0.url"),
    ),
)  # fmt: skip
# What the bank itself, or only its editors, says of a solution.
NOT_ASKED = frozenset(
    {
        "id",
        "remarks",
        "decisions",
        "withdrawn",
        "confirmed",
        "checked",
        "coded_by",
        "coded_on",
        "national_status_source",
    }
)
CALLED = {
    "sources.0.title": N_("Kildens titel"),
    "sources.0.url": N_("Link til kilden"),
    "target_group": N_("Med jeres egne ord"),
    "target_groups": N_("Målgrupper"),
}
ASKED = frozenset(name for one in QUESTIONS for name in one.fields)
SOLUTION = FormShape(SCHEMA, ASKED, NOT_ASKED, one_row=frozenset({"sources"}))


def more_of_solution(typed: Typed) -> FieldGroup:
    """Give all that a solution can say besides the questions."""
    return SOLUTION.group_of(tuple(SCHEMA.fields), typed)


def names_of_solution(typed: Typed) -> Iterator[str]:
    """List every field of the form that is one of the record, in the order in which they are asked."""
    yield from (name for one in QUESTIONS for name in one.fields)
    yield from names_in(more_of_solution(typed))


def keep_solution(typed: Typed, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Put what the form sent over what was typed before."""
    kept = SOLUTION.keep(typed, sent, names_of_solution(typed))
    texts = sent.get(PROSE.name, [])
    return {name: found for name, found in kept.items() if name != PROSE.name} | (
        {PROSE.name: texts} if any(texts) else {}
    )
