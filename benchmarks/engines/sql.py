"""Facet counts in SQL, as SQLite and PostgreSQL are asked for them: the same tables, the same statements.

`solution_value` has each value of a solution, those of its reports included, so most counts are one join;
only where something is chosen on reports are the reports themselves looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.engines.answers import Answer, Values
from benchmarks.questions import Question
from kb.search.facets import FACETS, FACETS_BY_NAME, Level
from kb.search.tables import Tables

Rows = Sequence[Sequence[Any]]
SCHEMA = (
    "CREATE TABLE report (id INTEGER PRIMARY KEY, solution INTEGER NOT NULL)",
    "CREATE TABLE report_value (report INTEGER, value INTEGER, PRIMARY KEY (report, value)){without_rowid}",
    "CREATE TABLE solution_value (solution INTEGER, value INTEGER, {key}){without_rowid}".replace(
        "{key}", "PRIMARY KEY (solution, value)"
    ),
)
INDEXES = (
    "CREATE INDEX report_by_solution ON report (solution, id)",
    "CREATE INDEX report_by_value ON report_value (value, report)",
    "CREATE INDEX solution_by_value ON solution_value (value, solution)",
)


def rows_of(tables: Tables) -> dict[str, list[list[int]]]:
    """List the rows of each table."""
    values = Values(tables)
    return {
        "report": [[number, owner] for number, owner in enumerate(tables.owners.tolist())],
        "report_value": values.pairs(Level.REPORT).T.tolist(),
        "solution_value": values.pairs_of_solutions().T.tolist(),
    }


@dataclass(frozen=True)
class Counting:
    """Answer from a temporary table `hit (solution, score)`, which holds what has the words."""

    values: Values
    run: Callable[[str], Rows]

    def answer(self, question: Question, join: str = "JOIN") -> Answer:
        """Narrow, count, and take the ten best; a higher score is better. `join` may force an order."""
        passing = self._passing(question)
        (total,) = self.run(f"SELECT count(*) FROM hit WHERE {passing}")[0]
        best = self.run(f"SELECT solution FROM hit WHERE {passing} ORDER BY score DESC, solution LIMIT 10")
        counts = [0] * self.values.count
        chosen = {name for name, _ in question.chosen}
        others = [facet.name for facet in FACETS if facet.name not in chosen]
        self._count(counts, question, others, join)
        for name in chosen:
            self._count(counts, question, [name], join, without=name)
        return Answer(total, tuple(solution for (solution,) in best), counts)

    def _passing(self, question: Question, without: str = "") -> str:
        conditions = self._on_solutions(question, without)
        on_reports = self._on_reports(question, without)
        if on_reports:
            conditions.append(
                f"solution IN (SELECT report.solution FROM report WHERE {' AND '.join(on_reports)})"
            )
        return " AND ".join(conditions) or "1 = 1"

    def _on_solutions(self, question: Question, without: str) -> list[str]:
        return [
            f"hit.solution IN (SELECT solution FROM solution_value WHERE value IN ({wanted}))"
            for wanted in self._wanted(question, Level.SOLUTION, without)
        ]

    def _on_reports(self, question: Question, without: str) -> list[str]:
        return [
            f"report.id IN (SELECT report FROM report_value WHERE value IN ({wanted}))"
            for wanted in self._wanted(question, Level.REPORT, without)
        ]

    def _wanted(self, question: Question, level: Level, without: str) -> list[str]:
        return [
            ", ".join(str(self.values.number(name, value)) for value in values)
            for name, values in question.chosen
            if name != without and FACETS_BY_NAME[name].level is level
        ]

    def _count(
        self, counts: list[int], question: Question, names: Sequence[str], join: str, without: str = ""
    ) -> None:
        """Count the values of some facets; those of reports by report where something is chosen there."""
        by_report = [name for name in names if question.on_reports and _is_on_reports(name)]
        by_solution = [name for name in names if name not in by_report]
        if by_solution:
            self._add(counts, by_solution, (
                f"SELECT value, count(*) FROM hit {join} solution_value USING (solution) "
                f"WHERE {self._passing(question, without)} GROUP BY value"
            ))  # fmt: skip
        if by_report:
            conditions = self._on_solutions(question, without) + self._on_reports(question, without)
            self._add(counts, by_report, (
                "SELECT value, count(DISTINCT report.solution) FROM hit JOIN report USING (solution) "
                "JOIN report_value ON report_value.report = report.id "
                f"WHERE {' AND '.join(conditions) or '1 = 1'} GROUP BY value"
            ))  # fmt: skip

    def _add(self, counts: list[int], names: Sequence[str], statement: str) -> None:
        wanted = {number for name in names for number in self.values.numbers(name)}
        for value, count in self.run(statement):
            if value in wanted:
                counts[value] = count


def _is_on_reports(name: str) -> bool:
    return FACETS_BY_NAME[name].level is Level.REPORT
