"""What writing the open data costs, and the memory it takes, beside `sqlite3 .dump` of the same tables.

Each format is written by a process of its own over records that are opened first. Counted are the seconds of
the processor for the writing alone, and what the process itself held at most above what it held before; pages
of files that the system can drop are not counted.
"""

import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.records import open_records, stored_records
from kb.errors import KnowledgeBankError
from kb.export.tables import TABLES
from kb.export.writing import NAME, Format, write
from kb.release.holding import holdings_of

DUMP = "sqlite3 .dump"
# What makes the system forget how much a process held at most (man 5 proc).
FORGET_THE_MOST = "5"

# Seconds of the processor, megabytes held above what was held before, megabytes written.
Cost = tuple[float, float, float]


@dataclass(frozen=True)
class Written:
    """One format: rows, seconds of the processor, megabytes held above the opened bank, megabytes written."""

    rows: int
    seconds: float
    memory: float
    size: float

    @property
    def rate(self) -> float:
        """Rows a second."""
        return self.rows / self.seconds


def measure(reports: int) -> dict[str, Written]:
    """Write every format of a size, then dump the database that was written and count its rows."""
    records = stored_records(reports)
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        costs = {str(form): _in_a_process(records, Path(folder), form) for form in Format}
        database = Path(folder, f"{NAME}.sqlite")
        costs[DUMP] = _dump(database)
        rows = _rows_in(database)
    return {name: Written(rows, *cost) for name, cost in costs.items()}


def _in_a_process(records: Path, folder: Path, form: Format) -> Cost:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export", str(records), str(folder), form],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, memory, size = map(float, done.stdout.split())
    return seconds, memory, size


def write_once(records: Path, folder: Path, form: Format) -> Cost:
    """Write a format in this process."""
    release = open_records(records)
    before, start = _memory("RssAnon"), time.process_time()
    Path("/proc/self/clear_refs").write_text(FORGET_THE_MOST, encoding="ascii")
    paths = list(write(folder, form, TABLES, holdings_of(release)))
    seconds, memory = time.process_time() - start, _memory("VmHWM") - _memory("RssFile") - before
    return seconds, memory, sum(path.stat().st_size for path in paths) / 2**20


def _rows_in(database: Path) -> int:
    """Count the rows of all tables of the open data."""
    with closing(sqlite3.connect(database)) as connection:
        counts = [connection.execute(f"SELECT count(*) FROM {table.name}") for table in TABLES]
        return sum(count.fetchone()[0] for count in counts)


def _memory(name: str) -> float:
    """Read a figure of what this process holds in megabytes: now (RssAnon, RssFile), or at most (VmHWM)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split(maxsplit=1)[0]) / 1024


def _dump(database: Path) -> Cost:
    program = shutil.which("sqlite3")
    if program is None:
        raise KnowledgeBankError("Programmet sqlite3 mangler.")
    out = database.with_suffix(".sql")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open("wb") as file:
        subprocess.run([program, str(database), ".dump"], stdout=file, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, float("nan"), out.stat().st_size / 2**20


def table_of(sizes: dict[int, dict[str, Written]]) -> Iterator[str]:
    """Write the sizes as a Markdown table: rows a second, memory and file size of each format."""
    heads = [f"{reports:,} reports: rows a second | memory, MB | file, MB" for reports in sizes]
    yield f"| | {' | '.join(heads)} |"
    yield f"|---|{'---:|' * 3 * len(sizes)}"
    for name in next(iter(sizes.values())):
        yield f"| {name} | {' | '.join(_cells(found[name]) for found in sizes.values())} |"
    yield ""
    rows = [f"{found[DUMP].rows:,} rows of {reports:,} reports" for reports, found in sizes.items()]
    yield f"{'; '.join(rows)}."


def _cells(one: Written) -> str:
    memory = "" if one.memory != one.memory else f"{one.memory:.0f}"
    return f"{one.rate:,.0f} | {memory} | {one.size:.1f}"


if __name__ == "__main__":
    records, folder, form = sys.argv[1:]
    done = write_once(Path(records), Path(folder), Format(form))
    sys.stdout.write(" ".join(map(str, done)))
