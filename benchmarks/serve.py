"""How many pages a second two processes serve, and how long the slowest wait, beside a bare template.

wrk asks on this machine's own address for ten seconds each: search pages that nobody has asked for before,
one search page again and again (kept), and the same template rendered with the same page and nothing else.
"""

import gc
import logging
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks.pages import render_once, searches
from benchmarks.site import built_site, open_site
from kb.errors import KnowledgeBankError
from kb.web.app import create_app, settle

WORKERS, CONNECTIONS, SECONDS = 2, 8, 10
SEARCHES = 20_000
KEPT_PAGE = "/soeg/?q=robot+borger&kommune=fabelby"
BARE = "/bare-template"
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Any]
SCRIPT = """
local paths = {{ {paths} }}
local at = math.random(#paths)
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""


def with_bare_page(app: Flask) -> Wsgi:
    """Answer one address more: the search page's template, rendered and nothing else."""
    found = render_once(app, KEPT_PAGE)

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        if environ["PATH_INFO"] != BARE:
            return app(environ, start_response)
        with app.test_request_context(KEPT_PAGE):
            body = found.template.render(found.context).encode()
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(body)))])
        return [body]

    return answer


@contextmanager
def two_workers(reports: int) -> Iterator[int]:
    """Serve from two processes that share one listening socket; give its port."""
    config = built_site(reports)
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listener:
        workers = [_fork(listener, config) for _ in range(WORKERS)]
        try:
            yield int(listener.getsockname()[1])
        finally:
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
                os.waitpid(worker, 0)


def _fork(listener: socket.socket, config: Any) -> int:
    worker = os.fork()
    if worker == 0:
        import waitress

        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        app = create_app(config, open_site(config))
        render_once(app, KEPT_PAGE)
        gc.collect()
        settle()
        app.extensions["kept_pages"].clear()
        waitress.serve(with_bare_page(app), sockets=[listener], threads=8, _quiet=True)
    return worker


def measure(reports: int) -> Iterator[str]:
    """Measure over a number of reports; yield a Markdown table line by line."""
    if not shutil.which("wrk"):
        raise KnowledgeBankError("wrk er ikke installeret (på Debian og Ubuntu: apt install wrk).")
    yield "| two processes, eight connections | pages a second | median, ms | p99, ms |"
    yield "|---|---:|---:|---:|"
    with two_workers(reports) as port:
        kinds = {
            "search pages, all different": searches(SEARCHES),
            "one search page, kept": [KEPT_PAGE],
            "its template alone": [BARE],
        }
        for paths in kinds.values():
            _ask(port, paths[:50], seconds=2)
        for name, paths in kinds.items():
            rate, median, slowest = _ask(port, paths, SECONDS)
            yield f"| {name} | {rate:.0f} | {median:.1f} | {slowest:.1f} |"


def _ask(port: int, paths: list[str], seconds: int) -> tuple[float, float, float]:
    """Run wrk; tell pages a second, and the median and the 99th percentile in milliseconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        Path(script.name).write_text(SCRIPT.format(paths=", ".join(f'"{path}"' for path in paths)))
        address = f"http://127.0.0.1:{port}/"
        command = [
            "wrk",
            "-t1",
            f"-c{CONNECTIONS}",
            f"-d{seconds}s",
            "--timeout",
            "30s",
            "--latency",
            "-s",
            script.name,
            address,
        ]
        time.sleep(0.5)
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise KnowledgeBankError(told)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    return float(rate[1]) if rate else 0.0, _milliseconds(told, "50%"), _milliseconds(told, "99%")


def _milliseconds(told: str, share: str) -> float:
    found = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", told)
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1_000.0}[found[2]] if found else 0.0
