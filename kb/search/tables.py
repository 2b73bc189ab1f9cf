"""Which solutions and reports can be found, their facet values, and what they are sorted by: arrays.

Solutions and reports are numbered in the order of their ids; the reports of a solution stand together.
"""

import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.catalogue import Catalogue
from kb.search.bits import Values
from kb.search.columns import Column, Names, Numbers, build_columns
from kb.search.facets import Facet, Level, label_of, names_in, names_of
from kb.search.query import Sort
from kb.search.rows import SolutionRow, row_of

TABLE_FILES = ("arrays.npz", "tables.json")
SORTED_BY = ("tried", "newest", "grade", "title_rank", "report_newest")


@dataclass(frozen=True)
class Tables:
    """Everything of a release that narrowing, counting and sorting need."""

    as_of: str
    solutions: tuple[str, ...]
    reports: tuple[str, ...]
    owners: Numbers
    tried: Numbers
    newest: Numbers
    grade: Numbers
    title_rank: Numbers
    report_newest: Numbers
    columns: Mapping[str, Column]
    names: Names
    related: Mapping[str, Sequence[str]]

    @cached_property
    def first_report(self) -> Numbers:
        """Tell where the reports of each solution begin; one entry more than there are solutions."""
        numbers = np.arange(len(self.solutions) + 1)
        return np.searchsorted(self.owners, numbers).astype(np.int32)

    @cached_property
    def facet_values(self) -> Values:
        """Give the facet values as packed bits."""
        return Values(self.columns, self.owners, len(self.solutions))

    @cached_property
    def standing(self) -> Mapping[Sort, Numbers]:
        """Tell how high each solution stands in the orders that need no words; no two stand alike."""
        firsts = {
            Sort.GRADE: -self.grade,
            Sort.TRIED: -self.tried,
            Sort.NEWEST: -self.newest,
            Sort.TITLE: self.title_rank,
        }
        return {
            sort: _standing(np.lexsort((self.title_rank, -self.tried, first)))
            for sort, first in firsts.items()
        }

    def naming(self, solution_ids: Collection[str]) -> frozenset[str]:
        """Find the solutions that name any of some solutions as related."""
        return frozenset(
            key for key, those in self.related.items() if any(other in solution_ids for other in those)
        )

    def label(self, catalogue: Catalogue, facet: Facet, value: str, language: str) -> str:
        """Name a facet value in the reader's language."""
        if facet.name in self.names:
            return self.names[facet.name].get(value, value)
        return label_of(catalogue, facet, value, language)


def _standing(order: NDArray[np.intp]) -> Numbers:
    standing = np.empty(len(order), dtype=np.int32)
    standing[order] = np.arange(len(order))[::-1]
    return standing


def solutions_to_find(catalogue: Catalogue) -> tuple[str, ...]:
    """List the solutions that can be found: all but the withdrawn."""
    return tuple(sorted(key for key, solution in catalogue.solutions.items() if not solution.withdrawn))


def build_tables(catalogue: Catalogue, as_of: str) -> Tables:
    """Read every record once into arrays."""
    found = (row_of(catalogue, solution_id, as_of) for solution_id in catalogue.solutions)
    return tables_of(catalogue, (row for row in found if row), as_of)


def tables_of(catalogue: Catalogue, rows: Iterable[SolutionRow], as_of: str) -> Tables:
    """Put the rows of all solutions into arrays; they were read on the day `as_of`, an ISO date."""
    solutions = sorted(rows, key=lambda row: row.id)
    reports = [report for solution in solutions for report in solution.reports]
    names = {
        "region": names_of(names_in(catalogue, "region")),
        "produkt": names_of(name for report in reports for name in report.products),
    }
    values = {
        Level.SOLUTION: [solution.values for solution in solutions],
        Level.REPORT: [report.values for report in reports],
    }
    columns = build_columns(catalogue, values, names)
    lengths = np.array([len(solution.reports) for solution in solutions], dtype=np.int32)
    newest = [max((report.newest for report in one.reports), default="") for one in solutions]
    return Tables(
        as_of=as_of,
        solutions=tuple(solution.id for solution in solutions),
        reports=tuple(report.ref for report in reports),
        owners=np.repeat(np.arange(len(solutions), dtype=np.int32), lengths),
        tried=np.array([solution.tried for solution in solutions], dtype=np.int32),
        newest=_ranks(newest),
        grade=_grade_ranks(columns["grad"], len(solutions)),
        title_rank=_title_ranks(solutions),
        report_newest=_ranks([report.newest for report in reports]),
        columns=columns,
        names=names,
        related={solution.id: solution.related for solution in solutions if solution.related},
    )


def _ranks(dates: Sequence[str]) -> Numbers:
    order = {date: rank for rank, date in enumerate(sorted(set(dates)))}
    return np.array([order[date] for date in dates], dtype=np.int32)


def _grade_ranks(column: Column, solutions: int) -> Numbers:
    """Rank the solutions by their grade: each has one, and the values of the column stand in order."""
    ranks = np.zeros(solutions, dtype=np.int32)
    for rank, (start, end) in enumerate(pairwise(column.starts.tolist())):
        ranks[column.rows[start:end]] = rank
    return ranks


def _title_ranks(solutions: Sequence[SolutionRow]) -> Numbers:
    keys = [(*solution.title, solution.id) for solution in solutions]
    ranks = np.empty(len(keys), dtype=np.int32)
    ranks[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return ranks


def dump_tables(tables: Tables) -> dict[str, bytes]:
    """Write the tables as two files: the arrays, and the texts they are numbered by."""
    arrays: dict[str, Any] = {"owners": tables.owners, **{name: getattr(tables, name) for name in SORTED_BY}}
    for name, column in tables.columns.items():
        arrays[f"{name}.starts"], arrays[f"{name}.rows"] = column.starts, column.rows
    stream = io.BytesIO()
    np.savez(stream, **arrays)
    texts = {
        "as_of": tables.as_of,
        "solutions": tables.solutions,
        "reports": tables.reports,
        "values": {name: column.values for name, column in tables.columns.items()},
        "names": tables.names,
        "related": tables.related,
    }
    return {"arrays.npz": stream.getvalue(), "tables.json": json.dumps(texts, ensure_ascii=False).encode()}


def load_tables(files: Mapping[str, bytes]) -> Tables:
    """Read the tables from their two files; raise one of many errors where they are not what was written."""
    texts = json.loads(files["tables.json"])
    with np.load(io.BytesIO(files["arrays.npz"]), allow_pickle=False) as arrays:
        columns = {
            name: Column(tuple(values), arrays[f"{name}.starts"], arrays[f"{name}.rows"])
            for name, values in texts["values"].items()
        }
        return Tables(
            as_of=texts["as_of"],
            solutions=tuple(texts["solutions"]),
            reports=tuple(texts["reports"]),
            owners=arrays["owners"],
            columns=columns,
            names=texts["names"],
            related=texts["related"],
            **{name: arrays[name] for name in SORTED_BY},
        )
