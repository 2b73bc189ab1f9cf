"""The tables as one zip: a Data Package with its descriptor, its licence and how to cite it.

The bytes depend on the release alone: files in order, one and the same date in all.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from kb.export.citation import citation_file
from kb.export.datapackage import datapackage, path_of
from kb.export.described import DESCRIPTION, LICENCE, TITLE, said
from kb.export.formats.text import csv_lines
from kb.export.holdings import Holdings
from kb.export.table import Table

EARLIEST = 1980
PIECE = 64 * 1024


class Outlet(io.RawIOBase):
    """A place to write that is emptied piece by piece, so that a zip can be sent while it is made."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Take what is written."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece until it is drained."""
        self._waiting += piece
        return len(piece)

    def drain(self, at_least: int = 0) -> Iterator[bytes]:
        """Give what waits, when it is at least so many bytes."""
        if len(self._waiting) > at_least:
            piece = bytes(self._waiting)
            self._waiting.clear()
            yield piece


def package_pieces(tables: tuple[Table, ...], holdings: Holdings) -> Iterator[bytes]:
    """Give the zip piece by piece."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in files_of(tables, holdings):
            with archive.open(_entry(name, holdings.as_of), "w", force_zip64=True) as file:
                for line in lines:
                    file.write(line.encode())
                    yield from outlet.drain(PIECE)
    yield from outlet.drain()


def _entry(name: str, day: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, moment_of(day))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    info.create_system = 3
    return info


def files_of(tables: tuple[Table, ...], holdings: Holdings) -> Iterator[tuple[str, Iterable[str]]]:
    """Give each file of the package with its lines, in their order."""
    yield "datapackage.json", [pretty(datapackage(tables, holdings))]
    yield "README.md", [readme(holdings)]
    yield "CITATION.cff", [citation_file(holdings)]
    for table in tables:
        yield path_of(table), csv_lines(table, holdings)


def pretty(described: dict[str, Any]) -> str:
    """Write JSON that people can read."""
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def readme(holdings: Holdings) -> str:
    """Say what the package is, in both languages."""
    parts = [f"# {said(one, TITLE)}\n\n{said(one, DESCRIPTION)}\n" for one in ("da", "en")]
    parts.append(f"Release: {holdings.release_id} ({holdings.as_of})\n\n{LICENCE.name}: {LICENCE.url}\n")
    return "\n".join(parts)


def moment_of(day: str) -> tuple[int, int, int, int, int, int]:
    """Give the date that all files in the zip bear: the day of the release, as early as a zip can say."""
    year, month, date = (int(part) for part in day.split("-"))
    return max(year, EARLIEST), month, date, 0, 0, 0
