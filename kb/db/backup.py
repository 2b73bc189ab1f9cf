"""A copy of what is not published, in one file: the database as it was at one moment, and the secret key."""

import hashlib
import io
import json
import os
import secrets
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, func, inspect, select, table

from kb.config import Config
from kb.errors import KnowledgeBankError

DATABASE, KEY, CONTENTS = "kb.sqlite3", "secret_key", "contents.json"
FORMAT = 1
LARGEST = 4 * 1024**3  # bytes; more than any bank
OTHERS = "Databasen er PostgreSQL: tag kopien med pg_dump, og gem %s ved siden af."
NOTHING = "Der er ingen database i %s endnu, så der er intet at kopiere."
THERE_ALREADY = "%s findes allerede. Flyt den først; intet er skrevet over."
NO_COPY = "%s er ikke en kopi fra kb backup, eller den er beskadiget (%s). Intet er ændret."


def back_up(config: Config, file: Path, now: datetime) -> dict[str, int]:
    """Write a copy to a new file, also while others write to the database; return how many rows it holds."""
    database = _database(config)
    if not database.is_file():
        raise KnowledgeBankError(NOTHING % config.data_dir)
    with TemporaryDirectory(dir=config.data_dir, prefix=".backup-") as folder:
        copy = Path(folder, DATABASE)
        _copy(database, copy)
        parts = {DATABASE: copy.read_bytes()}
        rows = count_rows(copy)
    if (key := config.data_dir / KEY).is_file():
        parts[KEY] = key.read_bytes()
    told = {"format": FORMAT, "made": now.isoformat(), "rows": rows, "digests": _digests(parts)}
    with _new_file(file) as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in {CONTENTS: json.dumps(told).encode(), **parts}.items():
            _add(archive, name, content)
    return rows


def restore(config: Config, file: Path) -> dict[str, int]:
    """Lay a copy in a data folder that has no database; return how many rows it holds."""
    database = _database(config)
    told, parts = _read(file)
    targets = {DATABASE: database, KEY: config.data_dir / KEY}
    for name in parts:
        if targets[name].exists():
            raise KnowledgeBankError(THERE_ALREADY % targets[name])
    config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in sorted(parts, reverse=True):  # the key first: a database without its key would get another
        with _new_file(targets[name]) as stream:
            stream.write(parts[name])
    rows = count_rows(database)
    if rows != told["rows"]:
        raise KnowledgeBankError(NO_COPY % (file, "antallet af rækker passer ikke"))
    return rows


def faults_in_file(database: Path) -> list[str]:
    """Let SQLite go through its file, and list what it finds."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
            strays = [f"{row[0]}: {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error as error:
        return [str(error)]
    return ([] if found == ["ok"] else found) + strays


def count_rows(database: Path) -> dict[str, int]:
    """Count the rows of every table."""
    engine = create_engine(f"sqlite:///{database}")
    names = sorted(inspect(engine).get_table_names())
    with engine.connect() as connection:
        rows = {name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names}
    engine.dispose()
    return rows


def _database(config: Config) -> Path:
    if config.database_url:
        raise KnowledgeBankError(OTHERS % (config.data_dir / KEY))
    return config.data_dir / DATABASE


def _copy(database: Path, copy: Path) -> None:
    """Copy a database at one moment, and see that the copy is whole and needs no other file."""
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise KnowledgeBankError(f"Databasen kan ikke kopieres: {error}") from error
    if faults := faults_in_file(copy):
        raise KnowledgeBankError("\n".join(["Databasen er beskadiget, så kopien er ikke gemt:", *faults]))


def _read(file: Path) -> tuple[dict[str, dict[str, int]], dict[str, bytes]]:
    """Read a copy; nothing in it is believed before its digest is right, and its names choose no path."""
    try:
        with tarfile.open(file, mode="r:") as archive:
            found = {
                name: _part(archive, name) for name in archive.getnames() if name in (CONTENTS, DATABASE, KEY)
            }
        told = json.loads(found.pop(CONTENTS))
        if told["format"] != FORMAT or told["digests"] != _digests(found) or DATABASE not in found:
            raise ValueError("aftrykket passer ikke")
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeBankError(NO_COPY % (file, error)) from error
    return told, found


def _part(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.getmember(name)
    stream = archive.extractfile(member) if member.isfile() and member.size <= LARGEST else None
    if stream is None:
        raise ValueError(f"{name} er ingen fil")
    return stream.read()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    archive.addfile(member, io.BytesIO(content))


def _digests(parts: dict[str, bytes]) -> dict[str, str]:
    return {name: hashlib.sha256(content).hexdigest() for name, content in sorted(parts.items())}


@contextmanager
def _new_file(file: Path) -> Iterator[io.BufferedWriter]:
    """Write a file that only its owner reads, and that is there whole or not at all; never over another."""
    aside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            file.hardlink_to(aside)
        finally:
            aside.unlink()
    except FileExistsError:
        raise KnowledgeBankError(THERE_ALREADY % file) from None
    except OSError as error:
        raise KnowledgeBankError(f"{file} kan ikke skrives ({error.strerror}).") from error
