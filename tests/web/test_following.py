"""Following by mail as a reader meets it: asked for, confirmed, told, ended, with a real mail server."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from kb.accounts.desk import Desk
from kb.following.notifying import notify
from kb.grading.changes import Cause, Change
from kb.mail.delivery import deliver
from kb.mail.outbox import waiting
from kb.web.following.telling import find_news
from tests.databases import NOW
from tests.mail.server import mail_server
from tests.web.conftest import Page
from tests.web.people import dump, send, site_at
from tests.web.test_changes import CHANGES, NORDBY, release_with
from tests.web.toy import EVIL, ToyBank

ANNE = "anne@nordby.example"
TODAY = NOW.date().isoformat()
NEW = (
    Change(TODAY, "skaerm", Cause.NEW_REPORT, NORDBY, after="D2", refs=(NORDBY,)),
    Change(TODAY, "robotter", Cause.RULE, None, "E0", "E1"),
)
LINK = re.compile(r"https://bank\.example((?:/en)?/(?:foelg|afmeld)/\S+/)")


@pytest.fixture
def app(config, tmp_path):
    return site_at(config, ToyBank(release_with(tmp_path, *CHANGES)))


@pytest.fixture
def desk(app) -> Desk:
    return app.extensions["desk"]


def letters(desk):
    with desk.database.reading() as session:
        return waiting(session)


def link_in(mail) -> str:
    return LINK.findall(mail.text)[-1]


def ask(client, what="alt", email=ANNE, language=""):
    return send(client, f"{language}/foelg/", {"hvad": what, "email": email})


def follow(client, desk, what="alt", language=""):
    assert ask(client, what, language=language).status_code == 303
    answer = send(client, link_in(letters(desk)[-1]))
    assert answer.status_code == 200
    return Page(answer.text)


@pytest.mark.parametrize(
    ("page", "what", "named"),
    [
        ("/aendringer/", "alt", "Alt i banken"),
        ("/aendringer/?omraade=pleje", "omraade/pleje", "Området Pleje"),
        ("/loesninger/skaerm/", "loesning/skaerm", "Løsningen Skærmbesøg"),
        ("/kommuner/nordby/", "kommune/nordby", "Kommunen Nordby"),
        ("/soeg/?q=robotter", "soeg/q=robotter", "Søgningen »robotter«"),
    ],
)
def test_from_each_page_one_follows_what_it_is_about(app, page, what, named):
    """The link leads to the form with the page's subject chosen, in words."""
    client = app.test_client()
    (link,) = [one for one in Page(client.get(page).text).links() if one.startswith("/foelg/")]
    form = Page(client.get(link).text)

    assert form.words("option", selected="") == [named]
    assert [one.get("value") for one in form.all("option", selected="")] == [what]


def news_after_days(app, config, desk, server, *days):
    """Run `kb notify` and the postman on some days after NOW, and count the mails of each."""
    told = []
    for number in days:
        at = NOW + timedelta(days=number)
        told.append(len(notify(desk, lambda *what: find_news(app, *what), at)))
        deliver(desk.database, replace(config, smtp_url=server.url), at)
    return told


