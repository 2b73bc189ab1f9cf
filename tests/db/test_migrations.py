"""How the tables came to be: from nothing, from each earlier step with rows in it, and one step back."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from kb.commands.database import import_tables
from kb.config import Config
from kb.db import migrating
from kb.db.engine import make_engine
from kb.errors import DatabaseUnavailable
from tests.db.samples import SAMPLES

STEPS = migrating.steps()


@pytest.fixture
def engine(empty_config: Config):
    engine = make_engine(empty_config.database_address)
    yield engine
    engine.dispose()


def fill(engine: Engine, step: str) -> None:
    with engine.begin() as connection:
        for table, columns, values in SAMPLES[step]:
            connection.exec_driver_sql(f"INSERT INTO {table} ({columns}) VALUES ({values})")


def rows(engine: Engine, steps: list[str]) -> dict[str, list[tuple]]:
    """Read what the sample rows of some steps hold in the columns that they named."""
    with engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT {columns} FROM {table}")).all()
            for step in steps
            for table, columns, _ in SAMPLES[step]
        }


def test_every_step_has_sample_rows():
    """Who adds a step adds rows to tests/db/samples.py, so that the next step is tested on them."""
    assert list(SAMPLES) == STEPS


def test_from_nothing_to_the_newest_there_is_no_difference(engine):
    """A new database has the tables that the classes describe, in every column and index."""
    import_tables()

    migrating.upgrade(engine)

    assert migrating.current(engine) == STEPS[-1]
    assert migrating.differences(engine) == []


@pytest.mark.parametrize("step", STEPS)
def test_upgrading_from_each_step_keeps_the_rows(engine, step):
    """A database of an earlier version is brought to this one, and its rows are as they were."""
    done = STEPS[: STEPS.index(step) + 1]
    for each in done:
        migrating.upgrade(engine, each)
        fill(engine, each)
    before = rows(engine, done)

    migrating.upgrade(engine)

    assert rows(engine, done) == before
    assert all(before.values())


@pytest.mark.parametrize("step", STEPS)
def test_each_step_can_be_taken_back(engine, step):
    """One step back and forward again leaves a database that fits, and the older tables' rows."""
    import_tables()
    earlier = STEPS[: STEPS.index(step)]
    for each in earlier:
        migrating.upgrade(engine, each)
        fill(engine, each)
    before = rows(engine, earlier)

    migrating.upgrade(engine, step)
    migrating.downgrade(engine, "-1")
    assert migrating.current(engine) == (earlier[-1] if earlier else None)
    migrating.upgrade(engine)

    assert rows(engine, earlier) == before
    assert migrating.differences(engine) == []


def test_a_step_that_fails_changes_nothing(engine):
    """An upgrade is one transaction: it is done or not begun."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE outbox (id INTEGER)"))  # in the way of the first step

    with pytest.raises(DatabaseUnavailable, match=r"intet er ændret: .*outbox"):
        migrating.upgrade(engine)

    assert migrating.current(engine) is None
    with engine.connect() as connection, pytest.raises(Exception, match="users"):
        connection.execute(text("SELECT * FROM users"))


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit"])
def test_the_audit_trail_refuses_to_be_changed(engine, change):
    """The database itself refuses a change to a row of the trail, also from outside our code."""
    migrating.upgrade(engine)
    fill(engine, "0001")

    with pytest.raises(IntegrityError, match="only added to"), engine.begin() as connection:
        connection.execute(text(change))

    assert len(rows(engine, ["0001"])["audit"]) == 1
