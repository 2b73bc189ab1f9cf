"""What the commands share: how they fail, in words; the database for as long as they run; the time."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from kb.config import Config
from kb.errors import ContentError, KnowledgeBankError

if TYPE_CHECKING:
    from kb.db.database import Database


def in_plain_words(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn the bank's own errors into a sentence and exit status 1, never a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ContentError as error:
            show_problems(error)
        except KnowledgeBankError as error:
            click.echo(str(error), err=True)
        sys.exit(1)

    return run


def show_problems(error: ContentError) -> None:
    """Print every problem on a line of its own and their number last."""
    for problem in error.problems:
        click.echo(str(problem), err=True)
    count = len(error.problems)
    click.echo(f"{count} fejl i indholdet. Intet er ændret.", err=True)


def open_database(config: Config) -> "Database":
    """Open the database for as long as the command runs."""
    from kb.db.database import Database

    database = Database(config)
    click.get_current_context().call_on_close(database.close)
    return database


def now() -> datetime:
    """Tell the time: commands are an edge, where the clock is read."""
    return datetime.now(UTC)
