"""Asking for a contact where a report has no mailbox: who is mailed what, and what others are told."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from kb.accounts.models import Role
from kb.contributions.contacting import CONTACTS
from kb.mail.outbox import WaitingMail
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, send, site_at, trail_of

REPORT = "/loesninger/skaerm/erfaringer/2019-nordby/"
PATH = f"{REPORT}kontakt/"


@pytest.fixture
def app(config, bank):
    return site_at(config, bank)


@pytest.fixture
def asker(app):
    return browser_of(app, add_user(app, Role.CONTRIBUTOR, "aalum"))


def owner_in(app, **facts):
    return add_user(app, Role.CONTRIBUTOR, "nordby", password="fire rolige heste i regn", **facts)


def mails(app):
    with app.extensions["desk"].database.reading() as session:
        return {mail.recipient: mail.text for mail in session.scalars(select(WaitingMail))}


def test_the_report_leads_to_the_page(client):
    """A report without a mailbox offers to ask for a contact."""
    assert PATH in Page(client.get(REPORT).get_data(as_text=True)).links()


def test_a_question_is_sent_on_to_those_behind_the_report(app, asker):
    """They are told who asks, what, and where to answer; the asker sees no address, and the trail knows."""
    owner = owner_in(app)
    with trail_of(app) as trail:
        answer = send(asker, PATH, {"question": "Hvordan talte I?\r\nOg hvornår?"})

    text = mails(app)[owner.email]
    shown = asker.get(answer.location).get_data(as_text=True)
    assert answer.status_code == 303
    assert "Aalum vil gerne høre om jeres erfaring, »Nordby 2021«" in text
    assert "Hvordan talte I?\nOg hvornår?" in text
    assert "Svar til: contributor-aalum@aalum.example" in text
    assert text.count(REPORT) == 1
    assert "Jeres spørgsmål er sendt." in shown
    assert owner.email not in shown
    assert trail.rows == [("contributor", "contact.asked", "experience:skaerm/2019-nordby")]


@pytest.mark.parametrize("question", ["", "  \n", "x" * 2001, "Ring 010190-1234", "a@gmail.com"])
def test_what_cannot_be_sent_stays_on_the_page(app, asker, question):
    """An empty, a long or a personal question is refused at its field, and nobody is mailed."""
    owner_in(app)
    answer = send(asker, PATH, {"question": question})

    assert answer.status_code == 422
    assert question.strip() in answer.get_data(as_text=True)
    assert mails(app) == {}


def test_nobody_can_be_reached(asker, app):
    """Where nobody reports for the municipality, or only the asker, the page says so."""
    answer = send(asker, PATH, {"question": "Hvordan?"})

    assert answer.status_code == 422
    assert "Ingen i kommunen kan nås gennem banken." in answer.get_data(as_text=True)


def test_asking_is_limited(app, asker):
    """After the free ones one must wait, and is told how long; nobody is mailed meanwhile."""
    owner_in(app)
    for _ in range(CONTACTS.free):
        assert send(asker, PATH, {"question": "Hvordan?"}).status_code == 303

    answer = send(asker, PATH, {"question": "Hvordan?"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) == 15 * 60


def test_who_is_not_signed_in_is_told_how(app):
    """The bank's own mailbox is given where there is one; else what to do."""
    without = app.test_client().get(PATH).get_data(as_text=True)
    app.extensions["config"] = replace(app.extensions["config"], operator_email="post@bank.example")
    with_one = app.test_client().get(PATH).get_data(as_text=True)

    assert "Banken har ingen postkasse for redaktionen endnu." in without
    assert 'href="mailto:post@bank.example"' in with_one
    assert "<form" not in with_one.split("<main")[1]


def test_a_report_with_a_mailbox_leads_there(app, bank, asker):
    """Nobody needs to ask for a contact that stands on the page."""
    report = replace(bank.current.catalogue.experiences["skaerm/2019-nordby"], contact="pleje@nordby.example")
    bank.current.catalogue.experiences["skaerm/2019-nordby"] = report

    assert asker.get(PATH).location == f"{REPORT}#kontakt"
    assert asker.get("/loesninger/skaerm/erfaringer/findes-ikke/kontakt/").status_code == 404
