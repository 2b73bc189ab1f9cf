"""What a municipality's own word on its report becomes: a confirmation, a stop, a withdrawal."""

from dataclasses import replace
from typing import Any

import pytest

from kb.content.formatting import format_record
from kb.content.layout import ContentFile, Kind
from kb.content.loading import load_file
from kb.contributions.proposal import Given, Proposal
from kb.contributions.publication import digest_of
from kb.contributions.submission import About
from kb.contributions.vouching import propose_confirmation, propose_withdrawal
from kb.records.confirmation import Confirmation
from kb.records.course import Stage, StageEvent
from kb.records.discussion import Withdrawal
from kb.records.experience import Experience
from kb.records.vocabulary import Term, Vocabulary
from tests.contributions.typing_reports import toy_catalogue

PATH = "solutions/skaerm/experiences/2020-nordby.yaml"
REPORT = Experience(
    id="2020-nordby",
    solution="skaerm",
    municipalities=("nordby",),
    description="Nordby satte skærme op.",
    stages=(StageEvent(Stage.RUNNING, "2020"),),
    cited=("notat",),
)
SHARED = replace(REPORT, municipalities=("nordby", "sydby"))
STOPPED = {
    "answer": ["stoppet"],
    "stopped": ["2026-05-01"],
    "stop_reason": ["jura"],
    "why": ["Loven sagde nej."],
}


def given(
    typed: dict[str, list[str]],
    report: Experience | None = REPORT,
    *,
    municipality: str = "nordby",
    **more: Any,
) -> Given:
    vocabulary = Vocabulary("stop-reason", "s", "s", (Term("jura", "Jura", "Law"),))
    catalogue = toy_catalogue()
    catalogue = replace(catalogue, vocabularies={**catalogue.vocabularies, "stop-reason": vocabulary})
    content = format_record(Kind.EXPERIENCE, report).encode() if report else None
    about = About("Skærm: Nordby", "skaerm", path=PATH)
    facts = {"today": "2026-11-25", "sent": "2026-11-20", **more}
    return Given(typed, about, municipality, catalogue, {PATH: content}.get, **facts)


def read(proposal: Proposal) -> Experience:
    """Read the one file that is proposed, as the loader would."""
    assert proposal.can_be_sent
    (piece,) = proposal.pieces
    assert piece.path == PATH
    record, problems = load_file(ContentFile(PATH, Kind.EXPERIENCE, "2020-nordby", "skaerm", piece.content))
    assert problems == []
    return record


def test_a_word_that_all_is_right_sets_the_day_and_the_role_and_nothing_else():
    """The day is the one on which it was sent, not that on which an editor accepts it."""
    proposal = propose_confirmation(given({"answer": ["rigtigt"], "role": ["konsulent"]}))

    assert read(proposal) == replace(REPORT, confirmed=Confirmation("2026-11-20", "konsulent"))
    assert proposal.pieces[0].replaces == digest_of(format_record(Kind.EXPERIENCE, REPORT).encode())


def test_what_is_not_sent_yet_is_dated_today():
    """A draft shows what it would become if it were sent now."""
    found = read(propose_confirmation(given({"answer": ["rigtigt"]}, sent="")))

    assert found.confirmed == Confirmation("2026-11-25")


def test_a_stop_is_a_dated_step_with_its_reason_and_the_rest_is_confirmed():
    """The step is the last of the course, and the municipality vouches for the whole report."""
    found = read(propose_confirmation(given(STOPPED)))

    assert found.stages == (
        *REPORT.stages,
        StageEvent(Stage.STOPPED, "2026-05-01", "Loven sagde nej.", "jura"),
    )
    assert found.confirmed == Confirmation("2026-11-20")


def test_in_a_shared_report_only_ones_own_municipality_stops():
    """The step names the municipality, and the editor is told whose report it is besides."""
    proposal = propose_confirmation(given(STOPPED, SHARED))

    assert read(proposal).stages[-1].municipality == "nordby"
    assert "Erfaringen er fælles for: Nordby, Sydby." in [str(said) for said in proposal.said]


def test_a_withdrawn_report_keeps_all_it_says_and_the_reason():
    """Nothing is deleted: the file is the same with one field more."""
    proposal = propose_withdrawal(given({"reason": ["Tallene var forkerte."], "role": ["leder"]}))

    withdrawn = Withdrawal("2026-11-20", "Tallene var forkerte.", "leder")
    assert read(proposal) == replace(REPORT, withdrawn=withdrawn)


WRONG = [
    ({}, "answer"),
    ({"answer": ["måske"]}, "answer"),
    ({"answer": ["stoppet"]}, "stopped"),
    ({"answer": ["stoppet"]}, "stop_reason"),
    ({**STOPPED, "stopped": ["2027-01-01"]}, "stopped"),
    ({**STOPPED, "stopped": ["i går"]}, "stopped"),
    ({**STOPPED, "stop_reason": ["findes-ikke"]}, "stop_reason"),
    ({**STOPPED, "stop_reason": ["../../etc"]}, "stop_reason"),
    ({"answer": ["rigtigt"], "why": ["Det stoppede."]}, "why"),
    ({"answer": ["rigtigt"], "role": ["cpr 010180-1235"]}, "role"),
]


@pytest.mark.parametrize(("typed", "name"), WRONG)
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, list[str]], name: str):
    """An answer is needed; a stop needs a past day and a known reason, and only a stop has them."""
    proposal = propose_confirmation(given(typed))

    assert name in proposal.faults
    assert not proposal.can_be_sent


def test_a_withdrawal_needs_a_reason():
    """Without one, readers could not know why."""
    assert "reason" in propose_withdrawal(given({})).faults


@pytest.mark.parametrize("propose", [propose_confirmation, propose_withdrawal])
@pytest.mark.parametrize(
    ("report", "municipality", "sentence"),
    [
        (None, "nordby", "findes ikke længere"),
        (REPORT, "sydby", "ikke jeres kommunes"),
        (REPORT, "", "ikke jeres kommunes"),
        (replace(REPORT, withdrawn=Withdrawal("2026", "Væk.")), "nordby", "allerede trukket tilbage"),
    ],
)
def test_only_the_municipality_behind_a_report_in_force_may_speak(propose, report, municipality, sentence):
    """Another municipality, a report that is gone and one that is withdrawn are refused with a sentence."""
    typed = {"answer": ["rigtigt"], "reason": ["Derfor."]}
    (fault,) = propose(given(typed, report, municipality=municipality)).faults[""]

    assert sentence in fault.message


def test_what_stopped_once_does_not_stop_again():
    """A second stop of the same place is refused at the answer."""
    again = replace(REPORT, stages=(*REPORT.stages, StageEvent(Stage.STOPPED, "2025")))

    assert "answer" in propose_confirmation(given(STOPPED, again)).faults
