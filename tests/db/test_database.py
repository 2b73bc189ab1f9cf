"""The database: all of a transaction or nothing, many at once, and words when it is away."""

import random
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from kb.accounts.models import Attempts, User
from kb.config import Config
from kb.db.base import UtcTime
from kb.db.database import Database
from kb.errors import ConfigError, DatabaseUnavailable
from tests.databases import NOW

ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def an_attempt(key: str = "a", failures: int = 0) -> Attempts:
    return Attempts(key=key, failures=failures, last_at=NOW, blocked_until=NOW)


def count(database: Database) -> int:
    with database.reading() as session:
        return len(session.scalars(select(Attempts)).all())


def test_what_is_written_is_kept(database):
    """A transaction that ends well is kept, and its rows can be read when it is over."""
    with database.writing() as session:
        row = an_attempt()
        session.add(row)

    assert (row.key, count(database)) == ("a", 1)


def test_a_failure_undoes_all(database):
    """An exception inside a transaction leaves the database as it was."""

    def fail() -> None:
        with database.writing() as session:
            session.add(an_attempt())
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert count(database) == 0


def test_reading_never_changes_anything(database):
    """What is added while reading is dropped."""
    with database.reading() as session:
        session.add(an_attempt())
        session.flush()

    assert count(database) == 0


@given(st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30), timezones=ZONES))  # noqa: DTZ001
def test_a_moment_is_the_same_moment_in_utc(moment):
    """A moment in any time zone is kept as the same moment in UTC."""
    kept = UtcTime().process_bind_param(moment, None)

    assert kept == moment
    assert kept.utcoffset() == timedelta(0)
    assert UtcTime().process_result_value(kept.replace(tzinfo=None), None) == moment


def test_a_moment_comes_back_from_the_table(database):
    """A moment written in Danish summer time is read in UTC, to the microsecond."""
    written = datetime(2026, 7, 1, 0, 30, 0, 123456, timezone(timedelta(hours=2)))
    with database.writing() as session:
        session.add(Attempts(key="a", failures=0, last_at=written, blocked_until=written))
    with database.reading() as session:
        read = session.get(Attempts, "a").last_at

    assert read.isoformat() == "2026-06-30T22:30:00.123456+00:00"


def test_a_moment_without_a_zone_is_refused(database):
    """A time whose zone nobody knows is never kept."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"), database.writing() as session:
        session.add(Attempts(key="a", failures=0, last_at=naive, blocked_until=naive))


def test_many_at_once_lose_nothing(database):
    """Eight threads that add 50 times each to the same number end at 400, and none is refused."""
    with database.writing() as session:
        session.add(an_attempt())
    faults = []

    def add() -> None:
        try:
            for _ in range(50):
                with database.writing() as session:
                    session.get(Attempts, "a", with_for_update=True).failures += 1
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert (faults, session.get(Attempts, "a").failures) == ([], 400)


@pytest.mark.parametrize("empty_config", ["sqlite"], indirect=True)
def test_sqlite_is_told_to_be_careful(database):
    """SQLite writes ahead, syncs fully, minds foreign keys, waits for its turn, and wipes what is deleted."""
    with database.reading() as session:
        told = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }

    assert told == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }


def test_a_new_file_gets_its_tables_and_is_private(tmp_path):
    """On one machine nothing needs to be set up, and only the bank's own user can read the file."""
    database = Database(Config(data_dir=tmp_path / "instance"))

    assert count(database) == 0
    database.close()

    files = list((tmp_path / "instance").iterdir())
    assert [path.name for path in files] == ["kb.sqlite3"]
    assert stat.S_IMODE(files[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(files[0].parent.stat().st_mode) == 0o700


def test_a_database_of_another_version_is_refused_with_the_way_out(database):
    """Tables of another version are not guessed at: the sentence names the command."""
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    database.close()

    with pytest.raises(DatabaseUnavailable, match="kb db upgrade"), database.reading():
        pass


def test_a_database_that_is_away_is_told_in_words(tmp_path, config):
    """No SQL, path or password stands in what is said when the database does not answer."""
    if config.database_url:
        away = replace(config, database_url="postgresql://bruger:hemmeligt@127.0.0.1:1/kb")
    else:
        (tmp_path / "instance" / "kb.sqlite3").unlink()
        (tmp_path / "instance" / "kb.sqlite3").mkdir()
        away = config

    with pytest.raises(DatabaseUnavailable) as raised, Database(away).reading():
        pass

    assert str(raised.value) == "Databasen svarer ikke lige nu. Intet er ændret. Prøv igen om lidt."


def spoil_the_beginning(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(8192))


def spoil_the_tables(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + random.Random(7).randbytes(len(whole) - 4096))


@pytest.mark.parametrize("spoil", [spoil_the_beginning, spoil_the_tables])
def test_a_damaged_database_is_told_in_words(tmp_path, blank, spoil):
    """A file that is no database any more, at its beginning or further in, is said to be damaged, with the way out."""
    (tmp_path / "kb.sqlite3").write_bytes(blank.read_bytes())
    spoil(tmp_path / "kb.sqlite3")
    database = Database(Config(data_dir=tmp_path))

    with pytest.raises(DatabaseUnavailable, match="kb restore"), database.writing() as session:
        session.add(an_attempt())


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path):
    """Where the data folder cannot be made or written, the operator is told which, and the site goes on."""
    (tmp_path / "a-file").touch()

    with (
        pytest.raises(DatabaseUnavailable, match="a-file"),
        Database(Config(data_dir=tmp_path / "a-file" / "b")).reading(),
    ):
        pass


@pytest.mark.parametrize("url", ["kb.sqlite3", "mysql+nosuch://x", "http://bank.example", "sqlite+nosuch://"])
def test_an_impossible_address_is_named(url):
    """A KB_DATABASE_URL that names no database we know is said to be wrong."""
    with pytest.raises(ConfigError, match="KB_DATABASE_URL"), Database(Config(database_url=url)).reading():
        pass


def test_a_fault_never_shows_what_was_written(database):
    """The text of a database fault, which may reach a log, holds no values."""
    with database.writing() as session:
        session.add(User(email="anne@nordby.example", role="admin", created_at=NOW))
    with pytest.raises(Exception, match="users") as raised, database.writing() as session:
        session.add(User(email="anne@nordby.example", role="admin", created_at=NOW, name="Anne"))

    assert "Anne" not in str(raised.value)


def test_reading_the_site_loads_no_database():
    """The site starts without the packages that only accounts need."""
    heavy = ("sqlalchemy", "alembic", "argon2", "smtplib")
    code = f"import sys, kb.cli, kb.web.app; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"
