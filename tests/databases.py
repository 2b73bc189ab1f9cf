"""A database for a test: SQLite in a folder of its own, and PostgreSQL where KB_TEST_POSTGRES_URL names one."""

import os
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text

from kb.config import Config
from kb.db import migrating
from kb.db.database import Database
from kb.db.engine import make_engine

SERVER = os.environ.get("KB_TEST_POSTGRES_URL", "")
KINDS = ["sqlite", *(["postgresql"] if SERVER else [])]
NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _connections_are_closed() -> Iterator[None]:
    """Close what a test left open: a server has only so many connections, and each application keeps its own."""
    used: list[Engine] = []

    def note(connection: Connection) -> None:
        used.append(connection.engine)

    event.listen(Engine, "engine_connect", note)
    yield
    event.remove(Engine, "engine_connect", note)
    for engine in used:
        engine.dispose()


@pytest.fixture(params=KINDS)
def empty_config(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Config]:
    """Settings that name a database without tables."""
    config = Config(
        data_dir=tmp_path / "instance", base_url="https://bank.example", mail_from="bank@bank.example"
    )
    if request.param == "sqlite":
        yield config
        return
    schema = f"test_{secrets.token_hex(6)}"
    server = create_engine(SERVER)
    with server.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={schema}"})
    yield replace(config, database_url=url.render_as_string(hide_password=False))
    with server.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of SQLite with this version's tables, to be copied."""
    path = tmp_path_factory.mktemp("blank") / "kb.sqlite3"
    engine = make_engine(f"sqlite:///{path}")
    migrating.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def config(empty_config: Config, blank: Path) -> Config:
    """Settings that name a database with this version's tables."""
    if not empty_config.database_url:
        empty_config.data_dir.mkdir(mode=0o700)
        shutil.copyfile(blank, empty_config.data_dir / blank.name)
        return empty_config
    engine = make_engine(empty_config.database_address)
    migrating.upgrade(engine)
    engine.dispose()
    return empty_config


@pytest.fixture
def database(config: Config) -> Iterator[Database]:
    """A database with this version's tables and no rows."""
    database = Database(config)
    yield database
    database.close()
