"""The read model against Whoosh, and a patched one against one made anew."""

from collections.abc import Iterator
from dataclasses import fields as fields_of
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.content.loading import load_catalogue
from kb.search import deriving, inverted
from kb.search.fields import GRAMS, PART_FIELDS, WEIGHTS, WORD_FIELDS, Document, documents_of
from kb.search.index import keys_of
from kb.search.matching import Matcher
from kb.search.model_building import ModelBuilder, build_read_model
from kb.search.nearness import grams_of
from kb.search.postings import IndexMatcher, create_index
from kb.search.read_model import ReadModel
from kb.search.reading import ReadModelMatcher
from kb.search.tables import Tables, build_tables
from kb.search.wanted import Unit, Wanted
from tests.search.test_counts import changed_catalogue
from tests.search.toy import AS_OF, random_catalogue

ROOT = Path(__file__).parent.parent.parent


def documents(catalogue: Catalogue, tables: Tables) -> Iterator[Document]:
    for solution_id in tables.solutions:
        yield from documents_of(catalogue, solution_id)


def matchers(catalogue: Catalogue) -> tuple[ReadModelMatcher, IndexMatcher]:
    """Index a catalogue in both ways."""
    tables = build_tables(catalogue, AS_OF)
    model = build_read_model(documents(catalogue, tables), keys_of(tables))
    with TemporaryDirectory() as name:
        folder = Path(name)
        create_index(folder, documents(catalogue, tables))
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    keys = (tables.solutions, tables.reports)
    return ReadModelMatcher(model), IndexMatcher(files, keys, model.lengths, model.vocabulary())


def assert_alike(one: Matcher, other: Matcher, wanted: Wanted) -> None:
    found, expected = one.match(wanted), other.match(wanted)
    for mine, theirs in ((found.solutions, expected.solutions), (found.reports, expected.reports)):
        assert np.array_equal(mine > 0, theirs > 0)
        assert np.allclose(mine, theirs, rtol=1e-5)


def terms_in(catalogue: Catalogue) -> list[str]:
    found = documents(catalogue, build_tables(catalogue, AS_OF))
    words = {term for document in found for terms in document.fields.values() for term in terms if term}
    return [*sorted(words), "skaerm", "besoeg", "plej", "hjem", "medi"]


@st.composite
def units(draw: st.DrawFn, terms: list[str]) -> Unit:
    """Draw a term or a phrase with any weight, in any fields."""
    return Unit(
        tuple(draw(st.lists(st.sampled_from([*terms, "ukendtord"]), min_size=1, max_size=3))),
        draw(st.sampled_from([1.0, 0.8, 0.15, 2.5])),
        draw(
            st.one_of(st.just(WORD_FIELDS), st.lists(st.sampled_from(list(WEIGHTS)), unique=True).map(tuple))
        ),
        draw(st.integers(0, 2)),
    )


@given(st.integers(0, 10_000), st.integers(0, 9), st.integers(0, 25), st.data())
@settings(max_examples=40)
def test_the_read_model_finds_and_scores_as_whoosh(
    seed: int, solutions: int, reports: int, data: st.DataObject
) -> None:
    """The same solutions and reports are found, with the same scores, whatever is asked for in whichever field."""
    catalogue = random_catalogue(seed, solutions, reports)
    model, whoosh = matchers(catalogue)

    for wanted in data.draw(st.lists(st.lists(units(terms_in(catalogue)), max_size=5), max_size=5)):
        assert_alike(model, whoosh, Wanted(tuple(wanted[:3]), tuple(wanted[3:])))


@pytest.fixture(scope="module")
def content() -> Catalogue:
    return load_catalogue(ROOT / "content").catalogue


