"""A municipality's employee brings a new solution past two editors, and corrects a report of theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from kb.accounts.models import Role
from kb.accounts.people import Rights
from tests.journeys.keyboard import fill, follow, press, write
from tests.journeys.staffed import Person, StaffedBank

AUTHOR, FIRST, SECOND = "anne@nordby.example", "eva@bank.example", "finn@bank.example"
TITLE = "Talende kalender"
CORRECTED = "Ti borgere fik en skærm i otte uger."
SOLUTION = "content/solutions/talende-kalender/solution.yaml"
TEXT = "content/solutions/talende-kalender/solution.md"
MOST_TRIES = 60


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[StaffedBank]:
    """Serve an invented bank of its own."""
    bank = StaffedBank(tmp_path)
    yield bank
    bank.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def people(browser: Browser, bank: StaffedBank, request: pytest.FixtureRequest) -> Iterator[list[Person]]:
    """An author and two editors, each with a browser in which scripts run, or do not."""
    found = [Person(browser, bank, email, request.param) for email in (AUTHOR, FIRST, SECOND)]
    for person, role in zip(found, (Role.CONTRIBUTOR, Role.EDITOR, Role.EDITOR), strict=True):
        person.join(Rights(role, "nordby" if role is Role.CONTRIBUTOR else ""))
        person.close()
    yield found
    for person in found:
        person.close()


@pytest.mark.browser
def test_a_new_solution_needs_two_editors(bank: StaffedBank, people: list[Person]) -> None:
    """By keyboard: describe it, mend what is missing, be asked whether it is there already, and be read twice."""
    author, first, second = people
    describe(author)
    page = accept(first, TITLE, "Godkend")
    assert "venter på" in page.locator("main").inner_text()
    assert bank.repository.git("rev-list", "--count", "HEAD") == "1"
    page = accept(second, TITLE, "Godkend og udgiv")

    assert "Den er udgivet" in page.locator("main").inner_text()
    git = bank.repository.git
    assert git("log", "-1", "--format=%s|%an") == f"Ny løsning: {TITLE}|bidragyder, Nordby Kommune"
    assert sorted(git("show", "--format=", "--name-only", "HEAD").split()) == sorted([SOLUTION, TEXT])
    assert git("status", "--porcelain") == ""
    wait_for(page, f"{bank.address}/loesninger/talende-kalender/", "En kasse læser kalenderen op.")


@pytest.mark.browser
def test_a_report_is_corrected(bank: StaffedBank, people: list[Person]) -> None:
    """By keyboard: correct one field of a published report, see the difference, be accepted, and read it."""
    author, editor, _ = people
    path = correct(author)
    before = (bank.repository.root / path).read_text("utf-8")
    page = accept(editor, "Skærmbesøg", "Godkend og udgiv")

    assert "er udgivet" in page.locator("main").inner_text()
    after = (bank.repository.root / path).read_text("utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == [f"description: {CORRECTED}"]
    assert bank.repository.git("log", "-1", "--format=%s").startswith("Rettelse: ")
    wait_for(page, reader_address(bank, path), CORRECTED)


def describe(author: Person) -> None:
    """Describe a solution; the first time the source is missing."""
    page = author.sign_in("/bidrag/mine/")
    follow(page, "Beskriv en ny løsning")
    fill(page, "Hvad hedder løsningen?", TITLE)
    write(page, "Hvad er det, kort sagt?", "En kasse læser kalenderen op.")
    write(page, "Hvad skal med", "Kassen kender kalenderen.")
    press(page, "Gem og læs igennem")
    assert page.locator(".errsum li").count() == 1
    fill(page, "Kildens titel", "Rapport om kasser")
    fill(page, "Link til kilden", "https://nordby.example/kasser")
    page.locator("summary", has_text="Tilføj mere").click()
    write(page, "prose", "En kasse, der taler.")
    press(page, "Gem og læs igennem")
    assert page.locator(".errsum").count() == 0, page.locator(".errsum").inner_text()
    press(page, "Send til redaktionen")
    assert "Det er sendt" in page.locator("main").inner_text()
    author.close()


def correct(author: Person) -> str:
    """Correct what was done in the first report of the list, and give the report's file."""
    page = author.sign_in("/bidrag/mine/")
    follow(page, "Ret denne erfaring")
    solution, report = page.url.rstrip("/").split("/")[-2:]
    press(page, "Begynd rettelsen")
    press(page, "Gem og fortsæt")
    write(page, "Hvad gjorde I?", CORRECTED)
    press(page, "Gem og fortsæt")
    press(page, "Gem og fortsæt")
    assert CORRECTED in page.locator(".diff").inner_text()
    press(page, "Send til redaktionen")
    author.close()
    return f"content/solutions/{solution}/experiences/{report}.yaml"


def accept(editor: Person, title: str, words: str) -> Page:
    """Find it in the queue and accept it."""
    page = editor.sign_in("/redaktion/")
    follow(page, title)
    press(page, words)
    return page


def reader_address(bank: StaffedBank, path: str) -> str:
    """Tell where readers find the report of a file."""
    _, _, solution, _, name = path.split("/")
    return f"{bank.address}/loesninger/{solution}/erfaringer/{name.removesuffix('.yaml')}/"


def wait_for(page: Page, address: str, words: str) -> None:
    """Load a page again until it says what was published."""
    for _ in range(MOST_TRIES):
        page.goto(address)
        if words in page.locator("main").inner_text():
            return
        page.wait_for_timeout(1_000)
    raise AssertionError(page.locator("main").inner_text())
