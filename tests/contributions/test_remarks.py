"""Questions, answers and decisions change one list of the solution's file, and nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.formatting import format_record
from kb.content.layout import ContentFile, Kind, classify
from kb.content.loading import load_file
from kb.contributions.decided import propose_decision
from kb.contributions.proposal import Given
from kb.contributions.publication import digest_of
from kb.contributions.remarks import owners_of, propose_answer, propose_question
from kb.contributions.submission import About
from kb.records.discussion import Decision, Remark, RemarkState
from tests.contributions.typing_reports import LETTERS
from tests.web.toy import SOLUTIONS, toy_catalogue

PATH = "solutions/skaerm/solution.yaml"
FIGURE = "2019-nordby/tid"
OPEN = Remark("r1", FIGURE, "Hvad er talt med?", "2026-11-01", "aalum", state=RemarkState.OPEN)
SKAERM = replace(SOLUTIONS[0], prose=None, remarks=(OPEN,))
ABOUT = About("Skærmbesøg", "skaerm", (), PATH)
CATALOGUE = toy_catalogue()


def file_of(solution):
    return format_record(Kind.SOLUTION, solution).encode()


def given_with(typed, municipality="aalum", solution=SKAERM, about=ABOUT):
    published = {PATH: file_of(solution)} if solution else {}
    return Given(typed, about, municipality, CATALOGUE, published.get, "2026-11-25")


def read(proposal):
    """Read the solution that would be published."""
    (piece,) = proposal.pieces
    record, problems = load_file(ContentFile(piece.path, *classify(piece.path), piece.content))
    assert problems == []
    return record


@given(question=st.text(LETTERS, min_size=1, max_size=60).filter(str.strip))
def test_a_question_is_added_and_nothing_else_changes(question):
    """Whatever is asked stands last among the questions, open, dated and with who asked."""
    proposal = propose_question(given_with({"figure": [FIGURE], "question": [question]}))

    added = read(proposal).remarks[-1]
    assert proposal.can_be_sent
    assert proposal.pieces[0].replaces == digest_of(file_of(SKAERM))
    assert read(proposal) == replace(SKAERM, remarks=(OPEN, added))
    assert added == replace(OPEN, id=added.id, question=question.strip(), asked="2026-11-25")
    assert added.id != OPEN.id


def test_an_answer_closes_its_question():
    """The municipality behind the figure answers with its name; the question stays as it was asked."""
    proposal = propose_answer(given_with({"remark": ["r1"], "answer": ["Kun kørsel."]}, "nordby"))

    assert proposal.can_be_sent
    assert read(proposal).remarks == (
        replace(
            OPEN,
            answer="Kun kørsel.",
            answered="2026-11-25",
            answered_by="nordby",
            state=RemarkState.ANSWERED,
        ),
    )
    assert str(proposal.said[0]) == "Svarer på spørgsmålet til tallet »Mindre køretid«: Kun kørsel."


def test_an_editor_answers_as_the_editors():
    """An answer by somebody who is not behind the figure is the editors'."""
    proposal = propose_answer(given_with({"remark": ["r1"], "answer": ["Se kilden."]}, ""))

    assert read(proposal).remarks[0].answered_by is None


@pytest.mark.parametrize(
    ("propose", "typed", "field"),
    [
        (propose_question, {"figure": [FIGURE]}, "question"),
        (propose_question, {"figure": [FIGURE], "question": ["010190-1234"]}, "question"),
        (propose_question, {"figure": [FIGURE], "question": ["\x00"]}, "question"),
        (propose_question, {"figure": ["2019-nordby/findes-ikke"], "question": ["Hvad?"]}, ""),
        (propose_question, {"figure": ["../../x"], "question": ["Hvad?"]}, ""),
        (propose_question, {}, ""),
        (propose_answer, {"remark": ["r1"]}, "answer"),
        (propose_answer, {"remark": ["findes-ikke"], "answer": ["Ja."]}, ""),
        (propose_decision, {"description": ["Ja."]}, "date"),
        (propose_decision, {"date": ["2027"]}, "date"),
        (propose_decision, {"date": ["i går"]}, "date"),
    ],
)
def test_what_is_wrong_stands_at_its_field(propose, typed, field):
    """A fault stands beside its field, or is told of the whole; nothing can be sent."""
    proposal = propose(given_with(typed))

    assert field in proposal.faults
    assert not proposal.can_be_sent


@pytest.mark.parametrize("propose", [propose_question, propose_answer, propose_decision])
@pytest.mark.parametrize("solution", ["", "findes-ikke", "../../etc"])
def test_a_solution_that_is_not_there_is_told(propose, solution):
    """Without the file of the solution there is a sentence and no proposal."""
    proposal = propose(given_with({}, about=About("x", solution, (), "")))

    assert [fault.message for fault in proposal.faults[""]] == ["Løsningen findes ikke længere."]


def test_a_question_is_answered_once():
    """A question that has an answer takes no other."""
    answered = replace(SKAERM, remarks=(replace(OPEN, answer="Ja."),))
    proposal = propose_answer(given_with({"remark": ["r1"], "answer": ["Nej."]}, "nordby", answered))

    assert [fault.message for fault in proposal.faults[""]] == ["Spørgsmålet er allerede besvaret."]


def test_a_decision_is_that_of_its_author():
    """The municipality is the author's, whatever was typed; one date is one decision."""
    typed = {"date": ["1. november 2026"], "description": ["Vi lader være."], "municipality": ["nordby"]}
    proposal = propose_decision(given_with(typed))
    decided = read(proposal)

    assert proposal.can_be_sent
    assert decided.decisions == (Decision("aalum", "2026-11-01", "Vi lader være."),)
    assert str(proposal.said[0]) == (
        "Skriver på løsningen, at Aalum har besluttet på dette grundlag, 2026-11-01."
    )
    assert "date" in propose_decision(given_with(typed, solution=decided)).faults


def test_who_is_behind_a_figure():
    """It is the municipality that the figure names, else those of its report; a solution's own has none."""
    assert owners_of(CATALOGUE, "skaerm", FIGURE) == ("nordby",)
    assert owners_of(CATALOGUE, "skaerm", "tid") == ()
    assert owners_of(CATALOGUE, "skaerm", "2019-nordby/findes-ikke") == ()