@pytest.mark.slow
def test_the_read_model_finds_and_scores_the_real_content_as_whoosh(content: Catalogue) -> None:
    """Single terms, neighbours in the texts, and three at once, drawn evenly over the bank's own words."""
    model, whoosh = matchers(content)
    terms = terms_in(content)[::97]
    texts = [
        document.fields["text"]
        for document in documents(content, build_tables(content, AS_OF))
        if "text" in document.fields
    ]
    phrases = [tuple(text[place : place + 2]) for text in texts for place in range(3, len(text) - 2, 150)]

    for term in terms:
        near = tuple(Unit((gram,), 0.2, (GRAMS,)) for gram in grams_of(term)[:2])
        assert_alike(
            model,
            whoosh,
            Wanted((Unit((term,)), Unit((terms[0],), 0.5), Unit((term,), 0.4, PART_FIELDS)), near),
        )
    for phrase in phrases:
        if all(phrase):
            assert_alike(model, whoosh, Wanted((Unit(phrase), Unit((*phrase, phrase[0]), 0.3))))


@given(st.integers(0, 10_000), st.sets(st.integers(0, 19), max_size=6))
@settings(max_examples=40)
def test_a_patched_model_is_the_one_made_anew_array_by_array(seed: int, changed: set[int]) -> None:
    """After changed, new and withdrawn solutions nothing tells a patched model from a new one."""
    before = random_catalogue(seed, 16, 30)
    after = changed_catalogue(before, random_catalogue(seed + 1, 20, 30), changed)
    older, today = build_tables(before, AS_OF), build_tables(after, AS_OF)
    builder = ModelBuilder(keys_of(today), model_of(before), keys_of(older))
    ids = {f"loesning-{number}" for number in changed}
    ids |= today.naming(ids)

    for solution_id in sorted(ids.intersection(today.solutions)):
        list(builder.taking(documents_of(after, solution_id)))

    assert_same(builder.finish(), model_of(after))


def model_of(catalogue: Catalogue) -> ReadModel:
    tables = build_tables(catalogue, AS_OF)
    return build_read_model(documents(catalogue, tables), keys_of(tables))


def assert_same(one: ReadModel, other: ReadModel) -> None:
    for field in fields_of(ReadModel):
        mine, theirs = getattr(one, field.name), getattr(other, field.name)
        assert mine.dtype == theirs.dtype, field.name
        assert np.array_equal(mine, theirs), field.name


@pytest.mark.parametrize(("module", "name"), [(deriving, "PIECES_AT_ONCE"), (inverted, "TOKENS_A_BATCH")])
def test_a_model_made_some_at_a_time_is_the_one_made_at_once(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str
) -> None:
    """However few documents or pieces are held at a time, the arrays are the same."""
    catalogue = random_catalogue(7, 16, 30)
    at_once = model_of(catalogue)
    monkeypatch.setattr(module, name, 100)

    assert_same(model_of(catalogue), at_once)


def test_one_report_may_change_alone() -> None:
    """Documents that are not given carry over, also when others of their solution are."""
    catalogue = random_catalogue(5, 6, 20)
    tables = build_tables(catalogue, AS_OF)
    builder = ModelBuilder(keys_of(tables), model_of(catalogue), keys_of(tables))
    changed = tables.reports[3]

    list(builder.taking(one for one in documents(catalogue, tables) if one.key == changed))

    assert_same(builder.finish(), model_of(catalogue))


@given(st.integers(0, 10_000), st.text("aeorbt", max_size=4))
@settings(max_examples=60)
def test_terms_are_found_by_their_place_in_the_alphabet(seed: int, prefix: str) -> None:
    """Every term has its number, no other text has one, and the first term from a prefix on is found."""
    model = model_of(random_catalogue(seed, 5, 10))
    terms = model.all_terms()

    assert terms == sorted(terms)
    assert [model.number_of(term) for term in terms] == list(range(len(terms)))
    assert model.number_of(prefix) == (terms.index(prefix) if prefix in terms else None)
    assert model.place_of(prefix.encode()) == sum(term < prefix for term in terms)
