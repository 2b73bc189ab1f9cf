"""Correcting a published report by the form: filled in, changed, read as a difference, and put in its place."""

from dataclasses import replace

import pytest

from kb.accounts.models import Role
from kb.content.formatting import format_record
from kb.content.layout import Kind as FileKind
from kb.content.resolving import path_of
from kb.contributions.submission import Kind, State
from tests.content.repository import start_repository
from tests.web.conftest import Page
from tests.web.form_data import form_data
from tests.web.people import add_user, browser_of, send, site_at
from tests.web.rich import FULL, bank_with
from tests.web.toy import ToyBank

REPORT = replace(FULL, business_case=None)
PATH = path_of(FileKind.EXPERIENCE, REPORT)
CORRECT = f"/bidrag/ret/{REPORT.solution}/{REPORT.id}/"
FILE = format_record(FileKind.EXPERIENCE, REPORT)


class Bank(ToyBank):
    """An invented bank that builds nothing."""

    def request_build(self) -> None:
        pass


STEPS = ("1", "2", "3")


@pytest.fixture
def repository(tmp_path):
    """Content under git that holds the report."""
    repository = start_repository(tmp_path / "repository")
    repository.put(PATH, FILE)
    repository.commit("2026-01-01")
    return repository


@pytest.fixture
def app(config, repository, tmp_path):
    here = replace(config, content_dir=repository.content, index_dir=tmp_path / "index")
    return site_at(here, Bank(bank_with(REPORT).current))


@pytest.fixture
def browser(app):
    return browser_of(app, add_user(app, Role.CONTRIBUTOR, REPORT.municipalities[0]))


def read(browser, path, status=200):
    response = browser.get(path)
    assert response.status_code == status
    return Page(response.get_data(as_text=True))


def begin(browser) -> str:
    """Begin a correction, and give the address of its draft."""
    answer = send(browser, CORRECT)
    assert answer.status_code == 303
    return answer.location.rsplit("/", 2)[0]


def resend(browser, draft, step, **changes):
    """Send a step as it stands on the page, but for some changes; a double underscore stands for a point."""
    path = f"{draft}/{step}/"
    fields = form_data(read(browser, path)) | {k.replace("__", "."): v for k, v in changes.items()}
    answer = browser.post(path, data=fields)
    assert answer.status_code == 303
    return answer


def send_in(browser, draft):
    page = read(browser, f"{draft}/4/")
    version = page.all("input", name="version")[0].get("value")
    return send(browser, f"{draft}/send/", {"version": version})


def test_the_form_holds_every_field_of_the_report(browser):
    """Sent on as they stand, the three steps change nothing of a report that uses every field of the schema."""
    draft = begin(browser)
    for step in STEPS:
        resend(browser, draft, step)

    page = read(browser, f"{draft}/4/")

    assert "Der er ikke rettet noget endnu." in page.main
    assert page.words("ins") == page.words("del") == []
    assert send_in(browser, draft).status_code == 422


def test_a_correction_changes_what_was_changed_and_nothing_else(app, browser, repository):
    """One field corrected, sent and accepted: the file differs in that line alone, byte for byte."""
    draft = begin(browser)
    resend(browser, draft, "2", description=["Otte borgere fik en skærm."])
    for step in STEPS:
        resend(browser, draft, step)
    page = read(browser, f"{draft}/4/")
    assert [words for words in page.words("ins") if "Otte borgere" in words]

    assert send_in(browser, draft).status_code == 303
    editor = browser_of(app, add_user(app, Role.EDITOR))
    waiting = next(
        link
        for link in read(editor, "/redaktion/").links()
        if link.startswith("/redaktion/") and len(link) > 12
    )
    form = form_data(read(editor, waiting), "review-form") | {"goer": "godkend"}
    answer = editor.post(waiting, data=form)

    assert answer.status_code == 303
    corrected = replace(REPORT, description="Otte borgere fik en skærm.")
    assert (repository.content / PATH).read_text("utf-8") == format_record(FileKind.EXPERIENCE, corrected)
    assert repository.git("show", "--format=%s", "--name-status", "HEAD").startswith("Rettelse: ")
    assert repository.git("rev-list", "--count", "main") == "2"


def test_a_report_that_changed_meanwhile_is_begun_on_anew(browser, repository):
    """When somebody else changed the file, the correction says so, cannot be sent, and tells the way out."""
    draft = begin(browser)
    resend(browser, draft, "2", description=["Otte borgere fik en skærm."])
    repository.put(PATH, format_record(FileKind.EXPERIENCE, replace(REPORT, note="Rettet i git.")))
    repository.commit("2026-01-02")

    page = read(browser, f"{draft}/4/")

    assert "Erfaringen er ændret af andre" in page.main
    assert "begynd en ny" in page.main
    assert send_in(browser, draft).status_code == 422


def test_the_solution_of_a_report_stays(browser):
    """A correction cannot move a report to another solution."""
    draft = begin(browser)
    resend(browser, draft, "1", solution=["tynd"])

    assert "kan ikke flyttes til en anden løsning" in read(browser, f"{draft}/4/").main


def test_the_page_and_the_list_lead_to_correcting(browser):
    """The report's page and the list of the municipality's reports lead to the correction, and it to its draft."""
    assert CORRECT in read(browser, f"/loesninger/{REPORT.solution}/erfaringer/{REPORT.id}/").links()
    assert CORRECT in read(browser, "/bidrag/mine/").links()
    draft = begin(browser)

    page = read(browser, CORRECT)

    assert f"{draft}/1/" in page.links()
    assert "Begynd en ny rettelse" in page.main


def test_a_report_is_corrected_by_its_own(app, browser):
    """Another municipality may not, an editor may, and what is not in the bank cannot be corrected."""
    stranger = browser_of(app, add_user(app, Role.CONTRIBUTOR, "fremmed"))
    editor = browser_of(app, add_user(app, Role.EDITOR))

    assert stranger.get(CORRECT).status_code == 403
    assert send(stranger, CORRECT).status_code == 403
    assert editor.get(CORRECT).status_code == 200
    assert read(browser, "/bidrag/ret/skaerm/findes-ikke/", 404)


def test_a_correction_is_a_submission_like_any_other(app, browser):
    """It stands among one's own, as a correction, and is dropped like a draft."""
    begin(browser)
    page = read(browser, "/bidrag/mine/")

    assert "Rettelse" in page.main
    assert Kind.CORRECTION.editors_needed == 1
    assert "Drop kladden" in page.main
    assert State.DRAFT.is_open_to_author
