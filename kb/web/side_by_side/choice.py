"""What the address asks to have side by side, and what of it can be shown; pure."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from kb.records.base import is_slug
from kb.search.query import clean_text

LONGEST_NAME = 60


@dataclass(frozen=True)
class Choice:
    """The ids to lay side by side in the order asked for, the unknown names, and the ids left out."""

    chosen: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def without(self, one: str) -> tuple[str, ...]:
        """List the chosen ids but one."""
        return tuple(other for other in self.chosen if other != one)


def choose(asked: Iterable[str], known: Container[str], *, most: int) -> Choice:
    """Take the first ids that are known, each once, and keep the names of the others as they can be shown."""
    names = dict.fromkeys(name.strip() for name in asked)
    found = {name: is_slug(name) and name in known for name in names}
    ids = [name for name in names if found[name]]
    unknown = (clean_text(name)[:LONGEST_NAME] for name in names if not found[name])
    return Choice(tuple(ids[:most]), tuple(filter(None, unknown)), tuple(ids[most:]))
