"""What accounts are run with: the database, the secret key, and the address that links begin with."""

from functools import cached_property

from kb.accounts.secret import secret_key
from kb.config import Config
from kb.db.database import Database


class Desk:
    """The desk where people sign in; made once a process and free to make."""

    def __init__(self, config: Config, database: Database | None = None) -> None:
        self.config = config
        self.database = database or Database(config)

    @cached_property
    def secret(self) -> bytes:
        """The key that signs what is handed out; made and kept when the settings name none."""
        return secret_key(self.config)
