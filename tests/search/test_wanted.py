"""What the words of a query ask for."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.wanted import MOST_TERMS
from tests.search.definition import read_wanted


def phrases(text: str) -> list[tuple[str, ...]]:
    return [unit.terms for unit in read_wanted(text).units]


def test_words_stand_alone_and_quotes_make_a_phrase() -> None:
    """What stands in quotes of any kind is one unit, and every other word is one."""
    assert phrases('robot "sensor i hjem" „tid”') == [("robot",), ("sensor", "hjem"), ("tid",)]


def test_an_open_quote_is_no_phrase() -> None:
    """A quote that is never closed is not there."""
    assert phrases('robot "sensor hjem') == [("robot",), ("sensor",), ("hjem",)]


def test_stop_words_count_when_there_is_nothing_else() -> None:
    """A query of stop words alone asks for them; beside other words they are left out."""
    assert phrases("og til") == [("og",), ("til",)]
    assert read_wanted("hjælp og til").units == read_wanted("hjælp").units


@given(st.text())
def test_no_query_asks_for_more_than_sixteen_terms(text: str) -> None:
    """However much is typed, sixteen terms are asked for, none of them empty."""
    numbered = " ".join(f"{number}{text}" for number in range(40))

    for typed in (text, numbered, f'"{numbered}"'):
        units = phrases(typed)
        assert sum(map(len, units)) <= MOST_TERMS
        assert all(all(unit) and unit for unit in units)
