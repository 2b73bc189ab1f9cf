"""A municipality's employee and an editor: from an invitation to a report that readers find."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.accounts.models import Role
from kb.accounts.people import Rights
from tests.journeys.effort import Effort
from tests.journeys.keyboard import choose, fill, follow, overwrite, press, tick, unfold, write
from tests.journeys.staffed import Person, StaffedBank

AUTHOR, EDITOR = "anne@nordby.example", "eva@bank.example"
WORD = "kikkertopkald"  # stands nowhere in the bank until the report is out
STORY = f"Tolv borgere fik {WORD} om aftenen."
MENDED = f"Tolv borgere fik {WORD} om aftenen i otte uger."
COMMENT = "Hvor længe varede det?"
MOST_TRIES = 60
MOST_QUESTIONS = 12


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[StaffedBank]:
    """Serve an invented bank of its own."""
    bank = StaffedBank(tmp_path)
    yield bank
    bank.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def people(browser: Browser, bank: StaffedBank, request: pytest.FixtureRequest) -> Iterator[list[Person]]:
    """An author and an editor, each with a browser in which scripts run, or do not."""
    found = [Person(browser, bank, email, request.param) for email in (AUTHOR, EDITOR)]
    yield found
    for person in found:
        person.close()


@pytest.mark.browser
def test_from_an_invitation_to_a_report_that_is_found(bank: StaffedBank, people: list[Person]) -> None:
    """By keyboard alone: join, report in two sittings, be sent back, mend, be accepted, be found."""
    author, editor = people
    effort = Effort()
    begin_the_report(author, effort)
    finish_the_report(author, effort)
    print(effort.told())  # noqa: T201 - shown by `pytest -rP`, and copied to docs/performance.md
    assert 0 < effort.questions <= MOST_QUESTIONS
    send_back(editor)
    mend_and_send_again(author)
    page = accept(editor)
    require_commit(bank)
    wait_until_live(page)
    find_it(bank, author)


def begin_the_report(author: Person, effort: Effort) -> None:
    """Choose a password, say where and what, keep it as a draft, and close the browser."""
    page = author.join(Rights(Role.CONTRIBUTOR, "nordby"))
    assert "Din adgangskode er gemt" in page.locator("main").inner_text()
    page.goto(f"{author.bank.address}/bidrag/")
    follow(page, "Begynd i skemaet")
    with effort.at(1, page):
        choose(page, "Hvilken løsning?", "Skærm")
        press(page, "Gem og fortsæt")
    with effort.at(2, page):
        write(page, "Hvad gjorde I?", STORY)
        press(page, "Gem kladde")
    assert "Kladden er gemt" in page.locator("main").inner_text()
    author.close()


def finish_the_report(author: Person, effort: Effort) -> None:
    """Sign in again, go on where one stopped, mend the one error that is made, and send."""
    page = author.sign_in("/bidrag/mine/")
    follow(page, "Skriv videre")
    press(page, "Gem og fortsæt")
    assert page.locator("textarea#description").input_value() == STORY
    with effort.at(2, page):
        fill(page, "period.start", "marts 2025")
        fill(page, "period.end", "januar 2025")
        press(page, "Gem og fortsæt")
        assert page.locator(".errsum li").count() == 1
        overwrite(page, "period.end", "maj 2025")
        press(page, "Gem og fortsæt")
    assert page.locator(".errsum").count() == 0
    with effort.at(3, page):
        fill(page, "outcomes.0.label", "opkald om aftenen")
        tick(page, "outcomes.0.role-effekt")
        fill(page, "outcomes.0.value", "12,5")
        choose(page, "outcomes.0.unit", "pct")
        tick(page, "outcomes.0.art-maalt")
        press(page, "Gem og fortsæt")
    assert page.locator(".errsum").count() == 0, page.locator(".errsum").inner_text()
    with effort.at(4, page):
        press(page, "Send til redaktionen")
    assert "En redaktør læser det" in page.locator("main").inner_text()
    author.close()


def send_back(editor: Person) -> None:
    """Join, find the report in the queue, and ask for one thing beside its field."""
    editor.join(Rights(Role.EDITOR))
    page = editor.sign_in("/redaktion/")
    follow(page, "Skærmbesøg")
    assert STORY in page.locator("main").inner_text()
    unfold(page, "Skriv en kommentar: Hvad gjorde I?")
    write(page, "kommentar.description", COMMENT)
    press(page, "Send tilbage")
    assert "Den er sendt tilbage" in page.locator("main").inner_text()


def mend_and_send_again(author: Person) -> None:
    """Read the comment at its field, mend the field, and send again."""
    page = author.sign_in("/bidrag/mine/")
    assert COMMENT in page.locator("main").inner_text()
    follow(page, "Hvad gjorde I?")
    assert COMMENT in page.locator("main").inner_text()
    write(page, "Hvad gjorde I?", MENDED)
    press(page, "Gem og fortsæt")
    press(page, "Gem og fortsæt")
    press(page, "Send til redaktionen")


def accept(editor: Person) -> Page:
    """Read it again and accept it."""
    page = editor.sign_in("/redaktion/")
    follow(page, "Skærmbesøg")
    assert MENDED in page.locator("main").inner_text()
    press(page, "Godkend og udgiv")
    assert "Den er udgivet" in page.locator("main").inner_text()
    return page


def require_commit(bank: StaffedBank) -> None:
    """Find one commit of one file, whose author is a role and a municipality, and no person anywhere."""
    git = bank.repository.git
    assert git("log", "-1", "--format=%an") == "bidragyder, Nordby Kommune"
    path = git("show", "--format=", "--name-only", "HEAD")
    assert path == "content/solutions/skaermbesoeg/experiences/2025-nordby.yaml"
    assert MENDED in (bank.repository.root / path).read_text("utf-8")
    assert git("status", "--porcelain") == ""
    everything = git("log", "-p", "--format=fuller")
    assert AUTHOR not in everything
    assert EDITOR not in everything


def wait_until_live(page: Page) -> None:
    """Load the page again until the pages of the bank are built."""
    for _ in range(MOST_TRIES):
        if page.get_by_text("kan læses i banken").count():
            return
        page.wait_for_timeout(1_000)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def find_it(bank: StaffedBank, reader: Person) -> None:
    """Search as any reader for a word that only the report holds, and read it."""
    page = reader.open(bank.address)
    fill(page, "Hvad vil I løse?", WORD)
    press(page, "Søg")
    follow(page, "Skærmbesøg i Nordby")
    assert "Nordby" in page.locator("main").inner_text()
    page.goto(f"{bank.address}/loesninger/skaermbesoeg/erfaringer/2025-nordby/")
    assert MENDED in page.locator("main").inner_text()
