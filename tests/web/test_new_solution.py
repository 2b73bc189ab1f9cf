"""Describing a new solution by the form: kept, mended, read through, and accepted by two editors."""

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from kb.accounts.models import Role
from kb.contributions.submission import State
from tests.content.repository import start_repository
from tests.web.conftest import Page
from tests.web.form_data import form_data
from tests.web.people import add_user, browser_of, dump, send, site_at
from tests.web.toy import EVIL, ToyBank

NEW, MINE = "/bidrag/loesning/", "/bidrag/mine/"
TYPED = {
    "title": "Talende kasser",
    "summary": "En kasse læser kalenderen op.",
    "areas": ["hjemmepleje"],
    "core_elements.0.description": "Kassen kender kalenderen.",
    "originator": "nordby",
    "sources.0.title": "Rapport om kasser",
    "sources.0.url": "https://nordby.example/kasser",
    "prose": "## Hvad er det?\r\n\r\nEn kasse, der taler.",
}
YAML = """\
title: Talende kasser
summary: En kasse læser kalenderen op.
areas:
- hjemmepleje
core_elements:
- id: kassen-kender-kalenderen
  description: Kassen kender kalenderen.
  source: rapport-om-kasser
originator: nordby
sources:
- id: rapport-om-kasser
  title: Rapport om kasser
  url: https://nordby.example/kasser
"""


class Bank(ToyBank):
    """An invented bank that builds nothing."""

    def request_build(self) -> None:
        pass


@pytest.fixture
def repository(tmp_path):
    repository = start_repository(tmp_path / "repository")
    repository.put("solutions/skaerm/solution.yaml", "title: Skærmbesøg\n")
    repository.commit("2026-01-01")
    return repository


@pytest.fixture
def app(config, repository, tmp_path):
    here = replace(config, content_dir=repository.content, index_dir=tmp_path / "index")
    return site_at(here, Bank())


@pytest.fixture
def browser(app):
    return browser_of(app, add_user(app, Role.CONTRIBUTOR, "nordby"))


def read(browser, path, status=200) -> Page:
    response = browser.get(path)
    assert response.status_code == status
    return Page(response.get_data(as_text=True))


def begin(browser, **changes) -> str:
    """Send the form, and give the address of the draft; a double underscore stands for a point."""
    typed = TYPED | {name.replace("__", "."): text for name, text in changes.items()}
    answer = send(browser, NEW, {"version": "0", **typed})
    assert answer.status_code == 303
    path = urlsplit(answer.location).path
    return path.removesuffix("laes/")


def send_in(browser, draft):
    page = read(browser, f"{draft}laes/")
    return send(browser, f"{draft}send/", {"version": page.all("input", name="version")[0].get("value")})


def decide(editor, path, doing, **more):
    return editor.post(path, data=form_data(read(editor, path), "review-form") | {"goer": doing} | more)


def test_two_editors_make_it_a_solution(app, browser, repository):
    """After the second editor's yes, one commit holds both files byte for byte, by role and municipality."""
    draft = begin(browser)
    assert send_in(browser, draft).status_code == 303
    editors = [browser_of(app, add_user(app, Role.EDITOR, email=f"{name}@bank.example")) for name in "ab"]
    waiting = f"/redaktion/{draft.split('/')[-2]}/"

    page = read(editors[0], waiting)
    assert "Ny løsning" in page.main
    assert "Kassen kender kalenderen." in page.main
    assert "solutions/talende-kasser/solution.md" in page.main
    assert decide(editors[0], waiting, "godkend").status_code == 303
    assert repository.git("rev-list", "--count", "main") == "1"
    assert decide(editors[1], waiting, "godkend").status_code == 303

    folder = repository.content / "solutions/talende-kasser"
    assert (folder / "solution.yaml").read_text("utf-8") == YAML
    assert (folder / "solution.md").read_text("utf-8") == "## Hvad er det?\n\nEn kasse, der taler.\n"
    assert repository.git("rev-list", "--count", "main") == "2"
    assert (
        repository.git("log", "-1", "--format=%s|%an")
        == "Ny løsning: Talende kasser|bidragyder, Nordby Kommune"
    )


def test_one_editor_is_not_two(app, browser, repository):
    """The same editor cannot accept twice."""
    draft = begin(browser)
    send_in(browser, draft)
    editor = browser_of(app, add_user(app, Role.EDITOR))
    waiting = f"/redaktion/{draft.split('/')[-2]}/"
    decide(editor, waiting, "godkend")

    assert "Du har godkendt den." in read(editor, waiting).main
    assert decide(editor, waiting, "godkend").status_code == 409
    assert repository.git("rev-list", "--count", "main") == "1"


