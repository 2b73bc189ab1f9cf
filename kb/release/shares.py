"""What is told of the whole content, and what each solution adds to it: its share.

Whatever needs every solution is put together from their shares. So a build works out shares and summaries
of the solutions that changed, and takes over the others from the release before it.
"""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kb import coverage
from kb.agreement import Judged, both_verdicts
from kb.catalogue import Catalogue
from kb.content.encoding import encode
from kb.content.lines import LineWriter, StoredLines
from kb.content.snapshot import Snapshot
from kb.grading.proof import Proof
from kb.release.summary import SUMMARIES, summarise
from kb.search.rows import SolutionRow, row_from, row_of

SHARES = "shares"


class Share(NamedTuple):
    """What a solution adds: its row in the tables of the search, its coverage, and verdicts given twice."""

    row: SolutionRow | None
    coverage: coverage.Share
    judged: Sequence[Judged]


def share_of(catalogue: Catalogue, solution_id: str, as_of: str) -> Share:
    """Work out the share of a solution on a day, an ISO date."""
    return Share(
        row_of(catalogue, solution_id, as_of),
        coverage.share_of(catalogue, solution_id),
        both_verdicts(catalogue.experiences_of(solution_id)),
    )


def work_out(
    folder: Path, catalogue: Catalogue, as_of: str, older: Snapshot | None, changed: Collection[str]
) -> dict[str, Proof]:
    """Write summaries and shares of all solutions into a release's folder; return the proofs that are new.

    `older` are the records of a release from which only `changed` solutions differ, if there is one.
    """
    before = {solution_id: row for row, solution_id in enumerate(older.catalogue.solutions if older else ())}
    proofs: dict[str, Proof] = {}
    with (
        LineWriter(folder, SUMMARIES, _lines_of(older, SUMMARIES)) as summaries,
        LineWriter(folder, SHARES, _lines_of(older, SHARES)) as shares,
    ):
        for solution_id in catalogue.solutions:
            if solution_id in before and solution_id not in changed:
                summaries.keep(before[solution_id])
                shares.keep(before[solution_id])
            else:
                summary = summarise(catalogue, solution_id, as_of)
                proofs[solution_id] = summary.proof
                summaries.add(encode(summary))
                shares.add(share_of(catalogue, solution_id, as_of))
    return proofs


def _lines_of(older: Snapshot | None, name: str) -> StoredLines | None:
    return StoredLines(older.folder, name) if older else None


def read_shares(folder: Path) -> Iterator[Share]:
    """Read the shares of all solutions of a release."""
    lines = StoredLines(folder, SHARES)
    for number in range(len(lines)):
        row, of_coverage, judged = json.loads(lines[number])
        yield Share(row and row_from(row), coverage.Share(*of_coverage), judged)
