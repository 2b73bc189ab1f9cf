"""How a release is opened, and what stands in for it when it is missing or damaged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kb.adoption import Adoption
from kb.catalogue import Catalogue
from kb.comparison.likeness import Likeness, likeness_of
from kb.config import Config
from kb.content.snapshot import open_snapshot
from kb.errors import ReleaseError
from kb.findings import Headline
from kb.grading.documentation import Documentation
from kb.grading.proof import Proof
from kb.release.events import EventLog, read_events
from kb.release.overview import Overview, overview_of, read_overview
from kb.release.store import Store, find_damage
from kb.release.summary import Summary, read_summaries, summarise_all
from kb.search.engine import SearchEngine


@dataclass(frozen=True)
class Release:
    """One release at hand: its records, its search, and what a result row needs."""

    id: str
    catalogue: Catalogue
    engine: SearchEngine
    summaries: Mapping[str, Summary]
    is_damaged: bool = False
    folder: Path | None = None
    # What pages worked out from it, and keep with it.
    kept: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Count what the release holds."""
        return self.overview.counts

    @cached_property
    def overview(self) -> Overview:
        """Tell how the content is spread; worked out at build, and only here where there is no build."""
        return read_overview(self.folder) if self.folder else overview_of(self.catalogue)

    @cached_property
    def likeness(self) -> Likeness:
        """Tell how alike the municipalities are; worked out on first use and kept with the release."""
        return likeness_of(self.catalogue.municipalities.values(), self.catalogue.factors.values())

    @cached_property
    def events(self) -> EventLog:
        """List how the grades have changed; without a build nobody knows."""
        return read_events(self.folder) if self.folder else EventLog()

    def adoption(self, solution_id: str) -> Adoption:
        """Tell who has tried a solution."""
        return self.summaries[solution_id].adoption

    def proof(self, solution_id: str) -> Proof:
        """Tell how well a solution is proven."""
        return self.summaries[solution_id].proof

    def documentation(self, ref: str) -> Documentation:
        """Tell how well a report is documented."""
        reports = self.proof(ref.partition("/")[0]).reports
        return next(one.documentation for one in reports if one.ref == ref)

    def newest(self, solution_id: str) -> str:
        """Tell the newest date that a solution's reports name, or an empty text."""
        return self.summaries[solution_id].newest

    def headline(self, solution_id: str) -> Headline | None:
        """Find the best measured finding of a solution."""
        summary = self.summaries[solution_id]
        if summary.headline_report is None:
            return None
        report = self.catalogue.experiences[summary.headline_report]
        outcome = next(found for found in report.outcomes if found.id == summary.headline_outcome)
        return Headline(outcome, report)


def open_release(store: Store, release_id: str) -> Release:
    """Open a release; raise ReleaseError or IndexUnavailable where it is damaged."""
    folder = store.folder(release_id)
    damaged = find_damage(folder)
    if damaged:
        raise ReleaseError(f"Udgivelsen {release_id} er beskadiget: {', '.join(damaged[:5])}. Kør: kb build")
    catalogue = open_snapshot(folder).catalogue
    engine = SearchEngine.open(folder, catalogue)
    return Release(release_id, catalogue, engine, read_summaries(folder, catalogue.solutions), folder=folder)


def read_without_release(config: Config, as_of: str) -> Release:
    """Read the content itself and search it by a plain scan; what is wrong in it is left out.

    Raise ReleaseError where there is no content either.
    """
    from kb.content.loading import load_catalogue

    catalogue = replace(load_catalogue(config.content_dir).catalogue, as_of=as_of)
    if not catalogue.solutions:
        raise ReleaseError("Der er hverken en udgivelse eller indhold at vise. Kør: kb build")
    engine = SearchEngine.scanning(catalogue, as_of=as_of)
    return Release("uden-udgivelse", catalogue, engine, summarise_all(catalogue, as_of), is_damaged=True)
