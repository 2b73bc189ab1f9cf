"""What is found and counted, against the definition, with and without an index."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.search.engine import SearchEngine
from kb.search.facets import FACETS
from kb.search.query import SearchQuery
from kb.search.results import SearchResults
from tests.search.definition import expected
from tests.search.toy import (
    AS_OF,
    NAMES,
    QUERIES,
    VOCABULARIES,
    indexed,
    municipality,
    random_catalogue,
    scanning,
)

PLAIN_VALUES = {
    "proevet-i": [municipality(name).id for name in NAMES],
    "region": ["region-nord", "region-oest", "region-samlet"],
    "land": ["dk", "se", "no"],
    "produkt": ["nexo-video", "aeroe-2"],
    "aar": [str(year) for year in range(2009, 2027)],
}
VALUES = {
    facet.name: [term.id for term in VOCABULARIES[facet.vocabulary]]
    if facet.vocabulary
    else PLAIN_VALUES[facet.name]
    for facet in FACETS
}


@st.composite
def selections(draw: st.DrawFn) -> SearchQuery:
    query = SearchQuery(draw(st.sampled_from(QUERIES)), page_size=100)
    for name in draw(st.sets(st.sampled_from(list(VALUES)), max_size=3)):
        query = query.choosing(name, draw(st.sets(st.sampled_from(VALUES[name]), min_size=1, max_size=3)))
    return query


def catalogues() -> st.SearchStrategy[Catalogue]:
    return st.builds(random_catalogue, st.integers(0, 10_000), st.integers(0, 9), st.integers(0, 25))


def found(results: SearchResults) -> set[str]:
    return {hit.solution_id for hit in results.hits}


def counts(results: SearchResults) -> list[tuple[str, str, int, bool]]:
    return [
        (facet.name, value.value, value.count, value.selected)
        for facet in results.facets
        for value in facet.values
    ]


@given(catalogues(), selections())
def test_what_is_found_is_what_the_definition_says(catalogue: Catalogue, query: SearchQuery) -> None:
    """Words are any of them, values OR inside a facet, facets AND, and those of reports hold in one report."""
    results = scanning(catalogue).search(query)

    assert found(results) == expected(catalogue, query)
    assert results.total == len(results.hits)


@given(catalogues(), selections())
@settings(max_examples=60)
def test_a_click_gives_what_its_count_promised(catalogue: Catalogue, query: SearchQuery) -> None:
    """A value's count is the total when it is the only one chosen in its facet."""
    engine = scanning(catalogue)

    for facet in engine.search(query).facets:
        for value in facet.values:
            alone = query.choosing(facet.name, [value.value])
            assert engine.search(alone).total == value.count, (facet.name, value)


@given(catalogues(), selections())
@settings(max_examples=30)
def test_no_value_that_leads_somewhere_is_left_out(catalogue: Catalogue, query: SearchQuery) -> None:
    """A value that is not shown would have given nothing."""
    engine = scanning(catalogue)
    shown = {(name, value) for name, value, *_ in counts(engine.search(query))}

    for name, values in VALUES.items():
        for value in values:
            assert (name, value) in shown or engine.search(query.choosing(name, [value])).total == 0


@given(catalogues(), st.lists(selections(), min_size=1, max_size=6))
@settings(max_examples=25)
def test_index_and_scan_find_and_count_alike(catalogue: Catalogue, asked: list[SearchQuery]) -> None:
    """Whether the index is there or not, a reader sees the same solutions, reports and counts."""
    scan = scanning(catalogue)
    with TemporaryDirectory() as folder:
        engine = indexed(catalogue, Path(folder))

    for query in asked:
        by_index, by_scan = engine.search(query), scan.search(query)
        assert (found(by_index), counts(by_index)) == (found(by_scan), counts(by_scan))
        assert matched(by_index) == matched(by_scan)
        assert not by_index.is_degraded
        assert by_scan.is_degraded


def matched(results: SearchResults) -> dict[str, set[str]]:
    return {hit.solution_id: set(hit.matched_reports) for hit in results.hits}


@given(st.integers(0, 10_000), st.sets(st.integers(0, 11), max_size=4), st.lists(selections(), max_size=5))
@settings(max_examples=15)
def test_an_index_built_upon_another_answers_as_one_built_anew(
    seed: int, changed: set[int], asked: list[SearchQuery]
) -> None:
    """After changed, new and withdrawn solutions, an incremental build finds and counts as a full one."""
    before = random_catalogue(seed, 16, 30)
    after = changed_catalogue(before, random_catalogue(seed + 1, 16, 30), changed)
    ids = frozenset(f"loesning-{number}" for number in changed)
    with TemporaryDirectory() as folder:
        indexed(before, Path(folder) / "1")
        grown = indexed(after, Path(folder) / "2", previous=Path(folder) / "1", changed_solutions=ids)
        anew = indexed(after, Path(folder) / "3")

    for query in asked:
        one, other = grown.search(query), anew.search(query)
        assert (found(one), counts(one), matched(one)) == (found(other), counts(other), matched(other))


def changed_catalogue(before: Catalogue, other: Catalogue, changed: set[int]) -> Catalogue:
    """Take the changed solutions from another catalogue; every third of them is gone."""
    ids = {f"loesning-{number}" for number in changed}
    gone = {f"loesning-{number}" for number in changed if number % 3 == 0}
    kept = {key: found for key, found in before.solutions.items() if key not in ids}
    new = {key: found for key, found in other.solutions.items() if key in ids - gone}
    reports = {ref: found for ref, found in before.experiences.items() if found.solution not in ids}
    new_reports = {ref: found for ref, found in other.experiences.items() if found.solution in ids - gone}
    return replace(before, solutions={**kept, **new}, experiences={**reports, **new_reports})


def test_an_empty_catalogue_is_searched_in_vain(tmp_path: Path) -> None:
    """Nothing is found where nothing is, by index and by scan."""
    nothing = random_catalogue(0, 0, 0)

    for engine in (indexed(nothing, tmp_path), SearchEngine.scanning(nothing, as_of=AS_OF)):
        assert engine.search(SearchQuery('robot "to ord"')).total == 0
        assert engine.search(SearchQuery()).pages == 1
