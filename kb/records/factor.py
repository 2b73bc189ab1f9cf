"""Which conditions decide whether something that worked elsewhere may work here: the factors.

The same list serves the report form, which asks for them, and the reader's page, which compares them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import ValidationError, validates_schema

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Flag, Number, Slug, Text, Whole, line
from kb.records.lists import Part, lines, parts, terms
from kb.records.marks import N_

HEAVIEST = 10


class FactorGroup(StrEnum):
    """What a factor is about (PIET-T): those it is for, the solution, the setting, how it is introduced."""

    POPULATION = "befolkning"
    SOLUTION = "loesning"
    SETTING = "omgivelser"
    INTRODUCTION = "indfoerelse"


class FactorKind(StrEnum):
    """How a factor is compared: within a range, equal to one of them, or shown and never sorted."""

    NUMBER = "tal"
    CATEGORY = "kategori"
    YES_NO = "ja-nej"
    TEXT = "tekst"


@dataclass(frozen=True)
class Weight:
    """How much a figure weighs in the likeness of municipalities; `is_log` compares its logarithm."""

    weight: Decimal
    is_log: bool | None = None


class WeightSchema(RecordSchema):
    """The file format of a weight in the likeness of municipalities."""

    record = Weight
    weight = Number(N_("Vægt"), N_("Fra 0 til 10; 1 er almindeligt."), required=True, low=0, high=HEAVIEST)
    is_log = Flag(N_("Logaritme"), N_("true, når tallet spænder fra meget lille til meget stort."))


@dataclass(frozen=True)
class Factor:
    """One condition, where mine and theirs are read from, and what to ask when one of them is missing.

    `report_field` and the other fields are dotted paths into a record, such as `scale.units`; with
    `share_of` the number is the per cent that `report_field` is of it. A factor with `ask_da` is asked
    of the reader.
    """

    id: str
    group: FactorGroup
    kind: FactorKind
    da: str
    en: str
    importance: int
    unit_da: str | None = None
    unit_en: str | None = None
    figure: str | None = None
    municipality_field: str | None = None
    report_field: str | None = None
    share_of: str | None = None
    solution_field: str | None = None
    scales_with_population: bool | None = None
    likeness: Weight | None = None
    ask_da: str | None = None
    ask_en: str | None = None
    question_da: str | None = None
    question_en: str | None = None
    first_step_da: tuple[str, ...] = ()
    first_step_en: tuple[str, ...] = ()


class FactorSchema(RecordSchema):
    """The file format of a factor."""

    record = Factor
    id = Slug(N_("Id"), N_("Faktorens id; det ændres aldrig."), required=True)
    group = Choice(
        FactorGroup,
        N_("Gruppe"),
        N_("befolkning, loesning, omgivelser eller indfoerelse."),
        required=True,
    )
    kind = Choice(
        FactorKind,
        N_("Slags"),
        N_("tal sammenlignes med et spænd, kategori og ja-nej med de andres svar; tekst vises kun."),
        required=True,
    )
    da = line(N_("Dansk"), N_("Faktorens navn på dansk."), required=True, longest=120)
    en = line(N_("Engelsk"), N_("Faktorens navn på engelsk."), required=True, longest=120)
    importance = Whole(
        N_("Vigtighed"),
        N_("3 er vigtigst. Det vigtigste, ingen ved, giver første skridt."),
        required=True,
        low=1,
        high=3,
    )
    unit_da = line(N_("Enhed, dansk"), N_("Fx %, km eller timer."), longest=40)
    unit_en = line(N_("Enhed, engelsk"), N_("Det samme på engelsk."), longest=40)
    figure = Slug(N_("Nøgletal"), N_("Kommunens nøgletal."), of="vocabulary:figure")
    municipality_field = line(N_("Felt hos kommunen"), N_("Fx type."), longest=80)
    report_field = line(N_("Felt i erfaringen"), N_("Fx scale.units."), longest=80)
    share_of = line(
        N_("Andel af"), N_("Feltet, som tallet er en procentdel af, fx funnel.offered."), longest=80
    )
    solution_field = line(N_("Felt hos løsningen"), N_("Fx legal_bases."), longest=80)
    scales_with_population = Flag(
        N_("Følger befolkningen"), N_("true, når tallet kan regnes om efter løsningens befolkningsgrundlag.")
    )
    likeness = Part(WeightSchema, N_("I lighed"), N_("Udelad, når faktoren ikke indgår i lighed."))
    ask_da = line(N_("Spørg læseren, dansk"), N_("Udelad, når læseren ikke kan svare."))
    ask_en = line(N_("Spørg læseren, engelsk"), N_("Samme spørgsmål på engelsk."))
    question_da = line(N_("Spørg de andre, dansk"), N_("Hvad skal man spørge dem om, der har prøvet?"))
    question_en = line(N_("Spørg de andre, engelsk"), N_("Samme spørgsmål på engelsk."))
    first_step_da = lines(
        N_("Første skridt, dansk"), N_("Den mindste prøve, der giver svaret, trin for trin."), most=5
    )
    first_step_en = lines(N_("Første skridt, engelsk"), N_("De samme trin på engelsk."), most=5)


@dataclass(frozen=True)
class FactorWeight:
    """The weight of one factor in a weight set."""

    factor: str
    weight: Decimal


class FactorWeightSchema(RecordSchema):
    """The file format of a factor's weight in a weight set."""

    record = FactorWeight
    factor = Slug(N_("Faktor"), N_("Id på en faktor, der indgår i lighed."), required=True, of="factor")
    weight = Number(N_("Vægt"), N_("Fra 0 til 10; 1 er almindeligt."), required=True, low=0, high=HEAVIEST)


