"""What is hidden in a file is found, so that what is not found is not there."""

import gzip
import html
import io
import json
import sqlite3
import unicodedata
import zipfile
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, quote_plus

import pyarrow
import pyarrow.parquet
import pytest
import xlsxwriter

from tests.inside import found_in

NAME, MAIL = "Åse Thorsager-Møl", "aase.thorsager+bank@nordby.example"
WRITTEN = {
    "as it is": str,
    "in capitals": str.upper,
    "with marks apart": lambda text: unicodedata.normalize("NFD", text),
    "in JSON": json.dumps,
    "in HTML": lambda text: text.encode("ascii", "xmlcharrefreplace").decode().replace("@", "&#x40;"),
    "in an attribute": lambda text: html.escape(text, quote=True),
    "in an address": quote,
    "whole in an address": lambda text: quote(text, safe=""),
    "in JSON in an attribute": lambda text: html.escape(json.dumps(text)),
    "in an address in JSON": lambda text: json.dumps(quote(text)),
}


def zipped(text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data/tabel.csv", f"id,navn\n1,{text}\n")
    return made.getvalue()


def in_a_workbook(text: str) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        book.add_worksheet().write_string(0, 0, text)
    return made.getvalue()


def in_a_database(text: str) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (a TEXT)")
        # A text of this length lies on several pages of the file, and the name across two of them.
        connection.executemany(
            "INSERT INTO t VALUES (?)", [("x" * length + text,) for length in range(4000, 4100)]
        )
        return connection.serialize()


def in_columns(text: str) -> bytes:
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"a": [text]}), made, compression="zstd")
    return made.getvalue()


PACKED = {
    "alone": str.encode,
    "in a zip": zipped,
    "in a zip in gzip": lambda text: gzip.compress(zipped(text)),
    "in a workbook": in_a_workbook,
    "in a database": in_a_database,
    "in columns": in_columns,
}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
def test_what_is_hidden_is_found(write, pack):
    """A name and an address are found however they are written, in whatever they are packed."""
    data = pack(f"Spørg {write(NAME)} på {write(MAIL)}.")

    assert {one for _, one in found_in("fil.bin", data, (NAME, MAIL))} == {NAME, MAIL}


@pytest.mark.parametrize("pack", PACKED.values(), ids=PACKED)
def test_what_is_not_there_is_not_found(pack):
    """Another name is not taken for the one looked for."""
    assert found_in("fil.bin", pack("Åse Thorsen, aase@nordby.example"), (NAME, MAIL)) == set()


def test_where_it_stands_is_said(tmp_path: Path):
    """The part of the file is named."""
    assert found_in("alt.zip", zipped(NAME), (NAME,)) == {("alt.zip!data/tabel.csv", NAME)}


def test_blanks_written_as_plus_are_blanks():
    """In the query of an address a blank may be a plus sign."""
    assert found_in("side.html", quote_plus(NAME).encode(), (NAME,)) != set()
