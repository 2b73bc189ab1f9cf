"""What pages work out once from a release and keep with it: when the release goes, it goes too."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from kb.release.opening import Release

Found = TypeVar("Found")
Others = TypeVarTuple("Others")
Work = Callable[["Release", *Others], Found]


def once_a_release(most: int) -> Callable[[Work[*Others, Found]], Work[*Others, Found]]:
    """Work something out once for a release and each set of other arguments, the first `most` of them.

    What is found must follow from the release and these alone, so a language has to be among them.
    """

    def decorate(work: Work[*Others, Found]) -> Work[*Others, Found]:
        @wraps(work)
        def at_hand(release: "Release", *others: *Others) -> Found:
            kept: dict[tuple[*Others], Found] = release.kept.setdefault(work, {})
            found = kept.get(others)
            if found is None:
                found = work(release, *others)
                if len(kept) < most:
                    kept[others] = found
            return found

        return at_hand

    return decorate
