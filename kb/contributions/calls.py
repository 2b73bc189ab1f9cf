"""What a call for partners becomes: a file of its own; pure."""

from pathlib import PurePosixPath
from typing import Any

from kb.content.checks import check_call
from kb.content.formatting import format_record
from kb.content.layout import Kind
from kb.content.resolving import SCHEMAS, Scope, path_of
from kb.contributions.completing import slug_of, unused
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.proposal import Given, Proposal
from kb.contributions.publication import Piece
from kb.contributions.sentence import Sentence
from kb.contributions.typed_record import read_record
from kb.records.base import LONGEST_SLUG
from kb.records.call import Call
from kb.records.fields import LONGEST_TEXT
from kb.records.marks import N_

SCHEMA = SCHEMAS[Kind.CALL]
FIELDS = (
    PlainField(
        "title", N_("Hvad efterlyser I?"), N_("I én linje, som en anden kommune kan kende sig selv i.")
    ),
    PlainField(
        "challenge",
        N_("Hvad vil I løse, og hvad vil I høre om?"),
        N_("Skriv, hvad der er svært i dag. Skriv ikke noget, der kan udpege en borger."),
        longest=LONGEST_TEXT,
    ),
    PlainField("areas", N_("Hvilket område?")),
    PlainField(
        "solution",
        N_("Handler det om en løsning i banken?"),
        N_("Så står efterlysningen også på løsningens side. Lad det ellers stå tomt."),
    ),
    PlainField(
        "plan",
        N_("Hvad vil I selv gøre?"),
        N_("Og hvad en anden kommune kan være med til. Lad det stå tomt, hvis I kun søger erfaring."),
        longest=LONGEST_TEXT,
    ),
    PlainField("start", N_("Hvornår vil I begynde?"), N_("Fx marts 2027 eller bare 2027.")),
    PlainField("end", N_("Hvornår er I færdige?"), N_("Lad det stå tomt, hvis I ikke ved det.")),
    PlainField(
        "contact",
        N_("Hvem kan man skrive til?"),
        N_("En funktionspostkasse, som er der, også når en kollega er rejst. Aldrig en persons adresse."),
    ),
)
NEW = N_("Lægger en efterlysning i banken: »%(title)s«.")


def propose_call(given: Given) -> Proposal:
    """Propose the file of a new call, opened today by the municipality of the one who wrote it."""
    found = read_record(SCHEMA, given.typed, _given(given))
    if found.record is None:
        return Proposal(faults=found.faults)
    call: Call = found.record
    path = path_of(Kind.CALL, call)
    findings = check_call(Scope(given.catalogue), call)
    faults = found.with_faults((one.field, Fault(one.message, one.hint)) for one in findings)
    piece = Piece(path, format_record(Kind.CALL, call).encode())
    return Proposal((piece,), faults, (Sentence(NEW, {"title": call.title}),))


def _given(given: Given) -> dict[str, Any]:
    known = {"id": PurePosixPath(given.made).stem or _free_id(given), "opened": given.today, "closed": None}
    return known | ({"municipality": given.municipality} if given.municipality else {})


def _free_id(given: Given) -> str:
    """Make an id of the title and the municipality that no call has, in this release or since."""
    title, municipality = ("".join(given.typed.get(name, ())[:1]) for name in ("title", "municipality"))
    slug = slug_of(f"{slug_of(title)}-{given.municipality or municipality}", LONGEST_SLUG) or "efterlysning"
    taken = set(given.catalogue.calls)
    while True:
        found = unused(slug, taken)
        if given.published(f"calls/{found}.yaml") is None:
            return found
        taken.add(found)
