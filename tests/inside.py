"""What stands in a file, however it is packed and however it is written: for tests of what may not be there."""

import gzip
import io
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from html import unescape
from urllib.parse import unquote

import pyarrow
import pyarrow.parquet

DATABASE, PARQUET, ZIP, GZIP = b"SQLite format 3\0", b"PAR1", b"PK\x03\x04", b"\x1f\x8b"
ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+")


def found_in(name: str, data: bytes, wanted: Collection[str]) -> set[tuple[str, str]]:
    """Find which of some texts stand in a file, each with the part of the file that holds it."""
    looked_for = {one: as_compared(one) for one in wanted}
    return {
        (place, one)
        for place, text in texts_in(name, data)
        for reading in readings(text)
        for one, form in looked_for.items()
        if form in reading
    }


def texts_in(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Give all text of a file; what is packed in it is opened, whatever the file is called."""
    yield name, data.decode("utf-8", errors="replace")
    if data.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.namelist():
                yield from texts_in(f"{name}!{entry}", archive.read(entry))
    elif data.startswith(GZIP):
        yield from texts_in(f"{name}!", gzip.decompress(data))
    elif data.startswith(DATABASE):
        yield from _rows_of_database(name, data)
    elif data.startswith(PARQUET):
        table = pyarrow.parquet.read_table(pyarrow.BufferReader(data))
        yield name, f"{table.schema.metadata}\n{table.to_pylist()}"


def _rows_of_database(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in names:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            yield f"{name}!{table}", "\n".join(str(cell) for row in rows for cell in row)


def readings(text: str) -> set[str]:
    """Read a text as it is, and with the escapes of JSON, of HTML and XML, and of addresses undone, also twice."""
    plain = text
    for undo in (_without_json, unescape, unquote) * 2:
        plain = undo(plain)
    return set(map(as_compared, (text, plain, plain.replace("+", " "))))


def _without_json(text: str) -> str:
    def letters(escapes: re.Match[str]) -> str:
        units = bytes.fromhex(escapes[0].replace("\\u", ""))
        return units.decode("utf-16-be", errors="replace")

    return ESCAPE.sub(letters, text)


def as_compared(text: str) -> str:
    """Make texts alike that differ in case, or in how a letter and its marks are put together."""
    return unicodedata.normalize("NFC", text).casefold()
