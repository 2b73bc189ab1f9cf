"""A municipality closes its own call: the file is the call as it was, with the day and what came of it."""

from dataclasses import replace

import pytest

from kb.content.formatting import format_record
from kb.content.layout import Kind
from kb.contributions.closing import propose_closing
from kb.contributions.proposal import Given
from kb.contributions.submission import About
from kb.records.call import Call, Closing
from tests.contributions.typing_reports import toy_catalogue

TODAY, PATH = "2026-11-25", "calls/gulve.yaml"
CALL = Call("gulve", "Sensorgulve", "Hvem har prøvet?", "nordby", "pleje@nordby.example", "2026-01-05")
CAME = "Sydby prøvede med os. Vi blev færdige i oktober."


def proposed(call: Call | None, municipality: str = "nordby", reason: str = CAME, sent: str = ""):
    file = format_record(Kind.CALL, call).encode() if call else None
    published = {PATH: file}.get
    given = Given(
        {"reason": [reason]}, About(path=PATH), municipality, toy_catalogue(), published, TODAY, sent=sent
    )
    return propose_closing(given)


@pytest.mark.parametrize(("sent", "day"), [("", TODAY), ("2026-11-20", "2026-11-20")])
def test_the_file_is_the_call_with_its_end(sent, day):
    """All else in the call stays as it was, and the day is the one on which it was sent."""
    proposal = proposed(CALL, sent=sent)

    (piece,) = proposal.pieces
    assert proposal.can_be_sent
    assert piece.path == PATH
    assert piece.content.decode() == format_record(Kind.CALL, replace(CALL, closed=Closing(day, CAME)))
    assert "Sensorgulve" in str(proposal.said[0])


@pytest.mark.parametrize(
    ("call", "municipality", "words"),
    [
        (None, "nordby", "findes ikke længere"),
        (replace(CALL, closed=Closing("2026-02", "Fundet.")), "nordby", "allerede lukket"),
        (CALL, "sydby", "ikke jeres kommunes"),
        (CALL, "", "ikke jeres kommunes"),
    ],
)
def test_only_an_open_call_of_ones_own_is_closed(call, municipality, words):
    """A call that is gone, closed or another's gives no file, and a sentence that says why."""
    proposal = proposed(call, municipality)

    assert not proposal.pieces
    assert words in proposal.faults[""][0].message


def test_what_came_of_it_is_asked_for():
    """A call is never closed without a word on what came of it."""
    proposal = proposed(CALL, reason=" ")

    assert not proposal.can_be_sent
    assert "reason" in proposal.faults
