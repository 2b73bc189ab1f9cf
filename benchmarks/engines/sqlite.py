"""SQLite's FTS5 with facet counts in SQL, with the indexes such a design would have."""

import sqlite3
from pathlib import Path

from benchmarks.corpus import WORD_FIELDS, Corpus, digest_of, encode_all
from benchmarks.engines.answers import Answer, Values
from benchmarks.engines.sql import INDEXES, SCHEMA, Counting, Rows, rows_of
from benchmarks.questions import Question
from kb.search.fields import WEIGHTS
from kb.search.tables import Tables

FILE = "bank.sqlite3"
FEW = 8
MADE_FROM = ("benchmarks/engines/sqlite.py", "benchmarks/engines/sql.py", "benchmarks/engines/answers.py")
COLUMNS = ", ".join(WORD_FIELDS)
BM25 = f"bm25(words, {', '.join(str(WEIGHTS[name]) for name in WORD_FIELDS)})"


def database_of(corpus: Corpus) -> Path:
    """Return the database of a corpus."""
    name = f"sqlite-{sqlite3.sqlite_version}-{digest_of(*MADE_FROM)}"
    return corpus.keep(name, lambda folder: _build(corpus, folder / FILE)) / FILE


def _build(corpus: Corpus, path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(f"CREATE VIRTUAL TABLE words USING fts5({COLUMNS}, content='', tokenize='ascii')")
        for statement in SCHEMA:
            connection.execute(statement.format(without_rowid=" WITHOUT ROWID"))
        places = ", ".join("?" for _ in range(len(WORD_FIELDS) + 1))
        connection.executemany(
            f"INSERT INTO words (rowid, {COLUMNS}) VALUES ({places})",
            (
                (number, *(fields[name] for name in WORD_FIELDS))
                for number, fields in enumerate(corpus.documents())
            ),
        )
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        for table, rows in rows_of(corpus.tables).items():
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)
        for statement in INDEXES:
            connection.execute(statement)
    connection.execute("ANALYZE")
    connection.close()


class Sqlite:
    """Ask SQLite: matches into a temporary table in memory, then counts by joins."""

    name, is_server = "SQLite FTS5", False

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        self._connection = sqlite3.connect(f"file:{database_of(corpus)}?mode=ro", uri=True)
        for pragma in ("temp_store = MEMORY", "mmap_size = 2000000000", "cache_size = -200000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("CREATE TEMP TABLE hit (solution INTEGER PRIMARY KEY, score REAL)")
        self._solutions = len(tables.solutions)
        self._counting = Counting(Values(tables), self._run)

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        self._connection.execute("DELETE FROM hit")
        if question.units:
            found = self._connection.execute(
                f"INSERT INTO hit SELECT rowid, -{BM25} FROM words WHERE words MATCH ?",
                [" OR ".join(f'"{" ".join(encode_all(unit))}"' for unit in question.units)],
            )
        else:
            found = self._connection.execute(
                "INSERT INTO hit SELECT DISTINCT solution, 0 FROM solution_value"
            )
        # SQLite's planner does not know how few the hits are.
        is_few = found.rowcount * FEW < self._solutions
        return self._counting.answer(question, "CROSS JOIN" if is_few else "JOIN")

    def _run(self, statement: str) -> Rows:
        return self._connection.execute(statement).fetchall()
