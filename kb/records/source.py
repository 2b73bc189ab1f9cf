"""Where a fact comes from: title, publisher, address, and who had an interest in it."""

from dataclasses import dataclass
from enum import StrEnum

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Flag, Slug, Url, Whole, line
from kb.records.marks import N_


class Origin(StrEnum):
    """Who speaks in a source; the grades read this and nothing else."""

    MUNICIPALITY = "municipality"
    PROJECT = "project"
    EVALUATION = "evaluation"
    ASSOCIATION = "association"
    AUTHORITY = "authority"
    RESEARCH = "research"
    PRESS = "press"
    SUPPLIER = "supplier"
    CONFERENCE = "conference"


class Read(StrEnum):
    """How much of a source the editors have read."""

    FULL = "full"
    EXCERPT = "excerpt"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Source:
    """One published text that a record rests on."""

    id: str
    title: str
    publisher: str | None = None
    year: int | None = None
    published: str | None = None
    url: str | None = None
    archived_url: str | None = None
    page: str | None = None
    origin: Origin | None = None
    kind: str | None = None
    read: Read = Read.EXCERPT
    interest: str | None = None
    quotes_municipality: bool | None = None
    retrieved: str | None = None
    note: str | None = None


class SourceSchema(RecordSchema):
    """The file format of a source."""

    record = Source
    id = Slug(N_("Id"), N_("Kort id, som tallene peger på, fx kl-viborg-2022."), required=True)
    title = line(N_("Titel"), N_("Titlen, som den står i kilden."), required=True)
    publisher = line(N_("Udgiver"), N_("Hvem har udgivet teksten?"))
    year = Whole(N_("År"), N_("Udgivelsesår. Udelad det, hvis kilden ikke siger det."), low=1900, high=2100)
    published = Day(N_("Udgivet"), N_("Udgivelsesdato, så langt den kendes."))
    url = Url(N_("Adresse"), N_("Hvor kan man læse kilden?"))
    archived_url = Url(N_("Arkiveret adresse"), N_("En gemt udgave, hvis siden forsvinder."))
    page = line(N_("Side"), N_("Sidetal eller afsnit."))
    origin = Choice(Origin, N_("Ophav"), N_("Hvem taler i kilden? Graden læser dette felt."))
    kind = line(N_("Kildetype"), N_("Kildens art med egne ord, fx casebeskrivelse eller lokalavis."))
    read = Choice(
        Read,
        N_("Læst"),
        N_("full = hele kilden, excerpt = et uddrag, not_found = ikke fundet igen."),
        default=Read.EXCERPT,
    )
    interest = line(N_("Interesse"), N_("Har afsenderen en interesse i tallet, fx som leverandør?"))
    quotes_municipality = Flag(
        N_("Citerer kommunen"), N_("Gengiver pressen kommunens egne ord eller papirer?")
    )
    retrieved = Day(N_("Hentet"), N_("Hvornår er kilden læst?"))
    note = line(N_("Note"), N_("Andet, læseren skal vide om kilden."), longest=1000)
