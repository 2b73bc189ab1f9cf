"""The state of a search and how it stands in an address."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.facets import FACETS
from kb.search.query import LONGEST_TEXT, PAGE_SIZES, SearchQuery, Sort, clean_text, parse_query

SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True)
ARGS = st.lists(
    st.tuples(
        st.sampled_from([*(facet.name for facet in FACETS), "q", "sorter", "side", "antal", "kommune", ""]),
        st.one_of(st.text(max_size=20), SLUGS, st.sampled_from([*Sort, "2", "50", "0", "-1"])),
    )
)


@st.composite
def queries(draw: st.DrawFn) -> SearchQuery:
    chosen = draw(
        st.dictionaries(
            st.sampled_from([facet.name for facet in FACETS]), st.sets(SLUGS, min_size=1, max_size=3)
        )
    )
    query = SearchQuery(
        text=clean_text(draw(st.text(max_size=40))),
        sort=draw(st.sampled_from(["", *Sort])),
        page=draw(st.integers(1, 999)),
        page_size=draw(st.sampled_from(PAGE_SIZES)),
        literally=draw(st.booleans()),
    )
    for facet, values in chosen.items():
        query = replace(query, selected=query.choosing(facet, values).selected)
    return query


@given(queries())
def test_an_address_says_what_the_query_says(query: SearchQuery) -> None:
    """Written as parameters and read back, a query is the same."""
    assert parse_query(query.to_args()) == query


@given(ARGS)
def test_any_parameters_make_a_query(args: list[tuple[str, str]]) -> None:
    """What is unknown or impossible is left out, and what is left means the same the next time."""
    query = parse_query(args)

    assert parse_query(query.to_args()) == query
    assert {name for name, _ in query.selected} <= {facet.name for facet in FACETS}


def test_an_empty_query_has_an_empty_address() -> None:
    """Defaults are left out."""
    assert SearchQuery().to_args() == ()


def test_parameters_come_in_one_order() -> None:
    """The same search has one address, in whatever order it was put together."""
    one = parse_query([("aar", "2019"), ("q", "robot"), ("omraade", "b"), ("omraade", "a"), ("side", "2")])

    assert one.to_args() == (
        ("q", "robot"),
        ("omraade", "a"),
        ("omraade", "b"),
        ("aar", "2019"),
        ("side", "2"),
    )


def test_a_click_chooses_and_a_second_click_takes_away() -> None:
    """A value is toggled, and the reader is back on the first page."""
    query = SearchQuery("robot", page=3)
    chosen = query.toggled("land", "se")

    assert (chosen.values("land"), chosen.page) == (("se",), 1)
    assert chosen.toggled("land", "se") == SearchQuery("robot")
    assert chosen.cleared() == SearchQuery("robot")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  to   ord ", "to ord"),
        ("nul\x00tegn", "nul tegn"),
        ("\ud800robot\udfff", "robot"),
        ("A\u030a", "Å"),
        ("a" * 1_000_000, "a" * LONGEST_TEXT),
        ("linje\nskift\u2028her", "linje skift her"),
    ],
)
def test_what_is_typed_is_cleaned(typed: str, kept: str) -> None:
    """Control characters, lone surrogates and more than 200 characters are left out."""
    assert clean_text(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    """A clean text is clean, and can be sent."""
    once = clean_text(typed)

    assert clean_text(once) == once
    assert once.encode("utf-8").decode() == once


def test_the_order_depends_on_whether_words_were_typed() -> None:
    """Words are answered by relevance; without words the most tried come first."""
    assert SearchQuery("robot").order is Sort.RELEVANCE
    assert SearchQuery().order is Sort.GRADE
    assert SearchQuery("robot", sort="titel").order is Sort.TITLE


def test_other_words_are_asked_from_the_first_page_with_the_same_choices() -> None:
    """New words keep what is chosen; asking for the words as typed keeps the words."""
    query = parse_query([("q", "robbot"), ("land", "dk"), ("side", "3")])

    assert query.saying("robot").to_args() == (("q", "robot"), ("land", "dk"))
    assert query.as_typed().to_args() == (("q", "robbot"), ("land", "dk"), ("ordret", "1"))
