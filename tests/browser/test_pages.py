"""Every page in a real browser: accessible, no sideways scroll, no foreign request, no cookie, no error."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from kb.content.loading import load_catalogue
from tests.browser.inspection import NARROW, WIDE, inspect, windows
from tests.chromium import ROOT

CATALOGUE = load_catalogue(ROOT / "content").catalogue

FIXED = [
    "/",
    "/?kommune=vejle",
    "/soeg/",
    "/soeg/?q=skærmbesøg&kommune=vejle",
    "/soeg/?stadie=stoppet&omraade=beskaeftigelse",
    "/soeg/?q=xyzzy",
    "/kommuner/",
    "/om/",
    "/om/daekning/",
    "/om/metode/",
    "/om/grader/",
    "/loesninger/skaermbesoeg-hjemmepleje-sygepleje/hos-os/",
    "/loesninger/skaermbesoeg-hjemmepleje-sygepleje/hos-os/?kommune=thisted",
    "/loesninger/rpa-i-storskala/hos-os/?kommune=laesoe&vaegt-saet=pleje",
    "/loesninger/digital-hjemmetraening-hjemmepleje/beregn/",
    "/loesninger/digital-hjemmetraening-hjemmepleje/beregn/?u1=100000&g1=40000&g1-maal=kr-aar",
    "/loesninger/elektroniske-medicinhuskere/kommuner/?med=aalborg&med=esbjerg&med=faxe",
    "/sammenlign/",
    "/aendringer/",
    "/loesninger/skaermbesoeg-hjemmepleje-sygepleje/beslutningsoplaeg/?kommune=thisted",
    "/sammenlign/?loesning=vasketoiletter&loesning=sensorbleer&loesning=elektroniske-laase",
    "/tilgaengelighed/",
    "/findes-ikke/",
    "/en/",
    "/en/soeg/?q=video+visits",
]
SOLUTIONS = [f"/loesninger/{solution_id}/" for solution_id in CATALOGUE.solutions]
REPORTS = [f"/loesninger/{e.solution}/erfaringer/{e.id}/" for e in CATALOGUE.experiences.values()]
MUNICIPALITIES = [f"/kommuner/{municipality_id}/" for municipality_id in CATALOGUE.municipalities]
SAMPLE = [
    *FIXED,
    "/loesninger/skaermbesoeg-hjemmepleje-sygepleje/?kommune=thisted",
    "/en/loesninger/telemedicin-kol/",
    "/loesninger/platformorganisering-horsens/",
    "/loesninger/rpa-i-storskala/",
    *REPORTS[:: max(1, len(REPORTS) // 6)],
    "/en" + REPORTS[0],
    "/kommuner/aarhus/",
    "/kommuner/laesoe/",
    "/en/kommuner/vejle/",
]
# All pages take a quarter of an hour; EVERY_PAGE=1 opens them, else one in twenty-four stands for its kind.
STEP = 1 if os.environ.get("EVERY_PAGE") else 24
PAGES = (*SOLUTIONS[:: (STEP + 1) // 2], *REPORTS[::STEP], *MUNICIPALITIES[::STEP])
THE_REST = [path for path in PAGES if path not in SAMPLE]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[tuple[int, str], BrowserContext]]:
    """One window for each width, and a dark one; a cookie in any of them would be seen."""
    with windows(browser) as made:
        yield made


@pytest.mark.browser
@pytest.mark.parametrize("path", SAMPLE)
def test_a_page_is_sound_in_a_browser(site: str, contexts: dict, path: str) -> None:
    """At 1280 and 320 px, and dark, a page has no fault that axe or the browser can see."""
    for look, context in contexts.items():
        inspect(site, context, path, look)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", THE_REST)
def test_every_other_page_is_sound_in_a_browser(site: str, contexts: dict, path: str) -> None:
    """At 1280 and 320 px pages beyond the sample are as sound, every one of them where that is asked for."""
    for look in (WIDE, NARROW):
        inspect(site, contexts[look], path, look)


@pytest.mark.browser
def test_the_first_view_of_search_is_light(site: str, browser: Browser) -> None:
    """The search page with all it needs is at most 250 kB in at most 15 requests."""
    page = browser.new_page()
    sizes: list[int] = []
    page.on(
        "requestfinished",
        lambda request: sizes.append(
            sum(request.sizes()[key] for key in ("responseBodySize", "responseHeadersSize"))
        ),
    )
    page.goto(f"{site}/soeg/?q=skærmbesøg", wait_until="networkidle")
    page.close()

    assert len(sizes) <= 15
    assert sum(sizes) <= 250_000


@pytest.mark.browser
def test_a_leader_finds_a_stopped_trial_by_keyboard_alone(site: str, browser: Browser) -> None:
    """With the keyboard alone: skip to content, search, open a result; focus is always visible."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(site)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skipnav"
    page.locator("#q").focus()
    page.keyboard.type("medicinhuskere")
    page.keyboard.press("Enter")
    page.wait_for_url("**/soeg/**")
    link = page.locator(".hit h3 a").first
    link.focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    page.wait_for_url("**/loesninger/**")

    assert outline != "none"
    assert "medicinhuskere" in page.locator("h1").inner_text().lower()
    page.close()
