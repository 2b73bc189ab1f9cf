"""How the database is reached: an engine of SQLite or PostgreSQL, and what each connection is told first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError

from kb.errors import ConfigError, DatabaseUnavailable

WRITES = "kb_writes"
DAMAGED = "Databasen er beskadiget. Hent den sidste sikkerhedskopi: kb restore"
NOT_WRITABLE = "Mappen %s kan ikke skrives (%s)."
OPTIONS = {"postgresql": {"pool_pre_ping": True, "connect_args": {"connect_timeout": 5}}}
PRAGMAS = ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")


def make_engine(address: str) -> Engine:
    """Make an engine for an address such as `sqlite:///instance/kb.sqlite3`; nothing is opened yet."""
    try:
        url = make_url(address)
        engine = create_engine(url, hide_parameters=True, **OPTIONS.get(url.get_backend_name(), {}))
    except (ArgumentError, ModuleNotFoundError) as error:
        raise ConfigError(
            "KB_DATABASE_URL kan ikke bruges: skriv sqlite:///… eller postgresql://…"
        ) from error
    if engine.dialect.name == "sqlite":
        _make_private(url.database)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """Give the same engine, whose transactions take SQLite's only lock for writing when they begin.

    One that began by reading and then wrote would be refused at once while another writes.
    """
    return engine.execution_options(**{WRITES: True})


def leave_no_trace(engine: Engine) -> None:
    """Empty SQLite's log of changes, in which deleted rows may still stand."""
    if engine.dialect.name == "sqlite":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@contextmanager
def in_plain_words() -> Iterator[None]:
    """Turn the driver's failures into a sentence; the driver's own words stay in the cause, for the log."""
    try:
        yield
    except (InterfaceError, OperationalError) as error:
        raise DatabaseUnavailable from error
    except DatabaseError as error:
        if type(error) is not DatabaseError:  # the kinds below it say that we asked for something wrong
            raise
        raise DatabaseUnavailable(DAMAGED) from error


def _make_private(database: str | None) -> None:
    if database and database != ":memory:":
        folder = Path(database).parent
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            Path(database).touch(mode=0o600)  # SQLite gives its other files the same mode
        except OSError as error:
            raise DatabaseUnavailable(NOT_WRITABLE % (folder, error.strerror)) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
