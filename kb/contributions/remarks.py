"""What a question to a figure, and an answer to one, change in the file of the solution; pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kb.accounts.refused import Refused
from kb.catalogue import Catalogue
from kb.content.references import ids_in
from kb.contributions.changed_record import changed_piece, published_record
from kb.contributions.completing import slug_of, unused
from kb.contributions.drafting import Fault
from kb.contributions.plain_fields import PlainField
from kb.contributions.proposal import Given, Proposal, refusable
from kb.contributions.sentence import Sentence
from kb.contributions.typed_record import TypedRecord, read_record
from kb.records.discussion import Remark, RemarkSchema, RemarkState
from kb.records.fields import LONGEST_TEXT
from kb.records.marks import N_
from kb.records.solution import Solution

SCHEMA = RemarkSchema()
FIGURE, QUESTION, REMARK, ANSWER = "figure", "question", "remark", "answer"
# The municipalities that the figure is about: noted when a question begins, and told when it is published.
OWNERS = "owners"
QUESTION_FIELDS = (
    PlainField(
        QUESTION,
        N_("Hvad er I i tvivl om?"),
        N_("Spørg til tallet, ikke til dem, der har skrevet det. Spørgsmålet står ved tallet for alle."),
        longest=LONGEST_TEXT,
    ),
)
ANSWER_FIELDS = (
    PlainField(
        ANSWER,
        N_("Hvad svarer I?"),
        N_("Svaret står ved tallet sammen med spørgsmålet. Er tallet forkert, så skriv også, hvad det er."),
        longest=LONGEST_TEXT,
    ),
)
# What the editors are shown besides.
QUESTION_READ = (
    *QUESTION_FIELDS,
    PlainField(FIGURE, N_("Tallet")),
    PlainField(OWNERS, N_("Kommunen bag tallet")),
)
ANSWER_READ = (*ANSWER_FIELDS, PlainField(REMARK, N_("Spørgsmålet")), PlainField(FIGURE, N_("Tallet")))
ASKS = N_("Stiller et spørgsmål til tallet »%(label)s«: %(question)s")
ANSWERS = N_("Svarer på spørgsmålet til tallet »%(label)s«: %(answer)s")
NO_SOLUTION = N_("Løsningen findes ikke længere.")
NO_FIGURE = N_("Tallet findes ikke længere.")
NO_REMARK = N_("Spørgsmålet findes ikke længere.")
ANSWERED = N_("Spørgsmålet er allerede besvaret.")


@refusable
def propose_question(given: Given) -> Proposal:
    """Propose the solution with one more question, still open."""
    solution = solution_of(given)
    label = label_of(given, typed_one(given, FIGURE))
    found = read_record(SCHEMA, given.typed, _question(given, solution))
    if found.record is None:
        return Proposal(faults=found.faults)
    changed = replace(solution, remarks=(*solution.remarks, found.record))
    said = Sentence(ASKS, {"label": label, "question": found.record.question})
    return _proposal(given, changed, found, said)


@refusable
def propose_answer(given: Given) -> Proposal:
    """Propose the solution with the answer to one of its questions."""
    solution = solution_of(given)
    remark = remark_of(solution, typed_one(given, REMARK))
    label = label_of(given, remark.figure)
    found = read_record(SCHEMA, given.typed, _answer(given, remark))
    if found.record is None or not found.record.answer:
        missing = {} if found.faults else {ANSWER: (Fault(N_("Feltet mangler.")),)}
        return Proposal(faults=found.faults | missing)
    remarks = tuple(found.record if one.id == remark.id else one for one in solution.remarks)
    said = Sentence(ANSWERS, {"label": label, "answer": found.record.answer})
    return _proposal(given, replace(solution, remarks=remarks), found, said)


def owners_of(catalogue: Catalogue, solution_id: str, figure: str) -> tuple[str, ...]:
    """List the municipalities that a figure is about; a figure of the solution itself is about none."""
    found = catalogue.figure(solution_id, figure)
    if found is not None and found.municipality:
        return (found.municipality,)
    report = catalogue.experiences.get(f"{solution_id}/{figure.rpartition('/')[0]}")
    return report.municipalities if found is not None and report else ()


def solution_of(given: Given) -> Solution:
    """Read the solution as it is published now."""
    solution = published_record(given, path_of(given))
    if not isinstance(solution, Solution):
        raise Refused(NO_SOLUTION)
    return solution


def path_of(given: Given) -> str:
    """Tell in which file the solution stands."""
    return f"solutions/{given.about.solution}/solution.yaml"


def label_of(given: Given, figure: str) -> str:
    """Tell what a figure counts."""
    found = given.catalogue.figure(given.about.solution, figure)
    if found is None:
        raise Refused(NO_FIGURE)
    return found.label


def remark_of(solution: Solution, remark_id: str) -> Remark:
    """Find the question that waits for an answer."""
    remark = next((one for one in solution.remarks if one.id == remark_id), None)
    if remark is None:
        raise Refused(NO_REMARK)
    if remark.answer:
        raise Refused(ANSWERED)
    return remark


def typed_one(given: Given, name: str) -> str:
    """Give the one text that stands in a field."""
    return "".join(given.typed.get(name, ())[:1])


def _question(given: Given, solution: Solution) -> Mapping[str, Any]:
    """Say of a question what nobody types."""
    taken = {found for _, found in ids_in(solution)}
    return {
        "id": unused(slug_of(typed_one(given, QUESTION)) or "spoergsmaal", taken),
        "figure": typed_one(given, FIGURE),
        "asked": given.today,
        "asked_by": given.municipality or None,
        "state": RemarkState.OPEN.value,
        "answer": None,
        "answered": None,
        "answered_by": None,
    }


def _answer(given: Given, remark: Remark) -> Mapping[str, Any]:
    """Say of an answer what nobody types: the question as it stands, and who answers on which day."""
    known = {name: value for name, value in SCHEMA.dump(remark).items() if name != ANSWER}
    owners = owners_of(given.catalogue, given.about.solution, remark.figure)
    return {
        "asked": None,
        "asked_by": None,
        **known,
        "state": RemarkState.ANSWERED.value,
        "answered": given.today,
        "answered_by": given.municipality if given.municipality in owners else None,
    }


def _proposal(given: Given, changed: Solution, found: TypedRecord, said: Sentence) -> Proposal:
    return Proposal((changed_piece(given, path_of(given), changed),), found.faults, (said,))
