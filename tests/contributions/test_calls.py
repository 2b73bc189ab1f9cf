"""A call for partners typed in the form is the file that `kb format` writes for the same call."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from kb.content.formatting import canonical_form, format_record
from kb.content.layout import ContentFile, Kind, classify
from kb.content.writer import dump_record
from kb.contributions.calls import FIELDS, SCHEMA, propose_call
from kb.contributions.proposal import Given
from kb.contributions.submission import About
from kb.contributions.typed_fields import write_fields
from kb.records.call import Call, Closing
from kb.records.vocabulary import Term, Vocabulary
from tests.contributions.typing_reports import rows, toy_catalogue

TODAY = "2026-11-25"
AREAS = Vocabulary("area", "Område", "Area", (Term("pleje", "Pleje", "Care"), Term("it", "It", "IT")))
CATALOGUE = replace(toy_catalogue(), vocabularies={"area": AREAS})
TYPED = {
    "title": ["Faldsensorer på plejehjem"],
    "challenge": ["Hvem har prøvet?"],
    "contact": ["velfaerd@nordby.example"],
    "start": ["marts 2027"],
}


def given_with(typed, municipality="nordby", catalogue=CATALOGUE, published=(), made=""):
    found = dict(published)
    return Given(typed, About(), municipality, catalogue, found.get, TODAY, made)


@given(data=rows(SCHEMA))
@settings(max_examples=60)
def test_what_is_typed_is_the_file_of_a_pull_request(data):
    """Any valid open call, written as one would type it, gives byte for byte its canonical file."""
    data |= {
        "id": "x",
        "municipality": "nordby",
        "opened": TODAY,
        "areas": ["it"][: len(data.get("areas", []))],
    }
    data.pop("closed", None)
    data.pop("solution", None)
    assume(not SCHEMA.validate(data))
    call: Call = SCHEMA.load(data)

    proposal = propose_call(given_with(write_fields(SCHEMA, dump_record(SCHEMA, call))))

    assume(not proposal.faults)  # two dates may run backwards
    (piece,) = proposal.pieces
    file = ContentFile(piece.path, *classify(piece.path), piece.content)
    assert piece.content == format_record(Kind.CALL, call).encode() == canonical_form(file).encode()


def test_a_call_is_opened_today_by_the_municipality_of_its_author():
    """Neither the date nor the municipality is taken from what was typed, and the date is read as written."""
    typed = {**TYPED, "municipality": ["sydby"], "opened": ["1999"], "closed.date": ["2000"], "id": ["andet"]}

    proposal = propose_call(given_with(typed))

    assert proposal.can_be_sent
    assert proposal.pieces[0].path == "calls/faldsensorer-paa-plejehjem-nordby.yaml"
    assert proposal.pieces[0].replaces is None
    assert proposal.pieces[0].content.decode() == (
        "title: Faldsensorer på plejehjem\n"
        "challenge: Hvem har prøvet?\n"
        "municipality: nordby\n"
        "start: 2027-03\n"
        "contact: velfaerd@nordby.example\n"
        "opened: '2026-11-25'\n"
    )
    assert str(proposal.said[0]) == "Lægger en efterlysning i banken: »Faldsensorer på plejehjem«."


def test_an_editor_says_which_municipality():
    """Who writes for no municipality names it; without one the call cannot be sent."""
    assert propose_call(given_with({**TYPED, "municipality": ["sydby"]}, "")).can_be_sent
    assert set(propose_call(given_with(TYPED, "")).faults) == {"municipality"}
    unknown = propose_call(given_with({**TYPED, "municipality": ["ukendt"]}, ""))
    assert [fault.message for fault in unknown.faults["municipality"]] == ["Kommunen findes ikke."]


def test_names_are_never_used_twice():
    """A name that a call has, here or in a file not built yet, gets the next number."""
    name = "faldsensorer-paa-plejehjem-nordby"
    call = Call(name, "x", "x", "nordby", "a@b.example", "2026")
    known = replace(CATALOGUE, calls={name: call})

    found = propose_call(given_with(TYPED, catalogue=known, published={f"calls/{name}-2.yaml": b"x"}))
    again = propose_call(given_with(TYPED, catalogue=known, made=f"calls/{name}.yaml"))

    assert found.pieces[0].path == f"calls/{name}-3.yaml"
    assert again.pieces[0].path == f"calls/{name}.yaml"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "title"),
        ({**TYPED, "contact": ["hans.jensen@nordby.example"]}, "contact"),
        ({**TYPED, "contact": ["ingen"]}, "contact"),
        ({**TYPED, "challenge": ["Ring til 010190-1234"]}, "challenge"),
        ({**TYPED, "challenge": ["x" * 1501]}, "challenge"),
        ({**TYPED, "solution": ["findes-ikke"]}, "solution"),
        ({**TYPED, "areas": ["findes-ikke"]}, "areas"),
        ({**TYPED, "end": ["2026"]}, "end"),
        ({**TYPED, "end": ["i morgen"]}, "end"),
        ({**TYPED, "title": ["\x00"]}, "title"),
        ({**TYPED, "title": ["\ud800"]}, "title"),
    ],
)
def test_what_is_wrong_stands_at_its_field(typed, field):
    """Nothing that a file may not hold is let through, and the field that holds it is named."""
    proposal = propose_call(given_with(typed))

    assert field in proposal.faults
    assert not proposal.can_be_sent


def test_the_form_is_short():
    """The form asks eight things at most, each a field of the record."""
    assert len(FIELDS) <= 8
    assert {field.name for field in FIELDS} <= set(SCHEMA.fields)


def test_a_closed_call_is_not_open():
    """Closing is the only thing that closes a call."""
    call = Call("x", "x", "x", "nordby", "a@b.example", "2026")
    assert call.is_open
    assert not replace(call, closed=Closing("2026-02", "Svar fundet.")).is_open
