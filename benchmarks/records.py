"""The records of a release of any size, stored as a release stores them: no files before, no search after.

At 100,000 reports those take hours; what reads records alone is measured without them.
"""

from dataclasses import replace
from pathlib import Path

from benchmarks.corpus import digest_of, kept
from benchmarks.generator import AS_OF, generate
from kb.content.encoding import encode
from kb.content.lines import LineWriter, to_json
from kb.content.snapshot import IDS, RECORD_TYPES, RECORDS, open_snapshot
from kb.release.opening import Release
from kb.release.shares import work_out
from kb.release.summary import read_summaries
from kb.search.engine import SearchEngine

STORED_BY = ("benchmarks/generator.py", "benchmarks/words.py", "kb/records", "kb/content", "kb/grading")


def stored_records(reports: int) -> Path:
    """Return the folder of a size; store its records first where they are not in the cache."""
    return kept(f"records-{reports}-{digest_of(*STORED_BY)}", lambda folder: _store(reports, folder))


def open_records(folder: Path) -> Release:
    """Open stored records as a release that nobody can search."""
    catalogue = open_snapshot(folder).catalogue
    engine = SearchEngine.scanning(replace(catalogue, solutions={}), as_of=AS_OF)
    return Release(folder.name, catalogue, engine, read_summaries(folder, catalogue.solutions))


def _store(reports: int, folder: Path) -> None:
    catalogue = generate(reports)
    rows: dict[str, dict[str, int]] = {}
    with LineWriter(folder, RECORDS) as lines:
        for table in RECORD_TYPES:
            records = getattr(catalogue, table)
            rows[table] = {key: lines.add(encode(record)) for key, record in records.items()}
    ids = {
        "rows": rows,
        "thesaurus": catalogue.thesaurus,
        "refs_by_municipality": catalogue.refs_by_municipality,
        "made_by": "",
        "as_of": AS_OF,
    }
    (folder / IDS).write_bytes(to_json(ids))
    work_out(folder, open_snapshot(folder).catalogue, AS_OF, None, ())
