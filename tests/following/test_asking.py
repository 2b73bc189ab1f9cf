"""Who decided is asked a year later how it went, once, and not where they have told of it."""

from dataclasses import replace

import pytest

from kb.accounts.audit import faults_in_trail
from kb.accounts.desk import Desk
from kb.accounts.models import Role
from kb.catalogue import Catalogue
from kb.following.asking import ask_deciders
from kb.following.decided import Decided, decided_a_year_ago
from kb.records.discussion import Decision
from kb.records.experience import Experience
from tests.contributions.typing_reports import toy_catalogue
from tests.databases import NOW
from tests.following.test_reminders import add, mails

TODAY = "2026-11-25"
FOUND = (Decided("skaerm", "Skærm", "nordby", "Nordby", "pleje@nordby.example", "2025-11-25"),)


def catalogue_of(date: str, *reports: Experience) -> Catalogue:
    toy = toy_catalogue()
    solution = replace(toy.solutions["skaerm"], decisions=(Decision("nordby", date),))
    told = {report.ref: report for report in reports}
    return replace(toy, solutions={**toy.solutions, "skaerm": solution}, experiences=told)


@pytest.mark.parametrize(
    ("date", "is_asked"), [("2025-11-25", True), ("2025-11-26", False), ("2025", True), ("2026-01", False)]
)
def test_a_decision_is_asked_about_after_twelve_months(date, is_asked):
    """Twelve months to the day are enough; a month or day that is not known is taken as the first."""
    assert bool(decided_a_year_ago(catalogue_of(date), TODAY)) is is_asked


def test_who_has_told_how_it_went_is_not_asked():
    """A report of the municipality on that solution is the answer; one of another is none."""
    own, other = Experience("2026-nordby", "skaerm", ("nordby",)), Experience("2026", "skaerm", ("sydby",))

    assert decided_a_year_ago(catalogue_of("2024", own), TODAY) == ()
    assert [one.ref for one in decided_a_year_ago(catalogue_of("2024", other), TODAY)] == ["skaerm/nordby"]


def test_each_decision_is_asked_about_once(desk: Desk) -> None:
    """The municipality's contributors get a mail with the form; a later run has nothing to ask."""
    add(desk, "anne@nordby.example")
    add(desk, "carl@sydby.example", "sydby")
    add(desk, "eva@bank.example", "nordby", Role.EDITOR)

    first, again = ask_deciders(desk, NOW, FOUND), ask_deciders(desk, NOW, FOUND)

    ((to, text),) = mails(desk)
    assert (to, len(first), again) == ("anne@nordby.example", 1, ())
    assert "https://bank.example/bidrag/erfaring/?loesning=skaerm" in text
    assert "Nordby fortalte i Efterprøvet, at I 25.11.2025 traf en beslutning om »Skærm«." in text
    with desk.database.reading() as session:
        assert list(faults_in_trail(session)) == []


def test_without_contributors_the_role_mailbox_is_asked(desk: Desk) -> None:
    """Unless its address belongs to somebody who may not answer, or there is none."""
    ask_deciders(desk, NOW, [replace(FOUND[0], mailbox="")])
    assert mails(desk) == []

    ask_deciders(desk, NOW, FOUND)
    assert [to for to, _ in mails(desk)] == ["pleje@nordby.example"]
