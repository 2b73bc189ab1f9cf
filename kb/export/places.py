"""The tables of places: municipalities with their figures, other authorities, shared projects."""

from collections.abc import Iterator, Mapping
from typing import Any

from kb.catalogue import Catalogue
from kb.export.columns import Column, Kind, columns_of, reader_of
from kb.export.holdings import Holdings
from kb.export.parts import POSITION, SOLUTION, references_of
from kb.export.records import REF
from kb.export.table import Reference, Row, Table
from kb.records.authority import AuthoritySchema, ProjectSchema
from kb.records.base import RecordSchema
from kb.records.call import CallSchema
from kb.records.marks import N_
from kb.records.municipality import FigureSchema, Municipality, MunicipalitySchema, RegionSchema

MUNICIPALITY = Column(
    "municipality", Kind.TEXT, N_("Kommune"), N_("Kommunens id."), "id", "municipality", required=True
)
FIGURE = Column(
    "figure", Kind.TEXT, N_("Nøgletal"), N_("Nøgletallets id."), "", "vocabulary:figure", required=True
)
TO_MUNICIPALITY = Reference("municipality", "municipalities", "municipality")
FIGURES = columns_of(FigureSchema())
REGIONS = columns_of(RegionSchema())


def table_of_records(
    name: str, key: Column, schema: type[RecordSchema], texts: tuple[str, str], held: str
) -> Table:
    """Make the table of records that a catalogue holds; `texts` are title and description."""
    columns = (key, *columns_of(schema(), without=("id",)))
    readers = [reader_of(column) for column in columns]

    def rows(holdings: Holdings) -> Iterator[Row]:
        records: Mapping[str, Any] = getattr(holdings.catalogue, held)
        return (tuple(read(records[one]) for read in readers) for one in sorted(records))

    to_places = tuple(one for one in references_of(columns[1:]) if one.table == "municipalities")
    return Table(name, *texts, (key.name,), columns, rows, to_places)


def figure_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each figure of each municipality, with its year and source."""
    for place in _municipalities(holdings.catalogue):
        for figure_id, figure in sorted(place.figures.items()):
            yield place.id, figure_id, figure.value, figure.year, _source_key(place, figure.source)


def _source_key(place: Municipality, source_id: str) -> str:
    own = any(source.id == source_id for source in place.sources)
    return f"municipalities/{place.id}.yaml#{source_id}" if own else f"sources.yaml#{source_id}"


def region_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each region that a municipality belongs or has belonged to, with dates."""
    readers = [reader_of(column) for column in REGIONS]
    for place in _municipalities(holdings.catalogue):
        for region in place.regions:
            yield (place.id, *(read(region) for read in readers))


def participation_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each municipality that takes part in a report."""
    for _, report in holdings.reports():
        for place_id in report.municipalities:
            yield report.ref, report.solution, place_id


def neighbour_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each two municipalities that meet on land, by the code of the neighbour."""
    return ((place.id, code) for place in _municipalities(holdings.catalogue) for code in place.neighbours)


def wanted_rows(holdings: Holdings) -> Iterator[Row]:
    """Give a row for each thing that a municipality looks for."""
    for place in _municipalities(holdings.catalogue):
        for position, text in enumerate(place.looking_for, 1):
            yield place.id, position, text


def _municipalities(catalogue: Catalogue) -> Iterator[Municipality]:
    return (catalogue.municipalities[place_id] for place_id in sorted(catalogue.municipalities))


MUNICIPALITIES = table_of_records(
    "municipalities",
    MUNICIPALITY,
    MunicipalitySchema,
    (N_("Kommuner"), N_("De 98 kommuner. Kommunekoden er tekst på fire cifre.")),
    "municipalities",
)
MUNICIPALITY_FIGURES = Table(
    "municipality_figures",
    N_("Kommunernes nøgletal"),
    N_("Hvert nøgletal med år og kilde."),
    ("municipality", "figure"),
    (MUNICIPALITY, FIGURE, *FIGURES),
    figure_rows,
    (TO_MUNICIPALITY, Reference("source", "sources", "source")),
)
MUNICIPALITY_REGIONS = Table(
    "municipality_regions",
    N_("Kommunernes regioner"),
    N_("Hvilken region en kommune hører til, med datoer."),
    ("municipality", "name"),
    (MUNICIPALITY, *REGIONS),
    region_rows,
    (TO_MUNICIPALITY,),
)
PARTICIPATIONS = Table(
    "report_municipalities",
    N_("Hvem har prøvet"),
    N_("En række for hver kommune i hver erfaring, så de to tabeller kan lægges sammen."),
    ("report", "municipality"),
    (REF, SOLUTION, MUNICIPALITY),
    participation_rows,
    (
        Reference("report", "reports", "report"),
        Reference("solution", "solutions", "solution"),
        TO_MUNICIPALITY,
    ),
)
NEIGHBOURS = Table(
    "municipality_neighbours",
    N_("Kommunernes naboer"),
    N_("Kommuner, der mødes på land."),
    ("municipality", "neighbour_code"),
    (
        MUNICIPALITY,
        Column(
            "neighbour_code", Kind.TEXT, N_("Naboens kode"), N_("Kommunekode, fire cifre."), required=True
        ),
    ),
    neighbour_rows,
    (TO_MUNICIPALITY,),
)
WANTED = Table(
    "municipality_wishes",
    N_("Kommunerne leder efter"),
    N_("Det, en kommune gerne vil høre om."),
    ("municipality", "position"),
    (
        MUNICIPALITY,
        POSITION,
        Column("text", Kind.TEXT, N_("Tekst"), N_("Med kommunens ord."), required=True),
    ),
    wanted_rows,
    (TO_MUNICIPALITY,),
)
AUTHORITIES = table_of_records(
    "authorities",
    Column("authority", Kind.TEXT, N_("Myndighed"), N_("Myndighedens id."), "id", required=True),
    AuthoritySchema,
    (N_("Andre myndigheder"), N_("Regioner, statslige og udenlandske myndigheder.")),
    "authorities",
)
PROJECTS = table_of_records(
    "projects",
    Column("project", Kind.TEXT, N_("Projekt"), N_("Projektets id."), "id", required=True),
    ProjectSchema,
    (N_("Projekter"), N_("Projekter, som flere kommuner er fælles om.")),
    "projects",
)
CALLS = table_of_records(
    "calls",
    Column("call", Kind.TEXT, N_("Efterlysning"), N_("Efterlysningens id."), "id", required=True),
    CallSchema,
    (N_("Efterlysninger"), N_("Kommuner, der søger andre at prøve noget sammen med.")),
    "calls",
)
TABLES = (
    MUNICIPALITIES,
    MUNICIPALITY_FIGURES,
    MUNICIPALITY_REGIONS,
    NEIGHBOURS,
    WANTED,
    PARTICIPATIONS,
    AUTHORITIES,
    PROJECTS,
    CALLS,
)
