"""What a page costs beside rendering its template alone, over made-up reports.

Each kind of page is asked for in process, then the same template is rendered with the same page again, in
turns; medians are printed: the page made anew, and the page kept from the time before. The application is
called as a server calls it. What it keeps of a release is at hand, as in a process that has run for a while.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from flask import Flask, template_rendered
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.site import built_site, open_site
from benchmarks.words import language
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.web.app import create_app, settle

TURNS = 40
# Up to which search the pages of a new process are put together.
STARTING = (10, 25, 50, 100, 200, 400)
ONE, OTHER = "opdigtet-00001", "opdigtet-00002"
PAGES = {
    "search, one word": "/soeg/?q=robot&kommune=fabelby",
    "search, five words": "/soeg/?q=borger+besoeg+hjem+tid+medarbejder&kommune=fabelby",
    "search, narrowed": "/soeg/?q=borger&stadie=i-drift&omraade=hjemmepleje&kommune=fabelby",
    "search, nothing typed": "/soeg/?kommune=fabelby",
    "search, misspelt": "/soeg/?q=medarbejdar&kommune=fabelby",
    "solution": f"/loesninger/{ONE}/?kommune=fabelby",
    "would it work here": f"/loesninger/{ONE}/hos-os/?kommune=fabelby",
    "solutions side by side": f"/sammenlign/?loesning={ONE}&loesning={OTHER}",
    "municipalities side by side": f"/loesninger/{ONE}/kommuner/?med=fabelby&med=fabellev",
    "business case": f"/loesninger/{ONE}/beregn/?u1=100000&g1=40000&g1-maal=kr-aar",
    "decision brief": f"/loesninger/{ONE}/beslutningsoplaeg/?kommune=fabelby",
    "municipality": "/kommuner/fabelby/",
}
OWN_PAGES = {
    "one word": "/soeg/?q=demens&kommune=vejle",
    "several words": "/soeg/?q=hjemmepleje+skaerm+sensor+nat&kommune=vejle",
    "narrowed": "/soeg/?q=borger&stadie=i-drift&omraade=hjemmepleje&kommune=vejle",
    "nothing typed": "/soeg/?kommune=vejle",
    "misspelt": "/soeg/?q=hjemepleje&kommune=vejle",
}


@dataclass(frozen=True)
class Rendered:
    """A template and what it was given when a page was made."""

    template: Any
    context: dict[str, Any]


@dataclass(frozen=True)
class PageTimes:
    """Milliseconds, turn by turn: the template alone, the page made anew, and the page kept."""

    template: list[float] = field(default_factory=list)
    anew: list[float] = field(default_factory=list)
    kept: list[float] = field(default_factory=list)

    def cells(self) -> tuple[float, ...]:
        """Give the medians, and the medians of each turn's ratios to the template of that turn."""
        anew, kept = (self._ratio(times) for times in (self.anew, self.kept))
        template = statistics.median(self.template)
        return template, statistics.median(self.anew), anew, statistics.median(self.kept), kept

    def _ratio(self, times: list[float]) -> float:
        return statistics.median(one / floor for one, floor in zip(times, self.template, strict=True))


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
    """Time a page made anew, kept, and its template alone, in turns."""
    found, times = render_once(app, path), PageTimes()
    for _ in range(TURNS):
        app.extensions["kept_pages"].clear()
        for turn in (times.anew, times.kept):
            environ = EnvironBuilder(path).get_environ()
            turn.append(timed(partial(run_wsgi_app, app, environ)))
        with app.test_request_context(path):
            times.template.append(timed(lambda: found.template.render(found.context)))
    return times


def timed(work: Callable[[], object]) -> float:
    """Count the processor's milliseconds of one piece of work; waiting for others does not count."""
    start = time.process_time()
    work()
    return 1_000 * (time.process_time() - start)


def measure(reports: int) -> Iterator[str]:
    """Measure every page over a number of made-up reports; yield a Markdown table line by line."""
    config = built_site(reports)
    return table_of(create_app(config, open_site(config)), PAGES)


def measure_own(config: Config) -> Iterator[str]:
    """Measure the search page over the bank's own content, which must be built."""
    return table_of(create_app(config), OWN_PAGES)


def measure_start(reports: int) -> Iterator[str]:
    """Measure how a process that has just begun gets quicker; yield a Markdown table line by line."""
    config = built_site(reports)
    app = create_app(config, open_site(config))
    client = app.test_client()
    client.get(PAGES["search, one word"])
    settle()
    times = [timed(partial(client.get, path)) for path in searches(STARTING[-1])]
    yield "| different searches of two words | ms a page |"
    yield "|---|---:|"
    for first, last in pairwise((0, *STARTING)):
        yield f"| {first + 1} to {last} | {statistics.mean(times[first:last]):.0f} |"


def searches(count: int) -> list[str]:
    """Draw the addresses of different searches, each for two words."""
    chance, words = random.Random(3), language().words[:4_000]  # noqa: S311 - chance, not secrets
    return [
        f"/soeg/?q={'+'.join(map(_ascii, chance.sample(words, 2)))}&kommune=fabelby" for _ in range(count)
    ]


def _ascii(word: str) -> str:
    return word.replace("æ", "ae").replace("ø", "oe").replace("å", "aa")


def table_of(app: Flask, pages: Mapping[str, str]) -> Iterator[str]:
    """Measure pages; yield a Markdown table line by line."""
    for path in pages.values():
        app.test_client().get(path)
    app.extensions["kept_pages"].clear()
    gc.collect()
    settle()
    yield "| page | template, ms | anew, ms | ratio | kept, ms | ratio |"
    yield "|---|---:|---:|---:|---:|---:|"
    for name, path in pages.items():
        yield f"| {name} | {' | '.join(f'{cell:.2f}' for cell in measure_page(app, path).cells())} |"
