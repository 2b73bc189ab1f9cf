"""What the tests of following share: a desk."""

import pytest

from kb.accounts.desk import Desk
from kb.config import Config
from kb.db.database import Database


@pytest.fixture
def desk(config: Config, database: Database) -> Desk:
    """A desk with nobody at it."""
    return Desk(config, database)
