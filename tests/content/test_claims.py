"""Which numbers a text claims."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.claims import numbers_in
from kb.web.formats import format_number

NUMBERS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@given(NUMBERS, st.sampled_from(["da", "en"]))
def test_a_number_written_in_a_text_is_read_back(number: Decimal, language: str) -> None:
    """Writing a number in a sentence and reading the sentence gives the number, in either language."""
    text = f"Linje et.\nDer var {format_number(number, language)} besøg."
    (claimed,) = numbers_in(text, language)
    assert claimed.value == number
    assert claimed.line == 2


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("§ 83 a og §§ 140", []),
        ("den 1. maj 2019", [2019]),
        ("OS2 og covid19", []),
        ("12 af 780, 3-4 timer", [12, 780, 3, 4]),
        ("68 %, 1.175 loftlifte.", [68, 1175]),
        ("24/7", []),
        ("Det var i 2020.", [2020]),
    ],
)
def test_only_figures_are_claims(text: str, values: list[int]) -> None:
    """A paragraph of a law, a day of a date and a digit inside a name claim nothing."""
    assert [claimed.value for claimed in numbers_in(text)] == values
