"""A decision brief on paper: at most two A4 pages, whatever the record holds, and sound on the screen."""

import dataclasses
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, Page

from kb.config import Config
from kb.web.app import create_app
from tests.browser.inspection import inspect
from tests.browser.test_pages import CATALOGUE, SOLUTIONS, STEP, contexts
from tests.web.toy import ToyBank, toy_release

__all__ = ["contexts"]

OWN = (
    "enhed=besøg&maengde-lav=60&maengde=120&maengde-hoej=223&pr=uge&loen=260&u1-lav=150000&u1=200000&u1-hoej=250000"
    "&u2=120000&g1-lav=5&g1=10&g1-hoej=15&g1-andel=25&t1=100000"
)
# One of the seven most alike, the largest, and one that nobody is like.
PLACES = ("thisted", "koebenhavn", "laesoe")
# The fields whose words a page shows, and how long they are made.
WORDY = dict.fromkeys(("label", "denominator", "words", "period", "publisher", "organisation", "reason"), 190) | {
    "title": 160, "summary": 490, "description": 590, "question": 290, "gaps": 290,
}  # fmt: skip


def length_of(solution_id: str) -> int:
    """Tell how much there is to say of a solution."""
    return len(repr(CATALOGUE.solutions[solution_id])) + len(repr(CATALOGUE.experiences_of(solution_id)))


LONGEST = sorted(CATALOGUE.solutions, key=length_of, reverse=True)[:3]


def brief_path(solution_id: str, query: str = "") -> str:
    """Write the address of a brief."""
    return f"/loesninger/{solution_id}/beslutningsoplaeg/?{query}"


def count_pages(page: Page, url: str) -> int:
    """Print a page to PDF on A4 and count its leaves."""
    page.goto(url)
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))


def stretched(value: object, name: str = "") -> object:
    """Make a record whose words are as long as the format allows, or nearly so."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {f.name: stretched(getattr(value, f.name), f.name) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(stretched(one, name) for one in value)
    if isinstance(value, str) and name in WORDY:
        return (f"{value} " * 600)[: WORDY[name]]
    return value


@pytest.fixture(scope="module")
def stretched_site() -> Iterator[str]:
    """Serve the longest solutions with every text stretched, and give the address."""
    catalogue = dataclasses.replace(
        CATALOGUE,
        solutions={one: stretched(CATALOGUE.solutions[one]) for one in LONGEST},
        experiences={
            report.ref: stretched(report) for one in LONGEST for report in CATALOGUE.experiences_of(one)
        },
    )
    app = create_app(Config(Path(), Path()), ToyBank(toy_release(catalogue)))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="module")
def paper(browser: Browser) -> Iterator[Page]:
    """One window to print from."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("solution_id", LONGEST)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_longest_solutions_fit_on_two_pages(
    site: str, paper: Page, prefix: str, solution_id: str
) -> None:
    """For each of three municipalities, with and without a case of the reader's, the PDF has at most two pages."""
    for place in PLACES:
        for own in ("", f"&{OWN}"):
            assert count_pages(paper, site + prefix + brief_path(solution_id, f"kommune={place}{own}")) <= 2


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", SOLUTIONS[:: (STEP + 3) // 4])
def test_the_other_solutions_fit_on_two_pages(site: str, paper: Page, path: str) -> None:
    """No brief beyond the longest is longer than two pages; every one is printed where that is asked for."""
    for query in ("", *(f"?kommune={place}" for place in PLACES)):
        assert count_pages(paper, f"{site}{path}beslutningsoplaeg/{query}") <= 2


@pytest.mark.browser
@pytest.mark.parametrize("solution_id", LONGEST)
def test_words_as_long_as_the_format_allows_fit_on_two_pages(
    stretched_site: str, paper: Page, solution_id: str
) -> None:
    """However long the texts of a record are, the brief keeps to two pages."""
    for place in PLACES:
        url = stretched_site + brief_path(solution_id, f"kommune={place}&{OWN}")
        assert count_pages(paper, url) <= 2


@pytest.mark.browser
def test_paper_holds_no_menu_no_form_and_no_hint(site: str, paper: Page) -> None:
    """In print the menu, the choice of municipality, the foot and the hint on printing are gone."""
    paper.goto(site + brief_path(LONGEST[0]))
    paper.emulate_media(media="print")
    hidden = [".kb-nav", ".crumbs", ".ask-who", ".brief__screen", ".kb-foot"]

    assert [one for one in hidden if paper.locator(one).first.is_visible()] == []
    assert paper.locator(".brief h1").is_visible()
    paper.emulate_media(media="screen")
    assert paper.locator(".ask-who").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        brief_path(LONGEST[0], f"kommune=thisted&{OWN}"),
        brief_path(LONGEST[1], "kommune=laesoe"),
        brief_path("os2kitos", "kommune=findes-ikke"),
        "/en" + brief_path(LONGEST[2], "kommune=koebenhavn&u1=abc"),
    ],
)
def test_a_brief_is_sound_in_a_browser(site: str, contexts: dict, path: str) -> None:
    """At 1280 and 320 px, and dark, a brief has no fault that axe or the browser can see."""
    for look, context in contexts.items():
        inspect(site, context, path, look)
