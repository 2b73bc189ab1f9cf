"""What the tests of accounts share: a desk, and hashes that are made quickly."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from kb.accounts import passwords
from kb.accounts.desk import Desk
from kb.config import Config
from kb.db.database import Database


@pytest.fixture(autouse=True)
def hashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hash cheaply, except in tests marked `slow`, which hash as the bank does."""
    if not request.node.get_closest_marker("slow"):
        monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobody.cache_clear()
    yield
    passwords._nobody.cache_clear()


@pytest.fixture
def desk(config: Config, database: Database) -> Desk:
    """A desk with nobody at it."""
    return Desk(config, database)
