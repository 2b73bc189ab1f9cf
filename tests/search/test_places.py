"""Which municipalities a query names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.places import places_in, read_names

NAMES = read_names(
    [("nordby", "Nordby"), ("aeblerod", "Æblerød"), ("aalum", "Aalum-Vestby"), ("vest", "Vestby")]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("robotter i Nordby", [("nordby", "Nordby")]),
        ("Nordbys robotter", [("nordby", "Nordbys")]),
        ("Nordby Kommunes robotter", [("nordby", "Nordby Kommunes")]),
        ("aeblerøds app", [("aeblerod", "aeblerøds")]),
        ("aalum vestby", [("aalum", "aalum vestby")]),
        ("Ålum-Vestby's app", [("aalum", "Ålum-Vestby's")]),
        ("Vestby og Nordby", [("vest", "Vestby"), ("nordby", "Nordby")]),
        ("nordbyen kommune", []),
        ("", []),
    ],
)
def test_names_are_found(text: str, found: list[tuple[str, str]]) -> None:
    """In any case, with or without Danish letters and hyphens, as genitives, with the word for municipality."""
    assert [(place.id, text[place.start : place.end]) for place in places_in(text, NAMES)] == found


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    """Places stand in the text, from left to right."""
    ends = [0]
    for place in places_in(text, NAMES):
        assert ends[-1] <= place.start < place.end <= len(text)
        ends.append(place.end)
