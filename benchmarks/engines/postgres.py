"""PostgreSQL's tsvector and GIN with facet counts in SQL, on a server of its own that is stopped afterwards.

The server runs in the cache folder, on a local socket only. It is left out where its programs are missing.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.corpus import WORD_FIELDS, Corpus, cache_folder, digest_of, encode_all
from benchmarks.engines.answers import Answer, Values
from benchmarks.engines.sql import INDEXES, SCHEMA, Counting, Rows, rows_of
from benchmarks.questions import Question
from kb.search.tables import Tables

PORT = 54329
MADE_FROM = ("benchmarks/engines/postgres.py", "benchmarks/engines/sql.py", "benchmarks/engines/answers.py")
# PostgreSQL has four weights, D to A; they are the bank's, relative to the largest.
LETTERS = dict(zip(WORD_FIELDS, "ABCD", strict=True))
WEIGHTS = "'{0.27, 0.67, 0.8, 1.0}'"
SETTINGS = "-c shared_buffers=512MB -c work_mem=64MB -c jit=off -c fsync=off"


def why_not() -> str:
    """Tell why no server can be started here, or nothing."""
    if not all(shutil.which(program) for program in ("initdb", "pg_ctl")):
        return "initdb and pg_ctl are not installed"
    try:
        _as_server("test", "-x", str(cache_folder()))
    except subprocess.CalledProcessError:
        return f"the user postgres cannot reach {cache_folder()}; set EFTERPROEVET_BENCH"
    return ""


def _as_server(*command: str) -> None:
    """Run one of PostgreSQL's programs; it refuses to run as root, so then as its own user."""
    prefix = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    subprocess.run([*prefix, *command], check=True, capture_output=True, cwd="/")


@contextmanager
def running(corpus: Corpus) -> Iterator[str]:
    """Run a server with the database of a corpus; give the address to connect to."""
    folder = corpus.keep(f"postgres-{digest_of(*MADE_FROM)}", lambda folder: _build(corpus, folder))
    with _started(folder / "data") as address:
        yield address


@contextmanager
def _started(data: Path) -> Iterator[str]:
    socket = tempfile.mkdtemp(prefix="kb-")
    Path(socket).chmod(0o777)
    options = f"-p {PORT} -k {socket} -c listen_addresses='' {SETTINGS}"
    _as_server("pg_ctl", "-D", str(data), "-w", "-l", f"{socket}/log", "-o", options, "start")
    try:
        yield f"host={socket} port={PORT} dbname=postgres user=postgres"
    finally:
        _as_server("pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop")
        shutil.rmtree(socket)


def _build(corpus: Corpus, folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    if os.geteuid() == 0:
        shutil.chown(data, "postgres")
    _as_server("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "--locale=C", "-E", "UTF8", "-N")
    with _started(data) as address, psycopg.connect(address, autocommit=True) as connection:
        for statement in (
            *SCHEMA,
            "CREATE TABLE words (solution INTEGER PRIMARY KEY, vector tsvector NOT NULL)",
        ):
            connection.execute(statement.format(without_rowid="").encode())
        _fill(connection, corpus)
        for statement in (
            *INDEXES,
            "CREATE INDEX words_by_vector ON words USING gin (vector)",
            "VACUUM ANALYZE",
        ):
            connection.execute(statement.encode())


def _fill(connection: psycopg.Connection, corpus: Corpus) -> None:
    vector = " || ".join(f"setweight(to_tsvector('simple', %s), '{LETTERS[name]}')" for name in WORD_FIELDS)
    statement = f"INSERT INTO words VALUES (%s, {vector})".encode()
    with connection.cursor() as cursor:
        rows = (
            (number, *(fields[name] for name in WORD_FIELDS))
            for number, fields in enumerate(corpus.documents())
        )
        cursor.executemany(statement, rows)
        for table, found in rows_of(corpus.tables).items():
            with cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                for row in found:
                    copy.write_row(row)


class Postgres:
    """Ask PostgreSQL: matches into a temporary table, then counts by joins."""

    name, is_server = "PostgreSQL", True

    def __init__(self, address: str, tables: Tables) -> None:
        self._connection = psycopg.connect(address, autocommit=True)
        self._connection.execute("CREATE TEMP TABLE hit (solution INTEGER PRIMARY KEY, score REAL)")
        self._counting = Counting(Values(tables), self._run)

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        self._connection.execute("TRUNCATE hit")
        if question.units:
            wanted = " | ".join(" <-> ".join(encode_all(unit)) for unit in question.units)
            self._connection.execute(
                f"INSERT INTO hit SELECT solution, ts_rank({WEIGHTS}, vector, query) "
                "FROM words, CAST(%s AS tsquery) AS query WHERE vector @@ query".encode(),
                [wanted],
            )
        else:
            self._connection.execute(b"INSERT INTO hit SELECT DISTINCT solution, 0 FROM solution_value")
        self._connection.execute(b"ANALYZE hit")
        return self._counting.answer(question)

    def _run(self, statement: str) -> Rows:
        return self._connection.execute(statement.encode()).fetchall()

    def close(self) -> None:
        """Let the server go."""
        self._connection.close()
