"""How the checked records are kept in a release, so that start-up parses nothing.

`records.jsonl` holds one record a line, `ids.json` which line each record is. A record is decoded when it
is asked for, so a release opens in milliseconds however large it is. `seen.json` has the digest of each
file that was read, for the next build.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of
from kb.content.layout import ContentFile, Kind
from kb.content.lines import StoredLines
from kb.content.listing import Listed, Seen
from kb.errors import ReleaseError
from kb.records.authority import Authority, Project
from kb.records.call import Call
from kb.records.experience import Experience
from kb.records.factor import Factor, WeightSet
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.records.source import Source
from kb.records.vocabulary import Vocabulary

RECORDS, IDS, SEEN = "records", "ids.json", "seen.json"
RECORDS_AT_HAND = 1024
RECORD_TYPES: dict[str, type] = {
    "solutions": Solution,
    "experiences": Experience,
    "withdrawn": Experience,
    "municipalities": Municipality,
    "authorities": Authority,
    "projects": Project,
    "calls": Call,
    "vocabularies": Vocabulary,
    "sources": Source,
    "factors": Factor,
    "weight_sets": WeightSet,
}
TABLE_OF = {
    Kind.SOLUTION: "solutions",
    Kind.EXPERIENCE: "experiences",
    Kind.MUNICIPALITY: "municipalities",
    Kind.AUTHORITY: "authorities",
    Kind.PROJECT: "projects",
    Kind.CALL: "calls",
    Kind.VOCABULARY: "vocabularies",
}


class StoredRecords(Mapping[str, Any]):
    """The records of one table by id, each decoded when it is asked for."""

    def __init__(self, lines: StoredLines, record: type, rows: Mapping[str, int]) -> None:
        self._rows = rows
        decode = decoder_of(record)
        # Records are frozen, so readers may share the ones that were decoded last.
        self._record = lru_cache(RECORDS_AT_HAND)(lambda row: decode(json.loads(lines[row])))

    def __getitem__(self, record_id: str) -> Any:
        return self._record(self._rows[record_id])

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


@dataclass(frozen=True)
class Snapshot:
    """A catalogue as a release keeps it, what it was read from, and the program that made it."""

    folder: Path
    catalogue: Catalogue
    lines: StoredLines
    rows: Mapping[str, Mapping[str, int]]
    made_by: str

    @cached_property
    def seen(self) -> Mapping[str, Seen]:
        """Tell the digest and the marks of every file; raise ReleaseError where they cannot be read."""
        try:
            seen: dict[str, Seen] = json.loads((self.folder / SEEN).read_bytes())
            return seen
        except (OSError, ValueError) as error:
            raise ReleaseError("Udgivelsen kan ikke læses. Kør: kb build") from error

    @cached_property
    def digests(self) -> Mapping[str, str]:
        """Tell the digest of every file that the records were read from."""
        return {path: seen[0] for path, seen in self.seen.items()}

    def record_of(self, file: ContentFile | Listed) -> Any | None:
        """Return the record of a file that has not changed since, or None."""
        if self.digests.get(file.path) != file.digest:
            return None
        if file.kind in (Kind.PROSE, Kind.PROSE_EN):
            return getattr(self.catalogue.solutions[file.solution_id], file.kind)
        if file.kind is Kind.EXPERIENCE:
            return self.catalogue.report(key_of(file))
        table = TABLE_OF.get(file.kind)
        return getattr(self.catalogue, table)[file.record_id] if table else None


def key_of(file: ContentFile | Listed) -> str:
    """Tell under which key the record of a file stands in its table."""
    return f"{file.solution_id}/{file.record_id}" if file.kind is Kind.EXPERIENCE else file.record_id


def open_snapshot(directory: Path) -> Snapshot:
    """Open the records of a release; raise ReleaseError where they cannot be read."""
    try:
        ids = json.loads((directory / IDS).read_bytes())
        lines = StoredLines(directory, RECORDS)
        return Snapshot(directory, _catalogue_of(ids, lines), lines, ids["rows"], ids["made_by"])
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ReleaseError("Udgivelsen kan ikke læses. Kør: kb build") from error


def _catalogue_of(ids: Mapping[str, Any], lines: StoredLines) -> Catalogue:
    tables: dict[str, Any] = {
        table: StoredRecords(lines, record, ids["rows"][table]) for table, record in RECORD_TYPES.items()
    }
    return Catalogue(
        **tables,
        thesaurus=tuple(tuple(words) for words in ids["thesaurus"]),
        refs_by_municipality={key: tuple(refs) for key, refs in ids["refs_by_municipality"].items()},
        as_of=ids["as_of"],
    )
