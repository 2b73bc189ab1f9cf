"""What a call for partners is: who looks for what, to do it together, when, and whom to write to."""

from dataclasses import dataclass

from kb.records.base import RecordSchema
from kb.records.fields import Day, Mailbox, Slug, Text, line
from kb.records.lists import Part, terms
from kb.records.marks import N_


@dataclass(frozen=True)
class Closing:
    """When a call was closed, and what became of it."""

    date: str
    reason: str


class ClosingSchema(RecordSchema):
    """The file format of how a call ended."""

    record = Closing
    date = Day(N_("Dato"), N_("Hvornår blev den lukket?"), required=True)
    reason = Text(N_("Begrundelse"), N_("Hvad kom der ud af den?"), required=True, longest=600)


@dataclass(frozen=True)
class Call:
    """A municipality that looks for others: for their experience, or to try something together."""

    id: str
    title: str
    challenge: str
    municipality: str
    contact: str
    opened: str
    areas: tuple[str, ...] = ()
    solution: str | None = None
    plan: str | None = None
    start: str | None = None
    end: str | None = None
    closed: Closing | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still waits for an answer."""
        return self.closed is None


class CallSchema(RecordSchema):
    """The file format of `calls/<id>.yaml`; the file's name is the id."""

    record = Call
    id = Slug(N_("Id"), N_("Filens navn."), required=True)
    title = line(N_("Titel"), N_("Hvad efterlyser I, i én linje?"), required=True, longest=160)
    challenge = Text(
        N_("Udfordring"),
        N_("Hvad vil I gerne løse, og hvad vil I høre fra andre om?"),
        required=True,
        longest=1500,
    )
    municipality = Slug(N_("Kommune"), N_("Den kommune, der efterlyser."), required=True, of="municipality")
    areas = terms("area", N_("Område"), N_("Forvaltningsområder."), most=6)
    solution = Slug(N_("Løsning"), N_("Hvis det handler om en løsning i banken."), of="solution")
    plan = Text(N_("Det vil I gøre"), N_("Hvad gør I selv, og hvad kan en anden være med til?"), longest=1500)
    start = Day(N_("Fra"), N_("Hvornår vil I begynde?"))
    end = Day(N_("Til"), N_("Hvornår er I færdige?"))
    contact = Mailbox(N_("Kontakt"), N_("Funktionspostkasse, aldrig en persons adresse."), required=True)
    opened = Day(N_("Åbnet"), N_("Hvornår kom efterlysningen i banken?"), required=True)
    closed = Part(ClosingSchema, N_("Lukket"), N_("Efterlysninger slettes aldrig; de lukkes med en grund."))
