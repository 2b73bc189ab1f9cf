"""What a build, a change, an opening and a start cost, and how much memory a serving process holds.

Each size is built from files in a folder of its own, as an editor's is. Times are seconds on the clock,
memory is what the process alone holds (unique set size) after it has answered every kind of page.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.generator import AS_OF
from benchmarks.site import content_of, open_site
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.release.building import build_release
from kb.release.opening import open_release
from kb.release.store import Store

LONGEST_START = 120.0
TURNS = 5
PAGES = (
    "/",
    "/soeg/?q=robot",
    "/soeg/?q=hjem+besoeg&stadie=i-drift",
    "/loesninger/opdigtet-00001/",
    "/kommuner/",
)


@dataclass(frozen=True)
class BuildFigures:
    """One size: seconds, and megabytes of memory and of disk."""

    reports: int
    full: float
    unchanged: float
    one_file: float
    live: float
    opening: float
    first_page: float
    memory: float
    disk: float


def measure(reports: int) -> BuildFigures:
    """Build, change, open, start and ask, at one size."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        content = Path(folder, "content")
        shutil.copytree(content_of(reports), content)
        config = Config(content, Path(folder, "index"))
        full = timed(lambda: build_release(config, AS_OF))
        unchanged = timed(lambda: build_release(config, AS_OF))
        one_file, live = _change(config)
        store = Store(config.index_dir)
        release_id = store.current_id() or ""
        opening = min(timed(lambda: open_release(store, release_id)) for _ in range(TURNS))
        disk = sum(path.stat().st_size for path in store.folder(release_id).rglob("*") if path.is_file())
        first_page, memory = _serve(config)
    return BuildFigures(
        reports, full, unchanged, one_file, live, opening, first_page, memory / 2**20, disk / 2**20
    )


def _change(config: Config) -> tuple[float, float]:
    """Change one report; tell the seconds of the build, and until a site that is running shows it."""
    bank = open_site(config)
    before = bank.current.id
    path = sorted(config.content_dir.glob("solutions/*/experiences/*.yaml"))[0]
    path.write_text(
        re.sub("^description: ", "description: Nyopdigtet ", path.read_text(), flags=re.MULTILINE)
    )
    start = time.perf_counter()
    build_release(config, AS_OF)
    built = time.perf_counter() - start
    while bank.current.id == before:
        time.sleep(0.001)
    return built, time.perf_counter() - start


def _serve(config: Config) -> tuple[float, float]:
    """Start the site as an operator does; tell the seconds to its first page, and its memory in bytes."""
    with serving(config) as (port, process):
        start = psutil.Process(process.pid).create_time()
        _wait_for(f"http://127.0.0.1:{port}/")
        first_page = time.time() - start
        for page in PAGES:
            fetch(f"http://127.0.0.1:{port}{page}")
        return first_page, psutil.Process(process.pid).memory_full_info().uss


@contextmanager
def serving(config: Config) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run `kb serve` on a free port of this machine, and end it."""
    port = free_port()
    environment = {
        **os.environ,
        "KB_CONTENT_DIR": str(config.content_dir),
        "KB_INDEX_DIR": str(config.index_dir),
        "KB_PORT": str(port),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kb.cli", "serve"], env=environment, stdout=subprocess.DEVNULL
    )
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(10)


def free_port() -> int:
    """Find a port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end:
        try:
            fetch(address)
        except urllib.error.URLError:
            time.sleep(0.01)
        else:
            return
    raise KnowledgeBankError(f"{address} svarer ikke.")


def fetch(address: str) -> bytes:
    """Read a page."""
    with urllib.request.urlopen(address, timeout=60) as response:  # noqa: S310 - our own server
        content: bytes = response.read()
    return content


def timed(work: Callable[[], object]) -> float:
    """Time one piece of work in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def table_of(figures: list[BuildFigures]) -> Iterator[str]:
    """Write the sizes as a Markdown table, one column each, and how each figure grows with the first size."""
    yield f"| | {' | '.join(f'{one.reports:,} reports'.replace(',', '.') for one in figures)} |"
    yield f"|---|{'---:|' * len(figures)}"
    rows: dict[str, Callable[[BuildFigures], float]] = {
        "full build, s": lambda one: one.full,
        "nothing changed, s": lambda one: one.unchanged,
        "one file changed, build, s": lambda one: one.one_file,
        "one file changed, live on a running site, s": lambda one: one.live,
        "opening a release, s": lambda one: one.opening,
        "first page after `kb serve`, s": lambda one: one.first_page,
        "memory of the process, MB": lambda one: one.memory,
        "release on disk, MB": lambda one: one.disk,
    }
    for name, value in rows.items():
        yield f"| {name} | {' | '.join(_cell(value(one), value(figures[0])) for one in figures)} |"


def _cell(value: float, first: float) -> str:
    growth = f" ({value / first:.1f}×)" if value != first else ""
    return f"{value:.{0 if value >= 100 else 2}f}{growth}"
