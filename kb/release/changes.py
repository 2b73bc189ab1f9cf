"""What differs between the content of an earlier release and that of today, as far as a build may use it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.content.layout import Kind, classify

# Files outside the folders of solutions that no solution refers to.
UNREFERRED = (Kind.CALL,)


@dataclass(frozen=True)
class Changes:
    """The solutions whose own files differ; whether files that they refer to do; whether anything is gone."""

    solutions: frozenset[str]
    is_shared: bool
    is_gone: bool


def changes_between(before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
    """Tell what differs between two states of the content, each the digests of its files by path."""
    paths = [path for path in before.keys() | now.keys() if before.get(path) != now.get(path)]
    places = [classify(path) for path in paths]
    return Changes(
        frozenset(place[2] for place in places if place and place[2]),
        any(place is None or not (place[2] or place[0] in UNREFERRED) for place in places),
        any(path not in now for path in paths),
    )
