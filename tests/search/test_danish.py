"""Which terms a text holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.danish import analyse, term_of, terms_of
from kb.search.letters import fold

DANISH = st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=25)


@pytest.mark.parametrize(
    "forms",
    [
        "skærmbesøg skaermbesoeg skærmbesøgene skaermbesoegene Skærmbesøg SKÆRMBESØGET skærmbesøgets",
        "softwarerobot softwarerobotter softwarerobotten softwarerobotterne softwarerobottens",
        "Viborg Viborgs",
        "Vejle Vejles vejle",
        "Århus Aarhus århus",
        "plejehjem plejehjemmet plejehjemmene plejehjems",
        "medicin medicinen medicinens",
        "tv tv'et tv’et",
        "café cafe",
        "velfærdsteknologi velfærds\u00adteknologi velfaerdsteknologien",
    ],
)
def test_forms_of_one_word_are_one_term(forms: str) -> None:
    """A word is found in any of its forms, typed with Danish letters or without."""
    assert len({term for form in forms.split() for term in terms_of(form)}) == 1


@given(DANISH)
def test_plain_letters_give_the_same_term(word: str) -> None:
    """Whatever the word, ae, oe and aa are as good as æ, ø and å."""
    assert terms_of(fold(word)) == terms_of(word) == terms_of(word.upper())


def test_decomposed_letters_are_the_same_letters() -> None:
    """A letter written as a base and a mark is the letter."""
    assert terms_of("A\u030arhus skole\u0301r") == terms_of("Århus skolér")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("§ 83 a", ["§83a", "§83", "83"]),
        ("§83a", ["§83a", "§83", "83"]),
        ("§ 83", ["§83", "83"]),
        ("§§ 83 og 86", ["§83", "83", "86"]),
        ("§ 83 i serviceloven", ["§83", "83", "servicelov"]),
        ("§ 83 andre", ["§83", "83", "andr"]),
        ("37.705 plejeboliger", ["37705", "plejebo"]),
        ("13,6 pct. i 2019-2021", ["13.6", "pct", "2019", "2021"]),
        ("OS2-projekt", ["os2projekt", "os2", "projek"]),
    ],
)
def test_paragraphs_and_numbers_are_kept(text: str, terms: list[str]) -> None:
    """A legal paragraph is found as it is written, and a number is a word."""
    assert terms_of(text) == terms


def test_hyphenated_words_are_found_joined_and_in_parts() -> None:
    """Ringkøbing-Skjern is found as one word and as its two."""
    expected = [term_of("ringkøbingskjern"), term_of("ringkøbing"), term_of("skjern")]

    assert terms_of("Ringkøbing-Skjern") == terms_of("Ringkøbing\u2011Skjern") == expected


def test_stop_words_are_left_out_however_they_are_typed() -> None:
    """Words without content are no terms, with Danish letters or without."""
    assert terms_of("Hvordan er det, og hvorfor før? Foer, dér, the") == []


def test_information_technology_is_no_stop_word() -> None:
    """The English "it" is a Danish word of content."""
    assert terms_of("IT i AI") == ["it", "ai"]


@given(st.text(max_size=300))
def test_tokens_stand_where_they_say(text: str) -> None:
    """Every term has a place in the text, in reading order, and is never empty."""
    tokens = analyse(text)

    assert all(0 <= token.start < token.end <= len(text) and token.term for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


def test_a_very_long_text_is_read_at_once() -> None:
    """A megabyte of one word, of hyphens or of paragraph signs takes no longer than its length."""
    for piece in ("a", "a-", "§ ", "1.", "a'", "§§ 8"):
        assert len(analyse(piece * (100_000 // len(piece)))) <= 100_001
