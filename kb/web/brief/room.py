"""How much there is room for on two printed pages: the first rows whole, the others counted; pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True)
class Kept(Generic[Item]):
    """The items that there is room for, and how many more there are."""

    items: tuple[Item, ...] = ()
    left: int = 0

    def __bool__(self) -> bool:
        """Tell whether there is anything at all."""
        return bool(self.items) or self.left > 0


def keep(items: Iterable[Item], room: int, size: Callable[[Item], int]) -> Kept[Item]:
    """Keep items in their order for as long as there is room for them, and always the first."""
    items, kept = tuple(items), 0
    for item in items:
        room -= size(item)
        if room < 0 and kept:
            break
        kept += 1
    return Kept(items[:kept], len(items) - kept)


def names(found: Iterable[str], longest: int) -> Kept[str]:
    """Keep as many names as a text of so many signs holds, with what stands between them."""
    return keep(found, longest, lambda name: len(name) + 2)


def lines(text: str, width: int) -> int:
    """Count the lines that a text takes where so many signs stand on one."""
    return max(1, -(-len(text) // width))


def shorten(text: str, longest: int) -> str:
    """Cut a text at the end of a word and say with three dots that it goes on."""
    if len(text) <= longest:
        return text
    words = text[: longest - 1].rsplit(" ", 1)[0]
    return f"{words.rstrip(' ,;:–-')} …" if words else ""
