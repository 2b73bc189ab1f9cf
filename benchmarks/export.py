"""What writing the open data costs, and the memory it takes, beside `sqlite3 .dump` of the same tables.

Each format is written by a process of its own over a bank that is opened first. Counted are the seconds of
the processor for the writing alone, and what the process held at most above what the opened bank takes.
"""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.site import built_site, open_site
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.export.tables import TABLES
from kb.export.writing import NAME, Format, write
from kb.release.holding import holdings_of

DUMP = "sqlite3 .dump"


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
    """Write every format of a size, then dump the database that was written."""
    config = built_site(reports)
    with TemporaryDirectory(prefix="kb-bench-") as folder:
        found = {str(form): _in_a_process(config, Path(folder), form) for form in Format}
        found[DUMP] = _dump(Path(folder, f"{NAME}.sqlite"), found[Format.SQLITE].rows)
    return found


def _in_a_process(config: Config, folder: Path, form: Format) -> Written:
    words = [str(config.content_dir), str(config.index_dir), str(folder), form]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export", *words], check=True, capture_output=True, text=True
    )
    rows, seconds, memory, size = map(float, done.stdout.split())
    return Written(int(rows), seconds, memory, size)


def write_once(config: Config, folder: Path, form: Format) -> Written:
    """Write a format in this process; the rows are counted after it, and cost it nothing."""
    holdings = holdings_of(open_site(config).current)
    before, start = _memory("VmRSS"), time.process_time()
    paths = list(write(folder, form, TABLES, holdings))
    seconds, memory = time.process_time() - start, _memory("VmHWM") - before
    rows = sum(1 for table in TABLES for _ in table.rows(holdings))
    return Written(rows, seconds, memory, sum(path.stat().st_size for path in paths) / 2**20)


def _memory(name: str) -> float:
    """Read what this process holds now (VmRSS) or held at most (VmHWM), in megabytes."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{name}:")[2].split(maxsplit=1)[0]) / 1024


def _dump(database: Path, rows: int) -> Written:
    program = shutil.which("sqlite3")
    if program is None:
        raise KnowledgeBankError("Programmet sqlite3 mangler.")
    out = database.with_suffix(".sql")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with out.open("wb") as file:
        subprocess.run([program, str(database), ".dump"], stdout=file, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Written(rows, seconds, float("nan"), out.stat().st_size / 2**20)


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
    content, index, folder, form = sys.argv[1:]
    done = write_once(Config(Path(content), Path(index)), Path(folder), Format(form))
    sys.stdout.write(f"{done.rows} {done.seconds} {done.memory} {done.size}\n")
