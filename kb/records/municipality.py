"""Who a municipality is: names, region, type, the figures that describe it, and whom to write to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kb.records.base import RecordSchema
from kb.records.fields import Day, Mailbox, Number, Slug, Text, Whole, line, term
from kb.records.lists import Figures, Part, lines, parts, terms
from kb.records.marks import N_
from kb.records.source import Source, SourceSchema


@dataclass(frozen=True)
class Figure:
    """One figure about a municipality, in the unit that the vocabulary `figure` names."""

    value: Decimal
    year: str
    source: str


class FigureSchema(RecordSchema):
    """The file format of a municipality's figure."""

    record = Figure
    value = Number(N_("Tal"), N_("Værdien i den enhed, ordlisten figure nævner."), required=True)
    year = Day(N_("År"), N_("Hvilket år eller hvilken dag gælder tallet?"), required=True)
    source = Slug(N_("Kilde"), N_("Id på en kilde i filen sources.yaml."), required=True, of="source")


@dataclass(frozen=True)
class Region:
    """The region that a municipality lies in, for as long as it does."""

    name: str
    code: str | None = None
    start: str | None = None
    end: str | None = None


class RegionSchema(RecordSchema):
    """The file format of a region membership."""

    record = Region
    name = line(N_("Region"), N_("Regionens navn."), required=True)
    code = line(N_("Regionskode"), N_("Fire cifre i anførselstegn."))
    start = Day(N_("Fra"), N_("Første dag i regionen, hvis den kendes."))
    end = Day(N_("Til"), N_("Sidste dag i regionen."))


@dataclass(frozen=True)
class Tile:
    """Where a municipality stands on the tile map, in columns and rows from the north-west corner."""

    column: int
    row: int


class TileSchema(RecordSchema):
    """The file format of a place on the tile map."""

    record = Tile
    column = Whole(N_("Kolonne"), N_("Talt fra vest."), required=True, high=40)
    row = Whole(N_("Række"), N_("Talt fra nord."), required=True, high=40)


@dataclass(frozen=True)
class Municipality:
    """One of the 98 Danish municipalities."""

    id: str
    code: str
    name: str
    official_name: str
    type: str
    regions: tuple[Region, ...] = ()
    tile: Tile | None = None
    neighbours: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    looking_for: tuple[str, ...] = ()
    contact: str | None = None
    note: str | None = None
    sources: tuple[Source, ...] = ()

    def region_at(self, day: str) -> Region | None:
        """Find the region on a day, written as an ISO date."""
        lasting = (r for r in self.regions if (r.start or "") <= day <= (r.end or "9999"))
        return next(lasting, None)


class MunicipalitySchema(RecordSchema):
    """The file format of `municipalities/<id>.yaml`; the file's name is the id."""

    record = Municipality
    id = Slug(N_("Id"), N_("Filens navn."), required=True)
    code = line(N_("Kommunekode"), N_('Fire cifre i anførselstegn, fx "0630".'), required=True, longest=4)
    name = line(N_("Navn"), N_("Som Danmarks Statistik skriver det."), required=True)
    official_name = line(N_("Officielt navn"), N_("Fx Vejle Kommune."), required=True)
    type = term(
        "municipality-type", N_("Kommunetype"), N_("Danmarks Statistiks kommunegruppe."), required=True
    )
    regions = parts(RegionSchema, N_("Regioner"), N_("Med datoer, når regionen skifter."), most=5)
    tile = Part(TileSchema, N_("Felt på kortet"), N_("Plads på feltkortet; to kommuner må ikke dele plads."))
    neighbours = lines(N_("Naboer over land"), N_("Kommunekoder."), longest=4)
    figures = Figures(FigureSchema, N_("Nøgletal"), N_("Hvert tal med år og kilde."), of="vocabulary:figure")
    systems = terms("system", N_("Systemer"), N_("Fagsystemer, kommunen bruger."))
    looking_for = lines(N_("Leder efter"), N_("Hvad vil kommunen gerne høre om?"))
    contact = Mailbox(N_("Kontakt"), N_("Funktionspostkasse, aldrig en persons adresse."))
    note = Text(N_("Note"), N_("Andet, læseren skal vide."))
    sources = parts(SourceSchema, N_("Kilder"), N_("Kilder, der kun gælder denne kommune."))
