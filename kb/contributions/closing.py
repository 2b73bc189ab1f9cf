"""What closing a call changes in its file: the day, and what came of it; pure."""

from dataclasses import replace

from kb.accounts.refused import Refused
from kb.contributions.changed_record import changed_piece, published_record
from kb.contributions.plain_fields import PlainField
from kb.contributions.proposal import Given, Proposal, refusable
from kb.contributions.sentence import Sentence
from kb.contributions.typed_record import read_record
from kb.contributions.vouching import said_on
from kb.records.call import Call, Closing, ClosingSchema
from kb.records.marks import N_

SCHEMA = ClosingSchema()
FIELDS = (
    PlainField(
        "reason",
        N_("Hvad kom der ud af den?"),
        N_("Skriv, om I fandt nogen, og hvad I gjorde sammen. Fandt I ingen, så skriv det."),
        longest=600,
    ),
)
CLOSES = N_("Lukker efterlysningen »%(title)s«. Siden bliver stående med det, der kom ud af den.")
NO_CALL = N_("Efterlysningen findes ikke længere.")
CLOSED_ALREADY = N_("Efterlysningen er allerede lukket.")
NOT_YOURS = N_("Efterlysningen er ikke jeres kommunes, så I kan ikke lukke den.")


@refusable
def propose_closing(given: Given) -> Proposal:
    """Propose a call that its municipality closes, with what came of it."""
    call = own_call(given)
    found = read_record(SCHEMA, given.typed, {"date": said_on(given)})
    if found.record is None:
        return Proposal(faults=found.faults)
    closed: Closing = found.record
    piece = changed_piece(given, given.about.path, replace(call, closed=closed))
    return Proposal((piece,), found.faults, (Sentence(CLOSES, {"title": call.title}),))


def own_call(given: Given) -> Call:
    """Read the call as it is published now; refuse one that is gone, closed or another municipality's."""
    call = published_record(given, given.about.path)
    if not isinstance(call, Call):
        raise Refused(NO_CALL)
    if not call.is_open:
        raise Refused(CLOSED_ALREADY)
    if call.municipality != given.municipality:
        raise Refused(NOT_YOURS)
    return call
