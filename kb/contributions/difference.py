"""How a file differs from the one it would replace, line by line, as one reads it; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

AROUND = 3


class Change(StrEnum):
    """What happens to a line; a gap stands for lines that stay and are not shown."""

    KEPT = "kept"
    ADDED = "added"
    REMOVED = "removed"
    GAP = "gap"


@dataclass(frozen=True)
class Line:
    """One line; a gap says how many lines it stands for."""

    change: Change
    text: str = ""
    count: int = 1


def difference(old: str, new: str) -> tuple[Line, ...]:
    """List the lines of two texts: those that stay, near a change, and those removed and added."""
    return tuple(_lines(old.splitlines(), new.splitlines()))


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, old_from, old_to, new_from, new_to) in enumerate(blocks):
        if kind == "equal":
            is_first, is_last = number == 0, number == len(blocks) - 1
            yield from _kept(old[old_from:old_to], 0 if is_first else AROUND, 0 if is_last else AROUND)
            continue
        yield from (Line(Change.REMOVED, text) for text in old[old_from:old_to])
        yield from (Line(Change.ADDED, text) for text in new[new_from:new_to])


def _kept(texts: list[str], before: int, after: int) -> Iterator[Line]:
    """Show lines that stay next to a change: the first ones after it, the last ones ahead of the next."""
    hidden = len(texts) - before - after
    if hidden < 2:
        yield from (Line(Change.KEPT, text) for text in texts)
        return
    yield from (Line(Change.KEPT, text) for text in texts[:before])
    yield Line(Change.GAP, count=hidden)
    yield from (Line(Change.KEPT, text) for text in texts[len(texts) - after :])
