"""Under which conditions it was tried: adaptations, risks, product, staffing, complexity, price."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Number, Slug, Text, Whole, line
from kb.records.marks import N_


class Change(StrEnum):
    """What a municipality did with a core element."""

    KEPT = "beholdt"
    CHANGED = "aendret"
    DROPPED = "udeladt"


class Operation(StrEnum):
    """Who runs the service."""

    OWN = "egen"
    PRIVATE = "privat"
    MIXED = "blandet"


class Procurement(StrEnum):
    """How the product was bought."""

    FRAMEWORK = "rammeaftale"
    TENDER = "udbud"
    OWN = "egen-udvikling"
    JOINT = "faelles-indkoeb"
    DIRECT = "direkte-koeb"


class Level(StrEnum):
    """How complex a domain is (NASSS: simple, complicated, complex)."""

    SIMPLE = "enkel"
    COMPLICATED = "sammensat"
    COMPLEX = "kompleks"


@dataclass(frozen=True)
class Adaptation:
    """What a municipality kept, changed or dropped of a core element, and why."""

    id: str
    description: str
    element: str | None = None
    change: Change | None = None
    reason: str | None = None
    municipality: str | None = None
    source: str | None = None


class AdaptationSchema(RecordSchema):
    """The file format of a local adaptation."""

    record = Adaptation
    id = Slug(N_("Id"), N_("Kort id, entydigt i filen."), required=True)
    description = Text(N_("Tilpasning"), N_("Hvad gjorde kommunen anderledes?"), required=True)
    element = Slug(N_("Kerneelement"), N_("Id på løsningens kerneelement."), of="core_element")
    change = Choice(Change, N_("Ændring"), N_("beholdt, aendret eller udeladt."))
    reason = Text(N_("Hvorfor"), N_("Hvorfor blev det tilpasset?"))
    municipality = Slug(N_("Kommune"), N_("Udfyldes, når det kun gælder én kommune."), of="municipality")
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class RiskEvent:
    """A risk that happened here; `risk` points to the solution's own risk where there is one."""

    description: str
    risk: str | None = None
    source: str | None = None


class RiskEventSchema(RecordSchema):
    """The file format of a risk that happened."""

    record = RiskEvent
    description = Text(N_("Hvad skete"), N_("Hvad gik galt?"), required=True)
    risk = Slug(N_("Risiko"), N_("Id på løsningens risiko."), of="risk")
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Product:
    """A product with its supplier, version and number in the assistive-technology database (HMI)."""

    name: str
    supplier: str | None = None
    version: str | None = None
    hmi: str | None = None
    source: str | None = None


class ProductSchema(RecordSchema):
    """The file format of a product."""

    record = Product
    name = line(N_("Produkt"), N_("Produktets navn."), required=True, longest=120)
    supplier = line(N_("Leverandør"), N_("Hvem leverer det?"), longest=120)
    version = line(N_("Version"), N_("Hvis kilden nævner den."), longest=60)
    hmi = line(N_("HMI-nr."), N_("Nummer i Hjælpemiddelbasen."), longest=12)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class BuildsOn:
    """Another's experience that this one copied: a report (`solution/report`) or words."""

    description: str
    report: str | None = None
    source: str | None = None


class BuildsOnSchema(RecordSchema):
    """The file format of a reuse of another's experience."""

    record = BuildsOn
    description = Text(N_("Bygger på"), N_("Hvis erfaring er genbrugt, og hvad blev ændret?"), required=True)
    report = line(N_("Erfaring"), N_("løsningens id/erfaringens id, hvis den står i banken."), longest=170)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")


@dataclass(frozen=True)
class Staffing:
    """Who carried it: full-time equivalents and months until it was in operation."""

    fte: Decimal | None = None
    months: int | None = None
    words: str | None = None


class StaffingSchema(RecordSchema):
    """The file format of staffing."""

    record = Staffing
    fte = Number(N_("Årsværk"), N_("Hvor mange årsværk?"), low=0, high=10_000)
    months = Whole(N_("Måneder til drift"), N_("Hvor lang tid gik der?"), high=600)
    words = Text(N_("Bemanding i ord"), N_("Hvem bar projektet?"), longest=600)


@dataclass(frozen=True)
class Complexity:
    """The seven domains of NASSS, each simple, complicated or complex."""

    condition: Level | None = None
    technology: Level | None = None
    value: Level | None = None
    adopters: Level | None = None
    organisation: Level | None = None
    wider_system: Level | None = None
    adaptation_over_time: Level | None = None


class ComplexitySchema(RecordSchema):
    """The file format of complexity."""

    record = Complexity
    condition = Choice(Level, N_("Tilstand"), N_("enkel, sammensat eller kompleks."))
    technology = Choice(Level, N_("Teknologi"), N_("enkel, sammensat eller kompleks."))
    value = Choice(Level, N_("Værdi"), N_("enkel, sammensat eller kompleks."))
    adopters = Choice(Level, N_("Brugere"), N_("enkel, sammensat eller kompleks."))
    organisation = Choice(Level, N_("Organisation"), N_("enkel, sammensat eller kompleks."))
    wider_system = Choice(Level, N_("Omverden"), N_("enkel, sammensat eller kompleks."))
    adaptation_over_time = Choice(Level, N_("Udvikling over tid"), N_("enkel, sammensat eller kompleks."))


@dataclass(frozen=True)
class Price:
    """What one unit cost: `amount` kroner per `unit` at the prices of `year`."""

    amount: Decimal
    unit: str
    year: int | None = None
    source: str | None = None


class PriceSchema(RecordSchema):
    """The file format of a price."""

    record = Price
    amount = Number(N_("Beløb i kr."), N_("Prisen i kroner."), required=True)
    unit = line(N_("Pr."), N_("Pr. hvad? Fx pr. skærm om måneden."), required=True, longest=80)
    year = Whole(N_("År"), N_("Hvilket års pris?"), low=1990, high=2100)
    source = Slug(N_("Kilde"), N_("Id på kilden."), of="source")
