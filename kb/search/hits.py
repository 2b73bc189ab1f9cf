"""How a found solution is shown: title and snippet with the matches marked, and the reports that match."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from kb.catalogue import Catalogue
from kb.records.solution import Prose, Solution
from kb.search.columns import Flags
from kb.search.matching import Matches, Scores
from kb.search.prose import running_text
from kb.search.results import Highlighted, Hit
from kb.search.snippets import Marker, cut, snippet
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
        marked = self.marker.marked(title)
        return Hit(
            solution_id=solution.id,
            matched_reports=refs,
            title=cut(title, marked),
            snippet=self._passage(solution, refs, is_near=bool(marked)),
            score=float(self.matches.solutions[number]),
        )

    def _matched_rows(self, number: int) -> list[int]:
        """List the reports that hold what is chosen and any of the words, or failing that, what is chosen."""
        if self.passing_reports is None and not self.marker:
            return []
        first, last = self.tables.first_report[number : number + 2].tolist()
        scores = self._scores[first:last].tolist()
        newest = self.tables.report_newest[first:last].tolist()
        passing = [True] * (last - first)
        if self.passing_reports is not None:
            passing = self.passing_reports[first:last].tolist()
        rows = zip(range(first, last), scores, newest, passing, strict=True)
        found = sorted((-score, -date, row) for row, score, date, passes in rows if passes)
        with_words = [row for score, _, row in found if score < 0]
        if with_words or self.passing_reports is None:
            return with_words
        return [row for _, _, row in found]

    @cached_property
    def _scores(self) -> Scores:
        """Round the scores of all reports, so that the last bit of a sum never decides."""
        return self.matches.reports.round(9)

    def _passage(self, solution: Solution, refs: tuple[str, ...], *, is_near: bool) -> Highlighted:
        """Show the summary, unless the words stand in neither title nor summary but further down."""
        in_english = self.language == "en"
        summary = solution.summary_en if in_english and solution.summary_en else solution.summary
        marked = self.marker.marked(summary)
        if marked or is_near or not self.marker:
            return cut(summary, marked)
        prose: Prose | None = solution.prose_en if in_english and solution.prose_en else solution.prose
        return snippet(chain([summary], self._further_texts(prose, refs)), self.marker)

    def _further_texts(self, prose: Prose | None, refs: tuple[str, ...]) -> Iterator[str]:
        """Yield the texts a snippet may come from, the best to read first."""
        yield running_text(prose.markdown) if prose else ""
        for ref in refs:
            yield self.catalogue.experiences[ref].description or ""
