"""What a page costs beside rendering its template alone, over made-up reports.

Each kind of page is asked for in process, then the same template is rendered with the same page again, in
turns; the medians and their ratios are printed: the page made anew, and the page kept from the time before.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, template_rendered

from benchmarks.site import built_site, open_site
from kb.errors import KnowledgeBankError
from kb.web.app import create_app

TURNS = 25
ONE, OTHER = "opdigtet-00001", "opdigtet-00002"
PAGES = {
    "search, one word": "/soeg/?q=robot&kommune=fabelby",
    "search, five words": "/soeg/?q=borger+besoeg+hjem+tid+medarbejder&kommune=fabelby",
    "search, narrowed": "/soeg/?q=borger&stadie=i-drift&omraade=hjemmepleje&kommune=fabelby",
    "search, nothing typed": "/soeg/?kommune=fabelby",
    "solution": f"/loesninger/{ONE}/?kommune=fabelby",
    "would it work here": f"/loesninger/{ONE}/hos-os/?kommune=fabelby",
    "solutions side by side": f"/sammenlign/?loesning={ONE}&loesning={OTHER}",
    "municipalities side by side": f"/loesninger/{ONE}/kommuner/?med=fabelby&med=fabellev",
    "business case": f"/loesninger/{ONE}/beregn/?u1=100000&g1=40000&g1-maal=kr-aar",
    "decision brief": f"/loesninger/{ONE}/beslutningsoplaeg/?kommune=fabelby",
    "municipality": "/kommuner/fabelby/",
}


@dataclass(frozen=True)
class Rendered:
    """A template and what it was given when a page was made."""

    template: Any
    context: dict[str, Any]


@dataclass(frozen=True)
class PageTimes:
    """Milliseconds: the template alone, the page made anew, and the page kept."""

    template: float
    anew: float
    kept: float


def render_once(app: Flask, path: str) -> Rendered:
    """Ask for a page and catch the template it was made with."""
    rendered: list[Rendered] = []

    def note(_: Flask, template: Any, context: dict[str, Any], **__: Any) -> None:
        rendered.append(Rendered(template, context))

    with template_rendered.connected_to(note, app):
        response = app.test_client().get(path, follow_redirects=True)
    if response.status_code != 200 or not rendered:
        raise KnowledgeBankError(f"{path} svarede {response.status_code}.")
    return rendered[-1]


def measure_page(app: Flask, path: str) -> PageTimes:
    """Time a page made anew, kept, and its template alone, in turns; give the medians."""
    found, client = render_once(app, path), app.test_client()
    times: dict[str, list[float]] = {"template": [], "anew": [], "kept": []}
    for _ in range(TURNS):
        app.extensions["kept_pages"].clear()
        for kind in ("anew", "kept"):
            times[kind].append(timed(lambda: client.get(path, follow_redirects=True)))
        with app.test_request_context(path):
            times["template"].append(timed(lambda: found.template.render(found.context)))
    return PageTimes(**{kind: statistics.median(values) for kind, values in times.items()})


def timed(work: Callable[[], object]) -> float:
    """Count the processor's milliseconds of one piece of work; waiting for others does not count."""
    start = time.process_time()
    work()
    return 1_000 * (time.process_time() - start)


def measure(reports: int) -> Iterator[str]:
    """Measure every page over a number of reports; yield a Markdown table line by line."""
    config = built_site(reports)
    app = create_app(config, open_site(config))
    yield "| page | template, ms | anew, ms | ratio | kept, ms | ratio |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, path in PAGES.items():
        found = measure_page(app, path)
        floor = found.template
        cells = (floor, found.anew, found.anew / floor, found.kept, found.kept / floor)
        yield f"| {name} | {' | '.join(f'{cell:.2f}' for cell in cells)} |"
