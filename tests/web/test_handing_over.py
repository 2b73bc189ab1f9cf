"""Handing what one has written to a colleague: who is offered, what they get, and what is refused."""

import pytest
from sqlalchemy import select

from kb.accounts.models import Role
from kb.mail.outbox import WaitingMail
from tests.databases import NOW
from tests.web.conftest import Page
from tests.web.people import add_user, browser_of, dump, send, site_at, trail_of

MINE = "/bidrag/mine/"
WHERE = {
    "version": "0",
    "solution": "skaerm",
    "municipalities": ["nordby", ""],
    "description": "Tolv borgere.",
}


@pytest.fixture
def app(config, bank):
    return site_at(config, bank)


@pytest.fixture
def author(app):
    return add_user(app, Role.CONTRIBUTOR, "nordby", email="anne@nordby.example")


@pytest.fixture
def browser(app, author):
    return browser_of(app, author)


@pytest.fixture
def colleague(app):
    return add_user(
        app, Role.CONTRIBUTOR, "nordby", email="bo@nordby.example", name="Bo Bang", password="fire heste"
    )


def read(browser, path, status=200) -> Page:
    response = browser.get(path)
    assert response.status_code == status
    return Page(response.get_data(as_text=True))


def draft_of(browser) -> str:
    """Begin a report, and give its id."""
    answer = send(browser, "/bidrag/erfaring/", WHERE)
    return answer.location.split("/")[-3]


def version_on(page: Page) -> str:
    return page.all("input", name="version")[0].get("value")


def hand_over(browser, draft, to, **more):
    path = f"{MINE}{draft}/giv-videre/"
    version = version_on(read(browser, path))
    return send(browser, path, {"version": version, "colleague": str(to)} | more)


def test_a_colleague_goes_on(app, browser, colleague):
    """The colleague gets a mail with the address, has the draft among their own, and may write; the author reads."""
    draft = draft_of(browser)

    with trail_of(app) as trail:
        answer = hand_over(browser, draft, colleague.id)

    assert answer.location.endswith(f"{MINE}?sket=givet")
    assert [row[1] for row in trail.rows] == ["submission.handed_over"]
    with app.extensions["desk"].database.reading() as session:
        mail = session.scalars(select(WaitingMail)).one()
    assert mail.recipient == "bo@nordby.example"
    theirs = browser_of(app, colleague)
    assert f"/bidrag/erfaring/{draft}/1/" in read(theirs, MINE).links()
    assert version_on(read(theirs, f"/bidrag/erfaring/{draft}/2/"))
    assert browser.get(f"/bidrag/erfaring/{draft}/2/").status_code == 303
    assert read(browser, f"/bidrag/erfaring/{draft}/4/")


def test_only_colleagues_who_can_sign_in_are_offered(app, author, browser, colleague):
    """Not oneself, not another municipality, not somebody shut out or not yet in."""
    add_user(app, Role.CONTRIBUTOR, "aalum", email="fremmed@aalum.example", password="fire heste")
    add_user(
        app, Role.CONTRIBUTOR, "nordby", email="ude@nordby.example", password="fire heste", disabled_at=NOW
    )
    add_user(app, Role.CONTRIBUTOR, "nordby", email="ny@nordby.example", password_hash=None)
    draft = draft_of(browser)

    page = read(browser, f"{MINE}{draft}/giv-videre/")

    assert [box.get("value") for box in page.all("input", name="colleague")] == [str(colleague.id)]
    assert "Bo Bang (bo@nordby.example)" in page.main


@pytest.mark.parametrize("to", ["", "0", "x", "999", "-1", "1e9", "\x00"])
def test_nobody_else_can_be_named(app, browser, colleague, to):
    """Whatever the form says, only one who is offered can be chosen; nothing changes."""
    draft = draft_of(browser)
    before = dump(app)["submissions"]

    answer = hand_over(browser, draft, to)

    assert answer.status_code == 422
    assert "Vælg en kollega fra samme kommune" in answer.get_data(as_text=True)
    assert dump(app)["submissions"] == before


def test_one_alone_is_told_what_to_do(browser):
    """Without a colleague, the page says how one gets in."""
    page = read(browser, f"{MINE}{draft_of(browser)}/giv-videre/")

    assert "Bed redaktionen om at invitere din kollega" in page.main
    assert page.all("input", name="colleague") == []


def test_only_the_author_hands_over(app, browser, colleague):
    """A colleague may not take it, a stranger does not find it, and nobody hands over what is withdrawn."""
    draft = draft_of(browser)
    path = f"{MINE}{draft}/giv-videre/"
    stranger = browser_of(app, add_user(app, Role.CONTRIBUTOR, "aalum"))
    assert browser_of(app, colleague).get(path).status_code == 403
    assert stranger.get(path).status_code == 404

    version = version_on(read(browser, path))
    send(browser, f"{MINE}{draft}/traek-tilbage/", {"version": version})
    assert "kan ikke gives videre nu" in read(browser, path).main
    answer = send(browser, path, {"version": str(int(version) + 1), "colleague": str(colleague.id)})
    assert answer.status_code == 409


def test_an_older_page_hands_nothing_over(app, browser, colleague):
    """When the draft was saved in another window meanwhile, one is told, and it stays where it is."""
    draft = draft_of(browser)
    answer = hand_over(browser, draft, colleague.id, version="0")

    assert answer.status_code == 409
    assert version_on(read(browser, f"/bidrag/erfaring/{draft}/2/"))
