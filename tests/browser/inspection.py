"""What a page is held against in a browser: axe's rules, its width, what it asks for, and what the browser says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

from tests.chromium import ROOT

AXE = Path(ROOT / "node_modules" / "axe-core" / "axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549", "best-practice"]
# Colours are the same at every width, and all but colours is the same in the dark; contrast takes most of the time.
CONTRAST = "color-contrast"
WIDE, NARROW, DARK = (1280, "light"), (320, "light"), (1280, "dark")
CHECKS: dict[tuple[int, str], dict[str, Any]] = {
    WIDE: {"runOnly": RULES},
    NARROW: {"runOnly": RULES, "rules": {CONTRAST: {"enabled": False}}},
    DARK: {"runOnly": {"type": "rule", "values": [CONTRAST]}},
}
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


@contextmanager
def windows(browser: Browser, **options: Any) -> Iterator[dict[tuple[int, str], BrowserContext]]:
    """Open a wide window, a narrow one and a dark one."""
    made = {
        (width, scheme): browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **options
        )
        for width, scheme in CHECKS
    }
    yield made
    for context in made.values():
        context.close()


def inspect(
    site: str, context: BrowserContext, path: str, look: tuple[int, str], *, is_readers: bool = True
) -> None:
    """Open a page and hold it against every rule that its width or its colours can break; a reader has no cookie."""
    page = context.new_page()
    try:
        seen = listen(page)
        page.goto(site + path, wait_until="load")
        assert [url for url in seen.requests if not url.startswith(site)] == []
        assert seen.complaints == []
        assert page.evaluate(OVERFLOW) == [0, 0]
        assert page.evaluate(NARROW_FIELDS) == []
        assert not (is_readers and context.cookies())
        assert violations(page, look) == []
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
    return message.type == "error" and "with a status of 4" not in message.text


def is_broken(response: Response) -> bool:
    """Tell whether something the page needs is missing; the page itself may be a 404 page."""
    return response.status >= 400 and not response.request.is_navigation_request()


def violations(page: Page, look: tuple[int, str] = WIDE) -> list[str]:
    """List what axe finds, with the elements at fault."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "options => axe.run(document, {...options, resultTypes: ['violations']})", CHECKS[look]
    )
    return [
        f"{rule['id']}: {rule['help']}: {json.dumps([node['html'][:160] for node in rule['nodes'][:4]], ensure_ascii=False)}"
        for rule in found["violations"]
    ]
