"""Which version the database's tables have, and how they are brought to the newest."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from kb.db.base import Base
from kb.db.engine import in_plain_words, make_engine, writing
from kb.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from alembic.operations.ops import MigrateOperation

SCRIPTS = Path(__file__).with_name("migrations")


def open_current(address: str) -> Engine:
    """Open the database; a new SQLite file is given its tables, one of another version is refused."""
    engine = make_engine(address)
    try:
        found = current(engine)
        if found is None and engine.dialect.name == "sqlite":
            upgrade(engine)
        elif found != newest():
            raise DatabaseUnavailable("Databasen er ikke i denne udgaves form. Kør: kb db upgrade")
    except BaseException:
        engine.dispose()
        raise
    return engine


@cache
def newest() -> str | None:
    """Name the newest migration."""
    return ScriptDirectory(str(SCRIPTS)).get_current_head()


def steps() -> list[str]:
    """List the migrations, the first one first."""
    scripts = ScriptDirectory(str(SCRIPTS)).walk_revisions()
    return [script.revision for script in scripts][::-1]


def current(engine: Engine) -> str | None:
    """Name the migration that the database has reached, None when it has no tables."""
    with in_plain_words(), engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the tables to a migration, the newest unless another is named; in one transaction."""
    with _all_or_nothing(engine) as connection:
        command.upgrade(_alembic(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Take the tables back to an earlier migration; in one transaction."""
    with _all_or_nothing(engine) as connection:
        command.downgrade(_alembic(connection), to)


def differences(engine: Engine) -> list["MigrateOperation"]:
    """List where the tables differ from the classes; all classes must have been imported."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


@contextmanager
def _all_or_nothing(engine: Engine) -> Iterator[Connection]:
    try:
        with writing(engine).begin() as connection:
            yield connection
    except DBAPIError as error:
        reason = str(error.orig).partition("\n")[0]
        raise DatabaseUnavailable(f"Tabellerne kunne ikke laves om, og intet er ændret: {reason}") from error


def _alembic(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
