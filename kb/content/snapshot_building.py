"""How the records of a release are written: those of changed files are read, the others taken over.

Records are written in the order of their files and forgotten again, so that a build holds few at a time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.catalogue import Ids
from kb.content.encoding import encode
from kb.content.layout import SOLUTION_FILES, Kind
from kb.content.lines import LineWriter, to_json
from kb.content.listing import Listed
from kb.content.loading import load_file
from kb.content.snapshot import IDS, RECORD_TYPES, RECORDS, SEEN, TABLE_OF, Snapshot, key_of, open_snapshot
from kb.errors import ReleaseError
from kb.records.marks import N_

SOLUTION_FILE = "solution.yaml"
PROSES = (Kind.PROSE, Kind.PROSE_EN)
# The files that hold many records, and in which tables those stand.
TABLES_OF_LISTS = {Kind.SOURCES: ("sources",), Kind.FACTORS: ("factors", "weight_sets")}

Track = Callable[[str, Sequence[Any]], Iterable[Any]]


def write_snapshot(
    folder: Path,
    files: Sequence[Listed],
    older: Snapshot | None,
    *,
    made_by: str,
    as_of: str,
    track: Track,
) -> Snapshot | None:
    """Write the records of all files into a release's folder, as they stand on a day (an ISO date).

    Nothing is returned where a file cannot be read.
    """
    with LineWriter(folder, RECORDS, older.lines if older else None) as lines:
        shelf = _Shelf(lines, older, {file.path: file.digest for file in files})
        is_read = all(shelf.take(file) for file in track(N_("Læser"), files))
    if not is_read:
        return None
    ids = {
        "rows": shelf.rows,
        "thesaurus": shelf.thesaurus,
        "refs_by_municipality": shelf.refs_by_municipality(),
        "made_by": made_by,
        "as_of": as_of,
    }
    (folder / IDS).write_bytes(to_json(ids))
    (folder / SEEN).write_bytes(to_json({file.path: file.seen for file in files}))
    return open_snapshot(folder)


class _Shelf:
    """Take files one by one, and tell in which row each record stands."""

    def __init__(self, lines: LineWriter, older: Snapshot | None, digests: Mapping[str, str]) -> None:
        self.rows: dict[str, dict[str, int]] = {table: {} for table in RECORD_TYPES}
        self.thesaurus: Any = ()
        self._lines, self._older = lines, older
        before = older.digests if older else {}
        self._changed = {path for path in digests.keys() | before if digests.get(path) != before.get(path)}
        self._prose: dict[str, Listed] = {}
        self._new_places: dict[str, Ids] = {}

    def take(self, file: Listed) -> bool:
        """Take in a file, and tell whether it could be read."""
        if file.kind in PROSES:
            self._prose[file.path] = file
            return True
        if file.kind is Kind.SOLUTION:
            return self._take_solution(file)
        if file.path not in self._changed:
            self._keep(file)
            return True
        record = self._read(file)
        if record is not None:
            self._add(file, record)
        return record is not None

    def _take_solution(self, file: Listed) -> bool:
        """Take in a solution with its texts, which come before it in the order of files."""
        folder = file.path.removesuffix(SOLUTION_FILE)
        texts = {kind: f"{folder}{name}" for name, kind in SOLUTION_FILES.items() if kind in PROSES}
        if self._changed.isdisjoint((file.path, *texts.values())):
            self._keep(file)
            return True
        found = {kind: self._prose[path] for kind, path in texts.items() if path in self._prose}
        proses = {kind.value: self._read(one) for kind, one in found.items()}
        solution = self._read(file)
        if solution is None or None in proses.values():
            return False
        self._add(file, replace(solution, **{kind.value: None for kind in PROSES} | proses))
        return True

    def _keep(self, file: Listed) -> None:
        """Take over the records of a file that did not change."""
        older = self._known
        if file.kind is Kind.THESAURUS:
            self.thesaurus = older.catalogue.thesaurus
        elif file.kind in TABLES_OF_LISTS:
            for table in TABLES_OF_LISTS[file.kind]:
                for key, row in older.rows[table].items():
                    self.rows[table][key] = self._lines.keep(row)
        else:
            key = key_of(file)
            table = next(table for table in _tables_of(file) if key in older.rows[table])
            self.rows[table][key] = self._lines.keep(older.rows[table][key])

    @property
    def _known(self) -> Snapshot:
        if self._older is None:
            raise ReleaseError("Der er ingen tidligere udgivelse at bygge videre på.")
        return self._older

    def _read(self, file: Listed) -> Any | None:
        """Read the record of a file, or look it up where only its neighbours changed."""
        if file.path not in self._changed:
            return self._known.record_of(file)
        record, problems = load_file(file.file) if file.file else (None, [])
        return None if problems else record

    def _add(self, file: Listed, record: Any) -> None:
        match file.kind:
            case Kind.THESAURUS:
                self.thesaurus = record.concepts
            case Kind.SOURCES:
                self._put_all("sources", record["sources"])
            case Kind.FACTORS:
                self._put_all("factors", record.factors)
                self._put_all("weight_sets", record.weight_sets)
            case Kind.EXPERIENCE:
                table = "withdrawn" if record.withdrawn else "experiences"
                self._put(table, record.ref, record)
                self._new_places[record.ref] = () if record.withdrawn else record.municipalities
            case _:
                self._put(TABLE_OF[file.kind], file.record_id, record)

    def _put_all(self, table: str, records: Iterable[Any]) -> None:
        for record in records:
            self._put(table, record.id, record)

    def _put(self, table: str, key: str, record: Any) -> None:
        self.rows[table][key] = self._lines.add(encode(record))

    def refs_by_municipality(self) -> dict[str, list[str]]:
        """Group the references of the reports in force by municipality, in the order of their rows."""
        rows = self.rows["experiences"]
        older = self._older.catalogue.refs_by_municipality if self._older else {}
        found = {
            place: [ref for ref in refs if ref in rows and ref not in self._new_places]
            for place, refs in older.items()
        }
        for ref, places in self._new_places.items():
            for place in places:
                found.setdefault(place, []).append(ref)
        return {place: sorted(refs, key=rows.__getitem__) for place, refs in sorted(found.items()) if refs}


def _tables_of(file: Listed) -> tuple[str, ...]:
    """Tell in which tables the record of a file may stand."""
    return ("experiences", "withdrawn") if file.kind is Kind.EXPERIENCE else (TABLE_OF[file.kind],)
