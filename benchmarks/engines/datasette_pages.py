"""Datasette: its JSON with `_search` and `_facet_array`, asked in process without a network between.

What chosen facets count without their own choice takes one more request each; choices that must hold in
one and the same report it cannot be asked.
"""

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from benchmarks.corpus import WORD_FIELDS, Corpus, digest_of, encode_all
from benchmarks.engines.answers import Answer, Values
from benchmarks.questions import Question
from kb.search.facets import FACETS
from kb.search.tables import Tables

FILE = "bank.db"
SETTINGS = {
    "max_returned_rows": 2_000,
    "default_facet_size": 2_000,
    "facet_time_limit_ms": 60_000,
    "sql_time_limit_ms": 60_000,
}
WORDS = ", ".join(WORD_FIELDS)


def _column(facet: str) -> str:
    return f"f_{facet.replace('-', '_')}"


COLUMNS = [_column(facet.name) for facet in FACETS]


def database_of(corpus: Corpus) -> Path:
    """Return the database of a corpus: one table of solutions with an array of values in each facet."""
    name = f"datasette-{digest_of('benchmarks/engines/datasette_pages.py')}"
    return corpus.keep(name, lambda folder: _build(corpus, folder / FILE)) / FILE


def _build(corpus: Corpus, path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        facets = ", ".join(f"{column} TEXT" for column in COLUMNS)
        connection.execute(f"CREATE TABLE solutions (id INTEGER PRIMARY KEY, {WORDS}, {facets})")
        connection.execute(
            f'CREATE VIRTUAL TABLE solutions_fts USING fts5({WORDS}, content="solutions", content_rowid=id, '
            "tokenize='ascii')"
        )
        places = ", ".join("?" for _ in range(1 + len(WORD_FIELDS) + len(COLUMNS)))
        connection.executemany(f"INSERT INTO solutions VALUES ({places})", _rows(corpus))
        connection.execute("INSERT INTO solutions_fts (solutions_fts) VALUES ('rebuild')")
        connection.execute("INSERT INTO solutions_fts (solutions_fts) VALUES ('optimize')")
    connection.close()


def _rows(corpus: Corpus) -> list[list[Any]]:
    names = [(facet.name, value) for facet in FACETS for value in corpus.tables.columns[facet.name].values]
    arrays: list[dict[str, list[str]]] = [{column: [] for column in COLUMNS} for _ in corpus.tables.solutions]
    for solution, number in Values(corpus.tables).pairs_of_solutions().T.tolist():
        facet, value = names[number]
        arrays[solution][_column(facet)].append(value)
    return [
        [
            number,
            *(fields[name] for name in WORD_FIELDS),
            *(json.dumps(arrays[number][name]) for name in COLUMNS),
        ]
        for number, fields in enumerate(corpus.documents())
    ]


class DatasettePages:
    """Ask Datasette for a page of ten with every facet."""

    name, is_server = "Datasette", False

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        self._values = Values(tables)
        self._loop = asyncio.new_event_loop()
        self._site = Datasette([str(database_of(corpus))], immutables=[], settings=SETTINGS)

    def close(self) -> None:
        """End the loop that the requests run in."""
        self._loop.close()

    def ask(self, question: Question) -> Answer | None:
        """Answer a question, unless it is about one and the same report."""
        if question.on_reports:
            return None
        chosen = dict(question.chosen)
        counts = [0] * self._values.count
        found = self._get(question, [facet.name for facet in FACETS])
        self._count(counts, found, [facet.name for facet in FACETS if facet.name not in chosen])
        for name in chosen:
            self._count(counts, self._get(question, [name], without=name), [name])
        best = tuple(row["id"] for row in found["rows"])
        return Answer(found["filtered_table_rows_count"], best, counts)

    def _get(self, question: Question, names: list[str], without: str = "") -> Any:
        args = [("_size", "10"), ("_shape", "objects"), ("_col", "id")]
        args += [("_facet_array", _column(name)) for name in names]
        args += [
            (f"{_column(name)}__arraycontains", value)
            for name, values in question.chosen
            for value in values
            if name != without
        ]
        if question.units:
            words = " OR ".join(f'"{" ".join(encode_all(unit))}"' for unit in question.units)
            args += [("_search", words), ("_searchmode", "raw")]
        response = self._loop.run_until_complete(
            self._site.client.get(f"/bank/solutions.json?{urlencode(args)}")
        )
        return response.raise_for_status().json()

    def _count(self, counts: list[int], found: Any, names: list[str]) -> None:
        for name in names:
            for row in found["facet_results"][_column(name)]["results"]:
                counts[self._values.number(name, row["value"])] = row["count"]
