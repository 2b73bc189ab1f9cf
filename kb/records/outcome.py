"""What came out of it: one figure or finding, with its kind, unit, method, design and source."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, validates_schema

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Flag, Number, Slug, Text, Whole, line, term
from kb.records.lists import terms
from kb.records.marks import N_


class Role(StrEnum):
    """Whether an outcome is an effect of the solution or its reach."""

    EFFECT = "effekt"
    REACH = "raekkevidde"


class Art(StrEnum):
    """How a figure came about. The first three have happened, the next three are expected."""

    MEASURED = "maalt"
    COUNTED = "opgjort"
    EXPERIENCED = "oplevet"
    ESTIMATED = "estimeret"
    SIMULATED = "simuleret"
    EXPECTED = "forventet"
    UNKNOWN = "ikke-oplyst"

    @property
    def has_happened(self) -> bool:
        """Tell whether a figure of this kind is a result rather than an expectation."""
        return self in (Art.MEASURED, Art.COUNTED, Art.EXPERIENCED)


class Design(StrEnum):
    """What a measurement compares with."""

    NONE = "none"
    BEFORE_AFTER = "before_after"
    COMPARISON_GROUP = "comparison_group"
    WAITING_LIST = "waiting_list"
    QUASI = "quasi"
    RANDOMISED = "randomised"


class Qualifier(StrEnum):
    """How the source qualifies a number."""

    ABOUT = "ca"
    NEARLY = "knap"
    UNDER = "under"
    OVER = "over"
    AT_LEAST = "mindst"
    AT_MOST = "hoejst"


class Direction(StrEnum):
    """Which way an outcome points, seen from what the solution is for."""

    BETTER = "bedre"
    WORSE = "vaerre"
    NO_DIFFERENCE = "ingen-forskel"
    MIXED = "blandet"


class Realised(StrEnum):
    """Whether a gain was taken out of a budget."""

    YES = "ja"
    PARTLY = "delvis"
    NO = "nej"


class Verdict(StrEnum):
    """How a trial ended, judged against what the solution counts as success."""

    POSITIVE = "positiv"
    MIXED = "blandet"
    NEGATIVE = "negativ"
    UNKNOWN = "ukendt"


@dataclass(frozen=True)
class Outcome:
    """One result. Numbers are in `unit`, per `denominator`; `words` holds a finding without a number."""

    id: str
    label: str
    role: Role
    art: Art
    source: str
    measure: str | None = None
    municipality: str | None = None
    words: str | None = None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    out_of: Decimal | None = None
    qualifier: Qualifier | None = None
    before: Decimal | None = None
    after: Decimal | None = None
    unit: str | None = None
    denominator: str | None = None
    n: int | None = None
    period: str | None = None
    evidence: str | None = None
    method: str | None = None
    design: Design | None = None
    evaluator: str | None = None
    independent: bool | None = None
    published_report: bool | None = None
    for_whom: str | None = None
    direction: Direction | None = None
    used_for: tuple[str, ...] = ()
    realised_in_budget: Realised | None = None
    supplier_figure: bool | None = None
    reservation: str | None = None
    page: str | None = None

    @property
    def has_number(self) -> bool:
        """Tell whether the outcome holds a number."""
        return any(
            number is not None for number in (self.value, self.low, self.high, self.before, self.after)
        )


class OutcomeSchema(RecordSchema):
    """The file format of an outcome. A figure without a unit is refused."""

    record = Outcome
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen, så andre kan henvise til tallet."), required=True)
    label = line(
        N_("Hvad"), N_("Hvad er målt eller talt op? Fx: fysiske besøg lagt om til skærm."), required=True
    )
    role = Choice(
        Role,
        N_("Rolle"),
        N_("effekt = ændring i det, løsningen er til for; raekkevidde = brug og udbredelse."),
        required=True,
    )
    art = Choice(
        Art,
        N_("Art"),
        N_("Hvordan er tallet blevet til? En forventning er aldrig et resultat."),
        required=True,
    )
    source = Slug(N_("Kilde"), N_("Id på kilden til tallet."), required=True, of="source")
    measure = term("outcome", N_("Mål"), N_("Term fra ordlisten outcome, så ens mål kan sammenlignes."))
    municipality = Slug(
        N_("Kommune"), N_("Udfyldes, når tallet kun gælder én af erfaringens kommuner."), of="municipality"
    )
    words = line(N_("Resultat i ord"), N_("Når kilden ikke har et tal, fx: ingen forskel i funktion."))
    value = Number(N_("Tal"), N_("Tallet, som kilden skriver det."))
    low = Number(N_("Lavest"), N_("Laveste tal i et interval."))
    high = Number(N_("Højest"), N_("Højeste tal i et interval."))
    out_of = Number(N_("Ud af"), N_("Hvor mange i alt? Fx 780 i: 12 af 780."), low=0)
    qualifier = Choice(
        Qualifier, N_("Forbehold ved tallet"), N_("ca, knap, under, over, mindst eller hoejst.")
    )
    before = Number(N_("Før"), N_("Værdien før."))
    after = Number(N_("Efter"), N_("Værdien efter."))
    unit = term("unit", N_("Enhed"), N_("Term fra ordlisten unit, fx timer-om-aaret, besoeg-om-ugen, pct."))
    denominator = line(
        N_("Pr."), N_("Tallet gælder pr. hvad eller ud af hvad? Fx pr. borger, af kommunerne.")
    )
    n = Whole(N_("Antal målte"), N_("Hvor mange indgår i målingen?"))
    period = line(N_("Periode"), N_("Hvornår gælder tallet?"), longest=120)
    evidence = term("evidence-method", N_("Målemetode"), N_("Term fra ordlisten evidence-method."))
    method = line(N_("Metode"), N_("Hvordan er det målt eller gjort op, med egne ord?"), longest=600)
    design = Choice(Design, N_("Sammenlignet med"), N_("Før og efter, sammenligningsgruppe, lodtrækning?"))
    evaluator = line(N_("Målt af"), N_("Hvem har målt?"))
    independent = Flag(N_("Uafhængig"), N_("Er den, der har målt, uafhængig af leverandør og projekt?"))
    published_report = Flag(N_("Udgivet rapport"), N_("Er målingen udgivet i en rapport?"))
    for_whom = line(N_("For hvem"), N_("Borgere, medarbejdere, kommunen?"), longest=120)
    direction = Choice(Direction, N_("Retning"), N_("bedre, vaerre, ingen-forskel eller blandet."))
    used_for = terms("time-use", N_("Hvad tiden blev brugt til"), N_("Kun når effekten er tid."))
    realised_in_budget = Choice(Realised, N_("Taget ud af budgettet"), N_("ja, delvis eller nej."))
    supplier_figure = Flag(N_("Leverandørens tal"), N_("Er tallet leverandørens eller udviklerens eget?"))
    reservation = line(N_("Forbehold"), N_("Hvad skal læseren vide, før tallet bruges?"), longest=600)
    page = line(N_("Side"), N_("Sidetal i kilden."), longest=80)

    @validates_schema
    def check_numbers(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a figure without a unit, a backward interval, and an outcome that says nothing."""
        numbers = [data.get(name) for name in ("value", "low", "high", "before", "after")]
        if any(number is not None for number in numbers) and not data.get("unit"):
            raise ValidationError(N_("Et tal skal have en enhed."), "unit")
        if data.get("low") is not None and data.get("high") is not None and data["low"] > data["high"]:
            raise ValidationError(N_("Det laveste tal er større end det højeste."), "low")
        if data.get("out_of") is not None and data.get("value") is None:
            raise ValidationError(N_("Skriv også, hvor mange ud af det samlede antal."), "value")
        if all(number is None for number in numbers) and not data.get("words"):
            raise ValidationError(N_("Skriv enten et tal eller et resultat i ord."), "words")


@dataclass(frozen=True)
class Judgement:
    """A verdict with who coded it, when, and why."""

    value: Verdict
    reason: str | None = None
    source: str | None = None
    coder: str | None = None
    date: str | None = None


class JudgementSchema(RecordSchema):
    """The file format of a verdict."""

    record = Judgement
    value = Choice(Verdict, N_("Dom"), N_("positiv, blandet, negativ eller ukendt."), required=True)
    reason = Text(N_("Begrundelse"), N_("Hvad i kilden begrunder dommen?"))
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")
    coder = line(N_("Kodet af"), N_("Rolle, aldrig et navn: fx redaktionen."), longest=80)
    date = Day(N_("Kodet den"), N_("Hvornår er dommen kodet?"))
