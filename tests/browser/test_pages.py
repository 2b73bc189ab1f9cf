"""Every page in a real browser: accessible, no sideways scroll, no foreign request, no cookie, no error."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from kb.content.loading import load_catalogue
from tests.chromium import ROOT

AXE = Path(ROOT / "node_modules" / "axe-core" / "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
WIDTHS = (1280, 320)
# A field that shows fewer than some four digits is broken, though no rule of axe says so.
# Pixels that a page is wider than its window: with its own font, and with a reader's wide one before that has come.
OVERFLOW = """async () => {
  const beyond = () => Math.max(0, document.documentElement.scrollWidth - innerWidth);
  await document.fonts.ready;
  const own = beyond();
  document.documentElement.style.fontFamily = document.body.style.fontFamily = "DejaVu Sans, Verdana, sans-serif";
  const wide = beyond();
  document.documentElement.style.fontFamily = document.body.style.fontFamily = "";
  return [own, wide];
}"""
NARROW_FIELDS = """() => [...document.querySelectorAll("input[type=text], input[type=search], select")]
  .filter(field => field.checkVisibility() && field.getBoundingClientRect().width < 60)
  .map(field => field.name)"""
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
# All pages take a quarter of an hour; EVERY_PAGE=1 opens them, else one in eight stands for its kind.
STEP = 1 if os.environ.get("EVERY_PAGE") else 8
PAGES = (*SOLUTIONS[:: (STEP + 1) // 2], *REPORTS[::STEP], *MUNICIPALITIES[::STEP])
THE_REST = [path for path in PAGES if path not in SAMPLE]


@pytest.fixture(scope="module")
def contexts(browser: Browser) -> Iterator[dict[tuple[int, str], BrowserContext]]:
    """One window for each width, and a dark one; a cookie in any of them would be seen."""
    kinds = [*((width, "light") for width in WIDTHS), (WIDTHS[0], "dark")]
    made = {
        (width, scheme): browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for width, scheme in kinds
    }
    yield made
    for context in made.values():
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", SAMPLE)
def test_a_page_is_sound_in_a_browser(site: str, contexts: dict, path: str) -> None:
    """At 1280 and 320 px, and dark, a page has no fault that axe or the browser can see."""
    for context in contexts.values():
        inspect(site, context, path)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize("path", THE_REST)
def test_every_other_page_is_sound_in_a_browser(site: str, contexts: dict, path: str) -> None:
    """At 1280 and 320 px pages beyond the sample are as sound, every one of them where that is asked for."""
    for width in WIDTHS:
        inspect(site, contexts[width, "light"], path)


def inspect(site: str, context: BrowserContext, path: str) -> None:
    """Open a page and hold it against every rule."""
    page = context.new_page()
    try:
        seen = listen(page)
        page.goto(site + path, wait_until="load")
        assert [url for url in seen.requests if not url.startswith(site)] == []
        assert seen.complaints == []
        assert page.evaluate(OVERFLOW) == [0, 0]
        assert page.evaluate(NARROW_FIELDS) == []
        assert context.cookies() == []
        assert violations(page) == []
    finally:
        page.close()


@dataclass(frozen=True)
class Seen:
    """What the browser asked for and what it complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def listen(page: Page) -> Seen:
    """Note every request and every complaint; that a missing page is missing is none."""
    seen = Seen()
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "console", lambda message: seen.complaints.append(message.text) if is_complaint(message) else None
    )
    page.on(
        "response", lambda response: seen.complaints.append(response.url) if is_broken(response) else None
    )
    return seen


def is_complaint(message: ConsoleMessage) -> bool:
    """Tell whether a line of the console is an error other than the status of the page itself."""
    return message.type == "error" and "status of 404" not in message.text


def is_broken(response: Response) -> bool:
    """Tell whether something the page needs is missing; the page itself may be a 404 page."""
    return response.status >= 400 and not response.request.is_navigation_request()


def violations(page: Page) -> list[str]:
    """List what axe finds, with the elements at fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    return [
        f"{rule['id']}: {rule['help']}: {json.dumps([node['html'][:160] for node in rule['nodes'][:4]], ensure_ascii=False)}"
        for rule in found["violations"]
    ]


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
