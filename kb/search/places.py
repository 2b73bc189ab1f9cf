"""Which municipalities a query names, "Viborgs" and "Faaborg Midtfyn Kommune" included."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.search.letters import fold

_WORDS = re.compile(r"[^\W_]+(?:['’]s\b)?")
_GENITIVE = re.compile(r"['’]?s$")
_KOMMUNE = re.compile("kommunes?|municipality")

Name = tuple[str, ...]


@dataclass(frozen=True)
class Place:
    """A municipality in a text: its id, and where its name stands, a word for municipality included."""

    id: str
    start: int
    end: int


def read_names(names: Iterable[tuple[str, str]]) -> dict[Name, str]:
    """Map the folded words of names to ids, given pairs of id and name."""
    return {tuple(fold(word[0]) for word in _WORDS.finditer(name)): key for key, name in names}


def places_in(text: str, names: dict[Name, str]) -> Iterator[Place]:
    """Yield the municipalities that a text names, from left to right."""
    words = list(_WORDS.finditer(text))
    longest = max(map(len, names), default=0)
    first = 0
    while first < len(words):
        last, found = _name_at(words, first, names, longest)
        if found:
            is_kommune = last < len(words) and _KOMMUNE.fullmatch(fold(words[last][0]))
            last += bool(is_kommune)
            yield Place(found, words[first].start(), words[last - 1].end())
        first = max(last, first + 1)


def _name_at(words: list[re.Match[str]], first: int, names: dict[Name, str], longest: int) -> tuple[int, str]:
    """Tell which name begins at a word, the longest first, and where it ends; an empty id where none does."""
    for last in range(min(first + longest, len(words)), first, -1):
        said = [fold(word[0]) for word in words[first:last]]
        for end in (said[-1], _GENITIVE.sub("", said[-1])):
            found = names.get((*said[:-1], end))
            if found:
                return last, found
    return first, ""
