"""Which authorities other than Danish municipalities have tried something, and which projects they shared."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Slug, Text, Url, line
from kb.records.lists import parts, slugs
from kb.records.marks import N_
from kb.records.source import Source, SourceSchema


class Country(StrEnum):
    """The country of an experience."""

    DENMARK = "DK"
    SWEDEN = "SE"
    NORWAY = "NO"
    FINLAND = "FI"


class AuthorityKind(StrEnum):
    """What kind of authority has the experience."""

    MUNICIPALITY = "kommune"
    REGION = "region"
    STATE = "stat"
    OTHER = "anden"


@dataclass(frozen=True)
class Authority:
    """A region, a state body or a foreign municipality."""

    id: str
    name: str
    kind: AuthorityKind
    country: Country
    url: str | None = None
    note: str | None = None


class AuthoritySchema(RecordSchema):
    """The file format of `authorities/<id>.yaml`."""

    record = Authority
    id = Slug(N_("Id"), N_("Filens navn."), required=True)
    name = line(N_("Navn"), N_("Myndighedens navn."), required=True)
    kind = Choice(
        AuthorityKind, N_("Slags myndighed"), N_("kommune, region, stat eller anden."), required=True
    )
    country = Choice(Country, N_("Land"), N_("DK, SE, NO eller FI."), required=True)
    url = Url(N_("Adresse"), N_("Myndighedens hjemmeside."))
    note = Text(N_("Note"), N_("Andet, læseren skal vide."))


@dataclass(frozen=True)
class Project:
    """A project that several municipalities shared; it counts once, however many took part."""

    id: str
    title: str
    municipalities: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    description: str | None = None
    sources: tuple[Source, ...] = ()


class ProjectSchema(RecordSchema):
    """The file format of `projects/<id>.yaml`."""

    record = Project
    id = Slug(N_("Id"), N_("Filens navn."), required=True)
    title = line(N_("Titel"), N_("Projektets navn."), required=True)
    municipalities = slugs("municipality", N_("Kommuner"), N_("De kommuner, der deltog."))
    start = Day(N_("Fra"), N_("Hvornår begyndte projektet?"))
    end = Day(N_("Til"), N_("Hvornår sluttede det?"))
    description = Text(N_("Beskrivelse"), N_("Hvad gik projektet ud på?"))
    sources = parts(SourceSchema, N_("Kilder"), N_("Hvor er projektet beskrevet?"))