def test_a_follower_is_told_in_a_mail_that_ends_with_one_click(app, config, desk, tmp_path):
    """What came in on the day is told the day after, once; the mail program's click deletes the address."""
    client = app.test_client()
    follow(client, desk, "loesning/skaerm")
    app.extensions["bank"].current = release_with(tmp_path, *CHANGES, *NEW)
    with mail_server() as server:
        assert news_after_days(app, config, desk, server, 0, 1, 1, 2) == [0, 1, 0, 0]
    message = server.messages[-1]
    assert (message["Subject"], message["To"]) == ("Nyt fra Efterprøvet", ANNE)
    assert "Skærmbesøg fik en ny erfaring fra Nordby" in message.get_content()
    assert "https://bank.example/loesninger/skaerm/erfaringer/2019-nordby/" in message.get_content()
    assert "Robotter" not in message.get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (end,) = LINK.findall(message["List-Unsubscribe"].strip("<>"))

    before = dump(app)
    assert "Løsningen Skærmbesøg" in Page(client.get(end).text).main
    assert dump(app) == before
    assert app.test_client().post(end, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert dump(app)["followers"] == dump(app)["followed"] == []
    assert client.get(end).status_code == 410


def test_looking_at_the_link_confirms_nothing(app, desk):
    """The page behind the link asks; its button begins it, once."""
    client = app.test_client()
    asked = ask(client, "loesning/skaerm")
    assert "Der er en mail på vej" in Page(client.get(asked.location).text).main
    path, before = link_in(letters(desk)[0]), dump(app)

    assert "løsningen Skærmbesøg" in Page(client.get(path).text).main
    assert dump(app) == before
    assert "Du følger nu" in Page(send(client, path).text).main
    assert client.get(path).status_code == 410


def test_mails_and_pages_are_in_the_follower_s_language(app, desk):
    """Who asked on an English page is led to English pages."""
    client = app.test_client()
    follow(client, desk, "loesning/skaerm", "/en")

    assert link_in(letters(desk)[-1]).startswith("/en/foelg/")
    section = find_news(app, "loesning/skaerm", "en")
    danish = find_news(app, "loesning/skaerm", "da")
    assert all(one.url.startswith("https://bank.example/en/") for one in section.lines)
    assert not any(one.url.startswith("https://bank.example/en/") for one in danish.lines)
    assert find_news(app, "loesning/findes-ikke", "da") is None


def test_one_may_end_some_of_it(app, desk):
    """What stays chosen ends; what is unchosen goes on, and choosing nothing changes nothing."""
    client = app.test_client()
    follow(client, desk)
    follow(client, desk, "omraade/pleje")
    notify(desk, lambda what, _: _section(what), NOW + timedelta(days=1))
    path = link_in(letters(desk)[-1])
    boxes = Page(client.get(path).text).all("input", type="checkbox")
    assert len(boxes) == 2

    assert "Intet er ændret" in send(client, path).text
    assert "Mails er stoppet" in send(client, path, {"stop": [boxes[0].get("value"), "nan", "9" * 30]}).text
    assert len(Page(client.get(path).text).all("input", type="checkbox")) == 1


def _section(what):
    from kb.following.news_letters import Line, Section

    return Section(what, [Line("a", TODAY, "Nyt", "https://bank.example/")])


@pytest.mark.parametrize(
    ("what", "email", "words"),
    [
        ("alt", "", "navn@kommune.dk"),
        ("alt", "anne@nordby.example\nBcc: x@y.example", "navn@kommune.dk"),
        ("loesning/findes-ikke", ANNE, "Det kender banken ikke"),
        ("findes-ikke", ANNE, "Det kender banken ikke"),
        ("soeg/" + "q=a&" * 3000, ANNE, "Det kender banken ikke"),
        ("soeg/", ANNE, "Det kender banken ikke"),
        (EVIL, ANNE, "Det kender banken ikke"),
    ],
)
def test_what_cannot_be_followed_is_said(app, what, email, words):
    """A mistake is said at its field, what was typed stays, and nothing is sent."""
    client = app.test_client()
    answer = ask(client, what, email)

    assert answer.status_code == 422
    assert words in Page(answer.text).main
    assert email.partition("\n")[0] in answer.text
    assert letters(app.extensions["desk"]) == []
    assert client.get("/foelg/", query_string={"hvad": what}).status_code == 200


def test_one_click_works_on_no_other_page(app, desk):
    """What a mail program sends is a foreign form anywhere else, also at the link that confirms."""
    client = app.test_client()
    ask(client)
    click = {"List-Unsubscribe": "One-Click"}

    assert client.post(link_in(letters(desk)[-1]), data=click).status_code == 400
    assert client.post("/foelg/", data=click).status_code == 400
    assert client.post("/afmeld/ugyldig/", data=click).status_code == 410
    assert client.post("/afmeld/ugyldig/", data={"List-Unsubscribe": "x"}).status_code == 400
