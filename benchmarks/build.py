"""What a build, a change, an opening and a start cost, and how much memory they and a serving process hold.

Each size is built from files in a folder of its own, by `kb build` as an editor runs it, the start of the
program included. Python may keep compiled modules, as it does unless it is told not to, in a folder of the
benchmark's own. Beside the seconds on the clock stands what the processor worked for it, which other programs
on the machine disturb less. A change and a start are the middle one of several. The memory of a build is the
most it held; that of a serving process is what it alone holds (unique set size) after it has answered every
kind of page.
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

from benchmarks.corpus import cache_folder
from benchmarks.generator import AS_OF
from benchmarks.site import content_of, open_site
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.release.opening import open_release
from kb.release.store import Store

LONGEST_START = 120.0
LONGEST_BUILD = 600.0
TURNS = 5
MODULES = "modules"
MB = 2**20
PAGES = (
    "/",
    "/soeg/?q=robot",
    "/soeg/?q=hjem+besoeg&stadie=i-drift",
    "/loesninger/opdigtet-00001/",
    "/kommuner/",
)


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of the processor, and megabytes held at most."""

    clock: float
    processor: float
    memory: float


@dataclass(frozen=True)
class BuildFigures:
    """One size."""

    reports: int
    full: Cost
    unchanged: Cost
    one_file: Cost
    live: float
    opening: Cost
    first_page: Cost
    serving: float
    disk: float


def measure(reports: int) -> BuildFigures:
    """Build, change, open, start and ask, at one size."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        content = Path(folder, "content")
        shutil.copytree(content_of(reports), content)
        config = Config(content, Path(folder, "index"), data_dir=Path(folder, "instance"))
        full, unchanged = build(config), build(config)
        changes = [_change(config, turn) for turn in range(TURNS)]
        one_file, live = sorted(changes, key=lambda found: found[1])[TURNS // 2]
        store = Store(config.index_dir)
        release_id = store.current_id() or ""
        opening = min((timed(lambda: open_release(store, release_id)) for _ in range(TURNS)), key=_work)
        disk = sum(path.stat().st_size for path in store.folder(release_id).rglob("*") if path.is_file())
        starts = [_serve(config) for _ in range(TURNS)]
        first_page, serving_memory = sorted(starts, key=lambda found: found[0].clock)[TURNS // 2]
    return BuildFigures(
        reports, full, unchanged, one_file, live, opening, first_page, serving_memory / MB, disk / MB
    )


def _work(cost: Cost) -> float:
    return cost.processor


def build(config: Config) -> Cost:
    """Run `kb build` on the day the content was made up for."""
    start = time.perf_counter()
    return _cost_of(_start_build(config), start)


def _start_build(config: Config) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kb.cli", "build", "--date", AS_OF]
    return subprocess.Popen(command, env=_environment(config), stdout=subprocess.DEVNULL)


def _cost_of(process: subprocess.Popen[bytes], start: float) -> Cost:
    """Wait until a build that was started is done; raise KnowledgeBankError where it fails."""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise KnowledgeBankError("kb build lykkedes ikke.")
    return Cost(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _change(config: Config, turn: int) -> tuple[Cost, float]:
    """Change one report; tell what the build costs, and the seconds until a site that is running shows it.

    Each turn changes another report.
    """
    bank = open_site(config)
    before = bank.current.id
    paths = sorted(config.content_dir.glob("solutions/*/experiences/*.yaml"))
    path = paths[turn * len(paths) // TURNS]
    path.write_text(
        re.sub("^description: ", "description: Nyopdigtet ", path.read_text(), flags=re.MULTILINE)
    )
    start = time.perf_counter()
    process = _start_build(config)
    while bank.current.id == before and time.perf_counter() < start + LONGEST_BUILD:
        time.sleep(0.005)
    shown = time.perf_counter() - start
    return _cost_of(process, start), shown


def _serve(config: Config) -> tuple[Cost, float]:
    """Start the site as an operator does; tell what the first page costs, and the memory after more."""
    start = time.perf_counter()  # psutil tells a process's beginning up to a second wrong
    with serving(config) as (port, process):
        site = psutil.Process(process.pid)
        _wait_for(f"http://127.0.0.1:{port}/")
        clock, used = time.perf_counter() - start, site.cpu_times()
        for page in PAGES:
            fetch(f"http://127.0.0.1:{port}{page}")
        memory = site.memory_full_info().uss
        return Cost(clock, used.user + used.system, memory / MB), memory


@contextmanager
def serving(config: Config) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run `kb serve` on a free port of this machine, and end it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "kb.cli", "serve"],
        env=_environment(config) | {"KB_PORT": str(port)},
        stdout=subprocess.DEVNULL,
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


def _environment(config: Config) -> dict[str, str]:
    """Give the settings of the bank, and let Python keep what it compiles: elsewhere than in the checkout."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        "PYTHONPYCACHEPREFIX": str(cache_folder() / MODULES),
        "KB_CONTENT_DIR": str(config.content_dir),
        "KB_INDEX_DIR": str(config.index_dir),
        "KB_DATA_DIR": str(config.data_dir),
    }


def timed(work: Callable[[], object]) -> Cost:
    """Time one piece of work in this process."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - start, time.process_time() - used, 0)


def table_of(figures: list[BuildFigures]) -> Iterator[str]:
    """Write the sizes as a Markdown table, one column each, and how each figure grows with the first size."""
    yield f"| | {' | '.join(f'{one.reports:,} reports'.replace(',', '.') for one in figures)} |"
    yield f"|---|{'---:|' * len(figures)}"
    rows: dict[str, Callable[[BuildFigures], float]] = {
        "full build, s of the processor": lambda one: one.full.processor,
        "full build, most memory, MB": lambda one: one.full.memory,
        "nothing changed, s of the processor": lambda one: one.unchanged.processor,
        "one file changed, s of the processor": lambda one: one.one_file.processor,
        "one file changed, s on the clock until a running site shows it": lambda one: one.live,
        "one file changed, most memory, MB": lambda one: one.one_file.memory,
        "opening a release, s of the processor": lambda one: one.opening.processor,
        "first page after `kb serve`, s of the processor": lambda one: one.first_page.processor,
        "first page after `kb serve`, s on the clock": lambda one: one.first_page.clock,
        "memory of the serving process, MB": lambda one: one.serving,
        "release on disk, MB": lambda one: one.disk,
    }
    for name, value in rows.items():
        yield f"| {name} | {' | '.join(_cell(value(one), value(figures[0])) for one in figures)} |"


def _cell(value: float, first: float) -> str:
    growth = f" ({value / first:.1f}×)" if value != first else ""
    return f"{value:.{0 if value >= 100 else 2}f}{growth}"