@dataclass(frozen=True)
class WeightSet:
    """Other weights for the solutions of some areas; a factor that is not named keeps its own."""

    id: str
    da: str
    en: str
    areas: tuple[str, ...]
    weights: tuple[FactorWeight, ...]
    reason_da: str | None = None
    reason_en: str | None = None


class WeightSetSchema(RecordSchema):
    """The file format of a weight set."""

    record = WeightSet
    id = Slug(N_("Id"), N_("Vægtsættets id; det ændres aldrig."), required=True)
    da = line(N_("Dansk"), N_("Vægtsættets navn på dansk."), required=True, longest=120)
    en = line(N_("Engelsk"), N_("Vægtsættets navn på engelsk."), required=True, longest=120)
    areas = terms("area", N_("Områder"), N_("De forvaltningsområder, sættet er til."))
    weights = parts(
        FactorWeightSchema, N_("Vægte"), N_("De faktorer, der vejer anderledes."), required=True, most=30
    )
    reason_da = Text(N_("Begrundelse, dansk"), N_("Hvorfor vejer de anderledes?"), longest=600)
    reason_en = Text(N_("Begrundelse, engelsk"), N_("Samme begrundelse på engelsk."), longest=600)


@dataclass(frozen=True)
class FactorList:
    """The factors in the order in which they are shown, and the weight sets."""

    factors: tuple[Factor, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()


class FactorListSchema(RecordSchema):
    """The file format of `factors.yaml`."""

    record = FactorList
    factors = parts(FactorSchema, N_("Faktorer"), N_("I den rækkefølge, de skal vises."), most=60)
    weight_sets = parts(WeightSetSchema, N_("Vægtsæt"), N_("Andre vægte for nogle områder."), most=20)

    @validates_schema
    def refuse_repeated_ids(self, data: dict[str, Any], **_: Any) -> None:
        """Refuse two factors, or two weight sets, with one id."""
        found = {name: _repeated_ids(data.get(name, ())) for name in ("factors", "weight_sets")}
        if any(found.values()):
            raise ValidationError({name: faults for name, faults in found.items() if faults})


def _repeated_ids(records: Sequence[Any]) -> dict[int, dict[str, list[str]]]:
    ids = [record.id for record in records]
    message = N_("Id'et bruges allerede i filen.")
    return {i: {"id": [message]} for i, record_id in enumerate(ids) if record_id in ids[:i]}
