"""The database as the rest of the bank sees it: a transaction to read in, and one to write in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kb.config import Config
from kb.errors import DatabaseUnavailable

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

PATIENCE = 30  # seconds
# SQLAlchemy is imported on first use: a site that is only read never loads it.


class Database:
    """One database; opened when it is first used, and told to be at this version's migration."""

    def __init__(self, config: Config) -> None:
        self.address = config.database_address
        self._opening, self._writing = threading.Lock(), threading.Lock()
        self._engine: Engine | None = None

    @property
    def engine(self) -> "Engine":
        """The engine; a new SQLite database gets its tables, an older one is refused with the way out."""
        with self._opening:
            if self._engine is None:
                from kb.db.migrating import open_current

                self._engine = open_current(self.address)
            return self._engine

    @contextmanager
    def reading(self) -> Iterator["Session"]:
        """Read in one transaction; what is changed is dropped."""
        from sqlalchemy.orm import Session

        from kb.db.engine import in_plain_words

        with in_plain_words(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator["Session"]:
        """Write in one transaction: all of it is kept, or nothing when an exception is raised."""
        from sqlalchemy.orm import Session

        from kb.db.engine import in_plain_words, writing

        with (
            self._turn(),
            in_plain_words(),
            Session(writing(self.engine), expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let threads write to SQLite one by one: it would let them race, and the unlucky wait in vain."""
        takes_turns = self.address.startswith("sqlite")
        if takes_turns and not self._writing.acquire(timeout=PATIENCE):
            raise DatabaseUnavailable
        try:
            yield
        finally:
            if takes_turns:
                self._writing.release()

    def close(self) -> None:
        """Close all connections; the next use opens anew."""
        with self._opening:
            if self._engine is not None:
                self._engine.dispose()
            self._engine = None
