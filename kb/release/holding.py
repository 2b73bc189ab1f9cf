"""What open data need of a release: its records and grades, all or those that a search shows."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.export.holdings import Holdings
from kb.release.opening import Release


@dataclass(frozen=True)
class Each(Mapping[str, Any]):
    """One thing for each solution, read when it is asked for, so a bank of any size needs no more room."""

    solutions: Collection[str]
    read: Callable[[str], Any]

    def __getitem__(self, solution_id: str) -> Any:
        return self.read(solution_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self.solutions)

    def __len__(self) -> int:
        return len(self.solutions)


def holdings_of(
    release: Release, *, base_url: str = "", chosen: tuple[str, ...] | None = None, query: str = ""
) -> Holdings:
    """Give the holdings of a release; `chosen` are solutions that a search shows, `query` that search."""
    solutions = release.catalogue.solutions
    return Holdings(
        catalogue=release.catalogue,
        proofs=Each(solutions, release.proof),
        adoptions=Each(solutions, release.adoption),
        release_id=release.id,
        base_url=base_url,
        changes=release.events.changes,
        chosen=chosen,
        query=query,
    )
