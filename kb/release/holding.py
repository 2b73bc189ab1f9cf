"""What open data need of a release: its records and grades, all or those that a search shows."""

from kb.export.holdings import Holdings
from kb.release.opening import Release


def holdings_of(
    release: Release, *, base_url: str = "", chosen: tuple[str, ...] | None = None, query: str = ""
) -> Holdings:
    """Give the holdings of a release; `chosen` are solutions that a search shows, `query` that search."""
    solutions = release.catalogue.solutions
    return Holdings(
        catalogue=release.catalogue,
        proofs={one: release.proof(one) for one in solutions},
        adoptions={one: release.adoption(one) for one in solutions},
        release_id=release.id,
        base_url=base_url,
        changes=release.events.changes,
        chosen=chosen,
        query=query,
    )
