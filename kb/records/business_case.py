"""What it costs and what it gives: the lines of a business case as a source reports them."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, validates_schema

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Number, Slug, Text, Whole, line, term
from kb.records.lists import parts
from kb.records.marks import N_
from kb.records.outcome import Art, Qualifier, Realised


class Entry(StrEnum):
    """What a line of the business case is. Grants never count as the municipality's own investment."""

    INVESTMENT = "investering"
    RUNNING = "drift"
    UNIT_PRICE = "enhedspris"
    STAFF = "aarsvaerk"
    WAGE = "timeloen"
    GRANT = "tilskud"
    GAIN = "gevinst"
    NET = "netto"
    PAYBACK = "tilbagebetaling"
    VOLUME = "maengde"


class GainKind(StrEnum):
    """What kind of gain a line is; freed time and saved money are never added."""

    TIME = "tid"
    MONEY = "penge"
    QUALITY = "kvalitet"
    WORKING_ENVIRONMENT = "arbejdsmiljoe"
    SOCIETY = "samfund"


class Payer(StrEnum):
    """Who pays or gains."""

    MUNICIPALITY = "kommune"
    REGION = "region"
    STATE = "stat"
    CITIZEN = "borger"


@dataclass(frozen=True)
class Line:
    """One figure of a business case: `value`, or `low`–`high`, in `unit` at the prices of `price_year`."""

    id: str
    label: str
    entry: Entry
    art: Art
    source: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    denominator: str | None = None
    gain_kind: GainKind | None = None
    cashable: Realised | None = None
    realised_in_budget: Realised | None = None
    owner: str | None = None
    starts_month: int | None = None
    payer: Payer | None = None
    municipality: str | None = None
    price_year: int | None = None
    period: str | None = None
    calculated_by: str | None = None
    method: str | None = None
    reservation: str | None = None


class LineSchema(RecordSchema):
    """The file format of a line in a business case."""

    record = Line
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    label = line(N_("Hvad"), N_("Hvad dækker beløbet eller tallet?"), required=True)
    entry = Choice(
        Entry,
        N_("Post"),
        N_(
            "investering, drift, enhedspris, aarsvaerk, timeloen, tilskud, gevinst, netto, "
            "tilbagebetaling eller maengde."
        ),
        required=True,
    )
    art = Choice(Art, N_("Art"), N_("Hvordan er tallet blevet til?"), required=True)
    source = Slug(N_("Kilde"), N_("Id på kilden til tallet."), required=True, of="source")
    value = Number(N_("Tal"), N_("Tallet i den enhed, der står under Enhed."))
    low = Number(N_("Lavest"), N_("Laveste tal i et interval."))
    high = Number(N_("Højest"), N_("Højeste tal i et interval."))
    qualifier = Choice(
        Qualifier, N_("Forbehold ved tallet"), N_("ca, knap, under, over, mindst eller hoejst.")
    )
    unit = term("unit", N_("Enhed"), N_("Term fra ordlisten unit, fx kr, mio-kr, aarsvaerk."), required=True)
    denominator = line(N_("Pr."), N_("Tallet gælder pr. hvad? Fx pr. borger om året."))
    gain_kind = Choice(
        GainKind, N_("Slags gevinst"), N_("tid, penge, kvalitet, arbejdsmiljoe eller samfund.")
    )
    cashable = Choice(Realised, N_("Kan tages ud i penge"), N_("ja, delvis eller nej."))
    realised_in_budget = Choice(Realised, N_("Taget ud af budgettet"), N_("ja, delvis eller nej."))
    owner = line(N_("Gevinstejer"), N_("Hvem har ansvar for gevinsten? En rolle, aldrig et navn."))
    starts_month = Whole(N_("Begynder i måned"), N_("Måned efter start, hvor posten begynder."), high=600)
    payer = Choice(Payer, N_("Hvem betaler eller får"), N_("kommune, region, stat eller borger."))
    municipality = Slug(N_("Kommune"), N_("Udfyldes, når tallet kun gælder én kommune."), of="municipality")
    price_year = Whole(N_("Prisniveau"), N_("Hvilket års priser?"), low=1990, high=2100)
    period = line(N_("Periode"), N_("Hvornår gælder tallet?"), longest=120)
    calculated_by = line(N_("Beregnet af"), N_("Hvem har regnet?"))
    method = line(N_("Metode"), N_("Hvordan er det regnet?"), longest=600)
    reservation = line(N_("Forbehold"), N_("Hvad skal læseren vide, før tallet bruges?"), longest=600)

    @validates_schema
    def check_numbers(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse a line without a number."""
        if all(data.get(name) is None for name in ("value", "low", "high")):
            raise ValidationError(N_("Skriv et tal, eller udelad linjen."), "value")
        if data.get("low") is not None and data.get("high") is not None and data["low"] > data["high"]:
            raise ValidationError(N_("Det laveste tal er større end det højeste."), "low")


@dataclass(frozen=True)
class BusinessCase:
    """A business case as reported: who made it, on what assumptions, and its lines."""

    lines: tuple[Line, ...] = ()
    price_year: int | None = None
    horizon_years: int | None = None
    discount_rate_percent: Decimal | None = None
    baseline: str | None = None
    volume_unit: str | None = None
    volume: Decimal | None = None
    volume_source: str | None = None
    assumptions: str | None = None
    conclusion: str | None = None


class BusinessCaseSchema(RecordSchema):
    """The file format of a business case."""

    record = BusinessCase
    lines = parts(LineSchema, N_("Poster"), N_("Én linje pr. tal, hver med sin kilde."), most=60)
    price_year = Whole(N_("Prisniveau"), N_("Hvilket års priser?"), low=1990, high=2100)
    horizon_years = Whole(N_("Horisont i år"), N_("Hvor mange år regner kilden over?"), low=1, high=60)
    discount_rate_percent = Number(
        N_("Diskonteringsrente i pct."), N_("Hvis kilden bruger en."), low=0, high=30
    )
    baseline = Text(N_("Udgangspunkt"), N_("Hvad sammenligner kilden med?"))
    volume_unit = line(N_("Enhed for mængde"), N_("Hvad tælles? Fx borgere eller besøg om ugen."), longest=80)
    volume = Number(N_("Mængde"), N_("Hvor mange regner kilden med?"), low=0)
    volume_source = Slug(N_("Kilde til mængden"), N_("Id på kilden."), of="source")
    assumptions = Text(N_("Forudsætninger"), N_("Hvad hviler beregningen på?"))
    conclusion = Text(N_("Konklusion"), N_("Hvad konkluderer kilden selv?"))
