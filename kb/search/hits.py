"""How a found solution is shown: title and snippet with the matches marked, and the reports that match."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kb.catalogue import Catalogue
from kb.records.solution import Prose, Solution
from kb.search.columns import Flags
from kb.search.matching import Matches
from kb.search.prose import running_text
from kb.search.results import Highlighted, Hit
from kb.search.snippets import Marker, first_match, highlight, snippet
from kb.search.tables import Tables


@dataclass(frozen=True)
class Shower:
    """What it takes to show solutions; `passing_reports` is None when nothing is chosen on reports."""

    catalogue: Catalogue
    tables: Tables
    matches: Matches
    marker: Marker
    passing_reports: Flags | None
    language: str

    def hit(self, number: int) -> Hit:
        """Show the solution with a number."""
        solution = self.catalogue.solutions[self.tables.solutions[number]]
        refs = tuple(self.tables.reports[row] for row in self._matched_rows(number))
        title = solution.title_en if self.language == "en" and solution.title_en else solution.title
        return Hit(
            solution_id=solution.id,
            matched_reports=refs,
            title=highlight(title, self.marker),
            snippet=self._passage(solution, refs, title),
            score=float(self.matches.solutions[number]),
        )

    def _matched_rows(self, number: int) -> list[int]:
        """List the reports that hold what is chosen and any of the words, or failing that, what is chosen."""
        rows = np.arange(self.tables.first_report[number], self.tables.first_report[number + 1])
        if self.passing_reports is not None:
            rows = rows[self.passing_reports[rows]]
        with_words = rows[self.matches.reports[rows] > 0]
        if not len(with_words) and self.passing_reports is None:
            return []
        rows = with_words if len(with_words) else rows
        scores = np.round(self.matches.reports[rows], 9)
        best: list[int] = rows[np.lexsort((rows, -self.tables.report_newest[rows], -scores))].tolist()
        return best

    def _passage(self, solution: Solution, refs: tuple[str, ...], title: str) -> Highlighted:
        """Show the summary, unless the words stand in neither title nor summary but further down."""
        in_english = self.language == "en"
        summary = solution.summary_en if in_english and solution.summary_en else solution.summary
        near = any(first_match(text, self.marker) is not None for text in (title, summary))
        if near or not self.marker:
            return highlight(summary, self.marker)
        prose: Prose | None = solution.prose_en if in_english and solution.prose_en else solution.prose
        return snippet((summary, *self._further_texts(prose, refs)), self.marker)

    def _further_texts(self, prose: Prose | None, refs: tuple[str, ...]) -> Iterator[str]:
        """Yield the texts a snippet may come from, the best to read first."""
        yield running_text(prose.markdown) if prose else ""
        for ref in refs:
            yield self.catalogue.experiences[ref].description or ""
