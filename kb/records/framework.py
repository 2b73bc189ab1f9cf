"""What a solution rests on and consists of: law, task owner, core elements, risks, things to reuse."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Slug, Text, Url, Whole, line, term
from kb.records.marks import N_


@dataclass(frozen=True)
class LegalBasis:
    """A law that the solution rests on, for as long as it is in force."""

    law: str
    paragraph: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    note: str | None = None
    source: str | None = None


class LegalBasisSchema(RecordSchema):
    """The file format of a legal basis."""

    record = LegalBasis
    law = line(N_("Lov"), N_("Lovens navn, fx serviceloven."), required=True)
    paragraph = line(N_("Paragraf"), N_("Fx § 83 a."), longest=60)
    valid_from = Day(N_("Gælder fra"), N_("Første dag."))
    valid_to = Day(N_("Gælder til"), N_("Sidste dag."))
    note = Text(N_("Note"), N_("Hvad betyder loven for løsningen?"), longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class TaskOwner:
    """Which sector owns the task, for as long as it does."""

    sector: str
    start: str | None = None
    end: str | None = None
    source: str | None = None


class TaskOwnerSchema(RecordSchema):
    """The file format of a task owner."""

    record = TaskOwner
    sector = term("sector", N_("Sektor"), N_("Hvem har opgaven?"), required=True)
    start = Day(N_("Fra"), N_("Første dag."))
    end = Day(N_("Til"), N_("Sidste dag."))
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


class ChangeOf(StrEnum):
    """What a dated change is a change of."""

    LAW = "lov"
    PRODUCT = "produkt"
    PRACTICE = "praksis"


@dataclass(frozen=True)
class DatedChange:
    """A change of law, product or practice since the record was made."""

    date: str
    description: str
    source: str | None = None
    of: ChangeOf | None = None


class DatedChangeSchema(RecordSchema):
    """The file format of a change of law, product or practice."""

    record = DatedChange
    date = Day(N_("Dato"), N_("Hvornår trådte ændringen i kraft?"), required=True)
    of = Choice(ChangeOf, N_("Ændring af"), N_("lov, produkt eller praksis."))
    description = Text(N_("Ændring"), N_("Hvad er ændret?"), required=True, longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Point:
    """A core element or a prerequisite: a sentence with its source."""

    id: str
    description: str
    reason: str | None = None
    source: str | None = None


class PointSchema(RecordSchema):
    """The file format of a core element or a prerequisite."""

    record = Point
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    description = Text(N_("Beskrivelse"), N_("Én sætning."), required=True, longest=600)
    reason = Text(N_("Hvorfor"), N_("Hvorfor er det nødvendigt?"), longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Risk:
    """A risk with probability and consequence from 1 to 5, where a source gives them."""

    id: str
    description: str
    probability: int | None = None
    consequence: int | None = None
    mitigation: str | None = None
    source: str | None = None


class RiskSchema(RecordSchema):
    """The file format of a risk."""

    record = Risk
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    description = Text(N_("Risiko"), N_("Hvad kan gå galt?"), required=True, longest=600)
    probability = Whole(
        N_("Sandsynlighed"), N_("1 (lille) til 5 (stor), kun hvis en kilde siger det."), low=1, high=5
    )
    consequence = Whole(
        N_("Konsekvens"), N_("1 (lille) til 5 (stor), kun hvis en kilde siger det."), low=1, high=5
    )
    mitigation = Text(N_("Modtræk"), N_("Hvad kan man gøre?"), longest=600)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Artefact:
    """Something ready for reuse: an instruction, code, a tender text, training material."""

    id: str
    title: str
    kind: str | None = None
    licence: str | None = None
    url: str | None = None
    source: str | None = None


class ArtefactSchema(RecordSchema):
    """The file format of a reusable artefact."""

    record = Artefact
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    title = line(N_("Titel"), N_("Hvad er det?"), required=True)
    kind = term("artefact", N_("Slags"), N_("Term fra ordlisten artefact."))
    licence = line(N_("Licens"), N_("Må det genbruges frit?"), longest=120)
    url = Url(N_("Adresse"), N_("Hvor kan det hentes?"))
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")
