"""What a result row needs of a solution, worked out once at build."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kb.adoption import Adoption, adoption_of, newest_date
from kb.catalogue import Catalogue
from kb.content.encoding import decoder_of, encode
from kb.errors import ReleaseError
from kb.findings import headline_of
from kb.grading.grades import grade
from kb.grading.proof import Proof

SUMMARIES = "summaries.json"


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


def write_summaries(directory: Path, summaries: Mapping[str, Summary]) -> None:
    """Write the summaries into a release's folder."""
    encoded = {solution_id: encode(summary) for solution_id, summary in summaries.items()}
    (directory / SUMMARIES).write_text(json.dumps(encoded, ensure_ascii=False), encoding="utf-8")


def read_summaries(directory: Path) -> dict[str, Summary]:
    """Read the summaries of a release; raise ReleaseError where they cannot be read."""
    decode = decoder_of(Summary)
    try:
        encoded = json.loads((directory / SUMMARIES).read_bytes())
        return {solution_id: decode(summary) for solution_id, summary in encoded.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReleaseError("Udgivelsens oversigt kan ikke læses. Kør: kb build") from error


def counts_of(catalogue: Catalogue) -> dict[str, int]:
    """Count what a release holds."""
    cited = sum(len(s.sources) + len(s.further_reading) for s in catalogue.solutions.values())
    own = sum(len(experience.sources) for experience in catalogue.experiences.values())
    return {
        "solutions": len(catalogue.solutions),
        "experiences": len(catalogue.experiences),
        "municipalities": len(catalogue.municipalities),
        "municipalities_with_experience": len(catalogue.refs_by_municipality),
        "authorities": len(catalogue.authorities),
        "sources": cited + own,
    }
