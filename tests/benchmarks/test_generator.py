"""The made-up content: real files, invented places, every facet filled, the same from the same seed."""

from pathlib import Path

import pytest

from benchmarks.generator import AS_OF, generate, reports_per_solution, write_records
from benchmarks.words import CONTENT
from kb.catalogue import Catalogue
from kb.content.loading import load_catalogue
from kb.search.tables import build_tables


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return generate(40, seed=3)


def test_the_same_seed_makes_the_same(catalogue: Catalogue) -> None:
    """Two runs measure the same content, and another seed makes another."""
    assert generate(40, seed=3).experiences == catalogue.experiences
    assert generate(40, seed=4).experiences != catalogue.experiences


def test_what_is_written_is_sound_and_reads_back(catalogue: Catalogue, tmp_path: Path) -> None:
    """The files pass every check of the bank, and hold the records that were made up."""
    read = load_catalogue(write_records(catalogue, tmp_path)).require()

    assert read.experiences == catalogue.experiences
    assert read.solutions.keys() == catalogue.solutions.keys()
    assert read.municipalities == catalogue.municipalities


def test_every_facet_has_values(catalogue: Catalogue) -> None:
    """No facet is left empty, or counting it would cost nothing."""
    columns = build_tables(catalogue, AS_OF).columns

    assert [name for name, column in columns.items() if len(column.values) < 2] == []


def test_no_real_municipality_is_named(catalogue: Catalogue) -> None:
    """Nothing made up is said of a municipality that exists."""
    real = set(load_catalogue(CONTENT).catalogue.municipalities)

    assert not real & set(catalogue.municipalities)
    assert all("opdigtet" in place.official_name for place in catalogue.municipalities.values())


@pytest.mark.parametrize("reports", [1, 5, 61, 1_000])
def test_reports_are_spread_over_solutions(reports: int) -> None:
    """As many reports as were asked for, on a fifth as many solutions."""
    counts = reports_per_solution(reports, seed=1)

    assert (sum(counts), len(counts)) == (reports, max(1, reports // 5))