def test_looking_makes_no_draft(app, browser):
    """Opening the form keeps nothing; it knows who writes."""
    before = dump(app)["submissions"]

    page = read(browser, f"{NEW}?titel=Talende+kasser")

    assert page.all("input", id="title")[0].get("value") == "Talende kasser"
    assert page.all("input", id="originator")[0].get("value") == "nordby"
    assert dump(app)["submissions"] == before


def test_a_draft_is_kept_with_its_faults(browser):
    """What is wrong stands above and beside its field, everything typed is still there, and it is not sent."""
    draft = begin(browser, title="", sources__0__url="rapport.pdf")

    page = read(browser, draft)

    assert page.all("textarea", id="summary")[0].text.strip() == TYPED["summary"]
    assert page.all("input", id="sources.0.url")[0].get("value") == "rapport.pdf"
    assert len(page.all("span", id="title-fejl")) == len(page.all("span", id="sources.0.url-fejl")) == 1
    assert page.words("title")[0].startswith("Fejl:")
    for link in [link for link in page.links() if link.startswith(f"{draft}#")]:
        assert link.partition("#")[2] in {e.get("id") for e in page.tree.iter()}
    assert send_in(browser, draft).status_code == 422
    assert "Kladde" in read(browser, MINE).main


def test_a_solution_that_may_be_there_is_shown(browser):
    """After saving, without JavaScript, the form and the reading page name solutions like the title."""
    draft = begin(browser, title="Skærmbesøg i weekenden")

    for path in (draft, f"{draft}laes/", f"{NEW}?titel=skærmbesøg"):
        page = read(browser, path)
        assert "Findes den allerede?" in page.main
        assert "/loesninger/skaerm/" in page.links()


def test_names_are_offered_while_one_types(browser):
    """The title's field is tied to the list that the search field uses, filled by the same script."""
    page = read(browser, NEW)

    assert page.all("input", id="title")[0].get("list") == page.all("datalist")[0].get("id")
    assert page.foreign_scripts() == []


def test_documents_are_not_taken(browser):
    """There is no field for a file; a link is asked for."""
    page = read(browser, NEW)

    assert not [field for field in page.all("input") if field.get("type") == "file"]
    assert "vi tager ikke imod dokumenter" in page.main


def test_personal_data_is_shown_again_but_never_kept(app, browser):
    """A number like a CPR number stays on the page with the reason, and in no row of the database."""
    answer = send(browser, NEW, {"version": "0", **TYPED, "summary": "Spørg 010190-1234."})

    assert answer.status_code == 422
    assert "010190-1234" in answer.get_data(as_text=True)
    assert not [row for rows in dump(app).values() for row in rows if "010190" in row]


def test_what_is_sent_back_is_mended_at_its_field(app, browser):
    """An editor's words stand at the field on the list and on the form, and the author goes on."""
    draft = begin(browser)
    send_in(browser, draft)
    editor = browser_of(app, add_user(app, Role.EDITOR))
    waiting = f"/redaktion/{draft.split('/')[-2]}/"
    answer = decide(editor, waiting, "tilbage", **{"kommentar.summary": "Hvem hører den?"})
    assert answer.status_code == 303

    mine, form = read(browser, MINE), read(browser, draft)

    assert f"{draft}#summary" in mine.links()
    assert "Hvem hører den?" in form.main
    assert browser.get(f"{MINE}{draft.split('/')[-2]}/").location == f"{draft}#summary"
    assert State.SENT_BACK.is_open_to_author


def test_hostile_words_are_words(app, browser):
    """Script and markup typed in every field stay words on every page."""
    draft = begin(
        browser, title=EVIL, summary=EVIL, core_elements__0__description=EVIL, sources__0__title=EVIL
    )
    pages = [read(browser, path) for path in (draft, f"{draft}laes/", MINE)]

    for page in pages:
        assert EVIL in " ".join(page.tree.itertext()) or EVIL in page.text.replace("&#39;", "'")
        assert page.foreign_scripts() == []


def test_the_form_is_there_in_english(browser):
    """The English form asks the same fields."""
    danish, english = read(browser, NEW), read(browser, f"/en{NEW}")

    names = [
        {e.get("name") for tag in ("input", "select", "textarea") for e in page.all(tag)}
        for page in (danish, english)
    ]
    assert names[0] == names[1]
