"""A municipal leader with a decision next month, from the first page to the committee's paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.keyboard import fill, follow, press, tab_to, tick

SOLUTION = "Skærmbesøg i hjemmepleje og sygepleje"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Open a window in which scripts run, or do not."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, java_script_enabled=request.param, locale="da-DK"
    )
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_from_a_question_to_the_committees_paper(site: str, page: Page) -> None:
    """By keyboard alone, as Thisted all along: search, here?, side by side, calculate, brief."""
    page.goto(site)
    search_and_narrow(page)
    read_the_solution(page)
    ask_whether_it_works_here(page)
    lay_side_by_side(page)
    calculate(page)
    read_the_brief(page)


def search_and_narrow(page: Page) -> None:
    """Type a question, say where one comes from, and narrow by area."""
    fill(page, "Hvad vil I løse?", "skærmbesøg")
    tab_to(page, "select", "Vi er fra")
    page.keyboard.type("Thisted")
    press(page, "Søg")
    assert "kommune=thisted" in page.url
    tick(page, "omraade-hjemmepleje")
    press(page, "Vis resultater")
    assert "omraade=hjemmepleje" in page.url


def read_the_solution(page: Page) -> None:
    """Open the solution, whose stairs mark one step."""
    follow(page, SOLUTION)
    assert page.locator("h1").inner_text().replace("\n", " ") == SOLUTION
    assert page.locator('li[aria-current="step"]').count() == 1


def ask_whether_it_works_here(page: Page) -> None:
    """Read what is alike, different and unknown; no score is anywhere."""
    follow(page, "Se hele svaret")
    assert "/hos-os/" in page.url
    assert "Thisted" in page.locator("h1").inner_text()
    assert "% match" not in page.content()


def lay_side_by_side(page: Page) -> None:
    """Choose two municipalities and lay them side by side."""
    follow(page, SOLUTION)
    follow(page, "Sammenlign kommunerne")
    tick(page, "Viborg")
    tick(page, "Vejle")
    press(page, "Sammenlign")
    assert page.url.count("med=") == 2
    assert "kommune=thisted" in page.url


def calculate(page: Page) -> None:
    """Type a cost and a gain and read the result."""
    follow(page, SOLUTION)
    follow(page, "Regn på jeres egne tal")
    fill(page, "Udgift 1, sandsynligt", "100000")
    tab_to(page, "select", "Gevinst 1, regnet i")
    page.keyboard.type("kr. om")
    fill(page, "Gevinst 1, sandsynligt", "40000")
    press(page, "Regn")
    assert page.locator("#resultat").count() == 1
    assert "kommune=thisted" in page.url


def read_the_brief(page: Page) -> None:
    """Take the committee's paper, which names Thisted, the step and the release it was made from."""
    follow(page, SOLUTION)
    follow(page, "Beslutningsoplæg")
    assert "/beslutningsoplaeg/" in page.url
    text = page.locator("main").inner_text()
    assert "Thisted" in text
    assert "Det lykkedes ét sted" in text
    assert "Udgivelse" in text
