"""What a page costs beside rendering its template alone, over 2,000 made-up reports.

`python -m benchmarks.pages` builds a bank of invented municipalities, asks for each kind of page in
process, then renders the same template with the same page again, in turns, and prints the medians and
their ratios: the page made anew, and the page kept from the time before.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask, template_rendered

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.web.app import create_app
from tests.generated import write_generated

REPORTS = 2_000
TURNS = 25
DAY = "2026-11-25"
ONE, OTHER = "opdigtet-1", "opdigtet-2"
PAGES = {
    "search": "/soeg/?q=sensor&kommune=opdigt-3",
    "solution": f"/loesninger/{ONE}/?kommune=opdigt-3",
    "would it work here": f"/loesninger/{ONE}/hos-os/?kommune=opdigt-3",
    "solutions side by side": f"/sammenlign/?loesning={ONE}&loesning={OTHER}",
    "municipalities side by side": f"/loesninger/{ONE}/kommuner/?med=opdigt-1&med=opdigt-21",
    "business case": f"/loesninger/{ONE}/beregn/?u1=100000&g1=40000&g1-maal=kr-aar",
    "decision brief": f"/loesninger/{ONE}/beslutningsoplaeg/?kommune=opdigt-3",
    "municipality": "/kommuner/opdigt-3/",
}


def make_site(folder: Path) -> Flask:
    """Build a bank of made-up reports and open the site on it."""
    write_generated(folder / "content", REPORTS)
    config = Config(folder / "content", folder / "index")
    build_release(config, DAY)
    return create_app(config, KnowledgeBank(config, clock=lambda: DAY))


def measure(app: Flask, path: str) -> dict[str, float]:
    """Time a page made anew, kept, and its template alone, in turns; give the medians in milliseconds."""
    rendered: list[tuple[Any, dict[str, Any]]] = []

    def note(_: Flask, template: Any, context: dict[str, Any], **__: Any) -> None:
        rendered.append((template, context))

    client = app.test_client()
    with template_rendered.connected_to(note, app):
        response = client.get(path, follow_redirects=True)
    if response.status_code != 200 or not rendered:
        raise SystemExit(f"{path} answered {response.status_code}")
    template, context = rendered[-1]
    times: dict[str, list[float]] = {"anew": [], "kept": [], "template": []}
    for _ in range(TURNS):
        app.extensions["kept_pages"].clear()
        for kind in ("anew", "kept"):
            times[kind].append(timed(lambda: client.get(path, follow_redirects=True)))
        with app.test_request_context(path):
            times["template"].append(timed(lambda: template.render(context)))
    return {kind: statistics.median(found) for kind, found in times.items()}


def timed(work: Callable[[], object]) -> float:
    """Time one piece of work in milliseconds."""
    start = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - start)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        app = make_site(Path(folder))
        sys.stdout.write(f"{'':30}{'template ms':>12}{'anew':>8}{'ratio':>8}{'kept':>8}{'ratio':>8}\n")
        for name, path in PAGES.items():
            found = measure(app, path)
            floor, anew, kept = found["template"], found["anew"], found["kept"]
            sys.stdout.write(
                f"{name:30}{floor:12.1f}{anew:8.1f}{anew / floor:8.2f}{kept:8.1f}{kept / floor:8.2f}\n"
            )


if __name__ == "__main__":
    main()
