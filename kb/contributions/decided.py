"""What a municipality's decision on the grounds of a page changes in the file of the solution; pure."""

from dataclasses import replace
from typing import Any

from kb.contributions.changed_record import changed_piece
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.proposal import Given, Proposal, refusable
from kb.contributions.remarks import path_of, solution_of
from kb.contributions.sentence import Sentence
from kb.contributions.typed_record import read_record
from kb.records.discussion import Decision, DecisionSchema
from kb.records.fields import LONGEST_TEXT
from kb.records.marks import N_
from kb.records.solution import Solution

SCHEMA = DecisionSchema()
FIELDS = (
    PlainField("date", N_("Hvornår blev det besluttet?"), N_("Fx 1. marts 2027 eller marts 2027.")),
    PlainField(
        "description",
        N_("Hvad blev besluttet?"),
        N_("Én til to sætninger, også når I besluttede at lade være."),
        longest=LONGEST_TEXT,
    ),
)
DECIDES = N_("Skriver på løsningen, at %(who)s har besluttet på dette grundlag, %(date)s.")
KNOWN = N_("Kommunen har allerede en beslutning med den dato.")
TO_COME = N_("Datoen ligger ude i fremtiden. Skriv den dag, det blev besluttet.")
UNKNOWN = N_("Kommunen findes ikke.")


@refusable
def propose_decision(given: Given) -> Proposal:
    """Propose the solution with one more decision, by the municipality of the one who wrote it."""
    solution = solution_of(given)
    known: dict[str, Any] = {"municipality": given.municipality} if given.municipality else {}
    found = read_record(SCHEMA, given.typed, known)
    if found.record is None:
        return Proposal(faults=found.faults)
    decision: Decision = found.record
    changed = replace(solution, decisions=(*solution.decisions, decision))
    who = given.catalogue.place_name(decision.municipality)
    return Proposal(
        (changed_piece(given, path_of(given), changed),),
        found.faults | _wrong(given, solution, decision),
        (Sentence(DECIDES, {"who": who, "date": decision.date}),),
    )


def _wrong(given: Given, solution: Solution, decision: Decision) -> dict[str, tuple[Fault, ...]]:
    if decision.municipality not in given.catalogue.municipalities:
        return {"municipality": (Fault(UNKNOWN),)}
    if decision.date > given.today[: len(decision.date)]:
        return {"date": (Fault(TO_COME),)}
    known = {(one.municipality, one.date) for one in solution.decisions}
    return {"date": (Fault(KNOWN),)} if (decision.municipality, decision.date) in known else {}
