"""How the checked records are kept in a release, so that start-up parses nothing.

`records.jsonl` holds one record a line, `offsets.npy` where each line starts, how long it is and its
CRC-32, `ids.json` which record each line is. All are memory-mapped and a record is decoded when it is
asked for, so a release opens in milliseconds however large it is.
"""

import json
import mmap
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of, encode
from kb.content.layout import ContentFile, Kind
from kb.errors import ReleaseError
from kb.records.authority import Authority, Project
from kb.records.experience import Experience
from kb.records.factor import Factor, WeightSet
from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.records.source import Source
from kb.records.vocabulary import Vocabulary

if TYPE_CHECKING:  # a release is opened without what reads YAML
    from kb.content.loading import Content

RECORDS, OFFSETS, IDS = "records.jsonl", "offsets.npy", "ids.json"
RECORDS_AT_HAND = 1024
RECORD_TYPES: dict[str, type] = {
    "solutions": Solution,
    "experiences": Experience,
    "municipalities": Municipality,
    "authorities": Authority,
    "projects": Project,
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
    Kind.VOCABULARY: "vocabularies",
}


class StoredRecords(Mapping[str, Any]):
    """The records of one table by id, each decoded when it is asked for."""

    def __init__(self, lines: "StoredLines", record: type, rows: Mapping[str, int]) -> None:
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


class StoredLines:
    """The lines of `records.jsonl`, each checked against its CRC-32 when it is read."""

    def __init__(self, directory: Path) -> None:
        self._offsets = np.load(directory / OFFSETS, mmap_mode="r", allow_pickle=False)
        with (directory / RECORDS).open("rb") as stream:
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def __getitem__(self, row: int) -> bytes:
        start, length, checksum = (int(number) for number in self._offsets[row])
        line = self._bytes[start : start + length]
        if zlib.crc32(line) != checksum:
            raise ReleaseError("En post i udgivelsen er beskadiget. Kør: kb build")
        return line


@dataclass(frozen=True)
class Snapshot:
    """A catalogue as a release keeps it, with the digests of the files and of the program that made it."""

    catalogue: Catalogue
    digests: Mapping[str, str]
    made_by: str

    def record_of(self, file: ContentFile) -> Any | None:
        """Return the record of a file that has not changed since, or None."""
        if self.digests.get(file.path) != file.digest:
            return None
        if file.kind in (Kind.PROSE, Kind.PROSE_EN):
            return getattr(self.catalogue.solutions[file.solution_id], file.kind)
        table = TABLE_OF.get(file.kind)
        if table is None:
            return None
        key = f"{file.solution_id}/{file.record_id}" if file.kind is Kind.EXPERIENCE else file.record_id
        return getattr(self.catalogue, table)[key]


def write_snapshot(directory: Path, content: "Content", *, made_by: str) -> None:
    """Write the records of a catalogue into a release's folder."""
    catalogue = content.catalogue
    offsets: list[tuple[int, int, int]] = []
    position = 0
    with (directory / RECORDS).open("wb") as stream:
        for table in RECORD_TYPES:
            for record in getattr(catalogue, table).values():
                line = _to_json(encode(record))
                offsets.append((position, len(line), zlib.crc32(line)))
                position += stream.write(line + b"\n")
    np.save(directory / OFFSETS, np.array(offsets, dtype=np.int64).reshape(-1, 3))
    (directory / IDS).write_bytes(_to_json({**_tables_of(content), "made_by": made_by}))


def _tables_of(content: "Content") -> dict[str, Any]:
    catalogue = content.catalogue
    return {
        "tables": {table: list(getattr(catalogue, table)) for table in RECORD_TYPES},
        "thesaurus": catalogue.thesaurus,
        "refs_by_municipality": catalogue.refs_by_municipality,
        "digests": content.digests,
    }


_to_json_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def _to_json(value: Any) -> bytes:
    return _to_json_text(value).encode()


def open_snapshot(directory: Path) -> Snapshot:
    """Open the records of a release; raise ReleaseError where they cannot be read."""
    try:
        ids = json.loads((directory / IDS).read_bytes())
        lines = StoredLines(directory)
        return Snapshot(_catalogue_of(ids, lines), ids["digests"], ids["made_by"])
    except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
        raise ReleaseError("Udgivelsen kan ikke læses. Kør: kb build") from error


def _catalogue_of(ids: Mapping[str, Any], lines: StoredLines) -> Catalogue:
    tables: dict[str, StoredRecords] = {}
    row = 0
    for table, record in RECORD_TYPES.items():
        names = ids["tables"][table]
        tables[table] = StoredRecords(lines, record, {name: row + i for i, name in enumerate(names)})
        row += len(names)
    return Catalogue(
        **tables,
        thesaurus=tuple(tuple(words) for words in ids["thesaurus"]),
        refs_by_municipality={key: tuple(refs) for key, refs in ids["refs_by_municipality"].items()},
    )
