"""What a result row needs of a solution, worked out once at build."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kb.adoption import Adoption, adoption_of, newest_date
from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of
from kb.content.lines import StoredLines
from kb.errors import ReleaseError
from kb.findings import headline_of
from kb.grading.grades import grade
from kb.grading.proof import Proof

SUMMARIES = "summaries"
SUMMARIES_AT_HAND = 2048


@dataclass(frozen=True)
class Summary:
    """Who tried a solution, its best finding (report and outcome), and its newest date."""

    adoption: Adoption
    proof: Proof
    newest: str = ""
    headline_report: str | None = None
    headline_outcome: str | None = None


def summarise(catalogue: Catalogue, solution_id: str, as_of: str) -> Summary:
    """Work out the summary of one solution on a day, an ISO date."""
    reports = catalogue.experiences_of(solution_id)
    solution = catalogue.solutions[solution_id]
    headline = headline_of(reports, {outcome.measure for outcome in solution.primary_outcomes})
    return Summary(
        adoption=adoption_of(reports),
        proof=grade(catalogue, solution, as_of),
        newest=max(map(newest_date, reports), default=""),
        headline_report=headline.report.ref if headline else None,
        headline_outcome=headline.outcome.id if headline else None,
    )


def summarise_all(catalogue: Catalogue, as_of: str) -> dict[str, Summary]:
    """Work out the summary of every solution on a day, an ISO date."""
    return {solution_id: summarise(catalogue, solution_id, as_of) for solution_id in catalogue.solutions}


class StoredSummaries(Mapping[str, Summary]):
    """The summaries of a release, each decoded when it is asked for."""

    def __init__(self, directory: Path, solution_ids: Iterable[str]) -> None:
        self.lines = StoredLines(directory, SUMMARIES)
        self.rows = {solution_id: row for row, solution_id in enumerate(solution_ids)}
        decode = decoder_of(Summary)
        self._summary = lru_cache(SUMMARIES_AT_HAND)(lambda row: decode(json.loads(self.lines[row])))

    def __getitem__(self, solution_id: str) -> Summary:
        found: Summary = self._summary(self.rows[solution_id])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def read_summaries(directory: Path, solution_ids: Iterable[str]) -> StoredSummaries:
    """Open the summaries of a release's solutions; raise ReleaseError where they cannot be read."""
    try:
        summaries = StoredSummaries(directory, solution_ids)
    except (OSError, ValueError) as error:
        raise ReleaseError("Udgivelsens oversigt kan ikke læses. Kør: kb build") from error
    if len(summaries) != len(summaries.lines):
        raise ReleaseError("Udgivelsens oversigt hører til et andet indhold. Kør: kb build")
    return summaries
