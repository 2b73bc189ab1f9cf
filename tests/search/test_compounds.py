"""How compounds are taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import DEEPEST, SHORTEST_PART, Compounds
from kb.search.danish import term_of

WORDS = (
    "skærm besøg arbejde gang dør lås ble sensor døgn rytme lys app medicin hjemme pleje pligt robot toilet"
)
COUNTS = {term_of(word): 5 for word in WORDS.split()}
COMPOUNDS = Compounds(COUNTS)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("skærmbesøgene", "skærm besøg"),
        ("arbejdsgang", "arbejde gang"),
        ("hjemmepleje", "hjemme pleje"),
        ("dørlås", "dør lås"),
        ("sensorble", "sensor ble"),
        ("medicinapp", "medicin app"),
        ("døgnrytmelys", "døgn rytme lys"),
        ("robottoilet", "robot toilet"),
    ],
)
def test_a_compound_holds_its_parts(word: str, parts: str) -> None:
    """Links (s, e, er) are left out, and short parts and parts that the stemmer cuts differently are known."""
    assert COMPOUNDS.parts_of(term_of(word)) == tuple(map(term_of, parts.split()))


@pytest.mark.parametrize("word", ["robot", "medicinsk", "skærmbesøgxx", "2019", "§83a", "pleje"])
def test_other_words_are_left_whole(word: str) -> None:
    """Short words, words with an unknown part, numbers and paragraphs are no compounds."""
    assert COMPOUNDS.parts_of(term_of(word)) == ()


def test_a_word_more_usual_than_its_parts_is_left_whole() -> None:
    """Koehn and Knight's guard: log(1 + 50) is above the mean of log(1 + 5) and log(1 + 5)."""
    assert Compounds({**COUNTS, "skaermbesoeg": 50}).parts_of("skaermbesoeg") == ()
    assert Compounds({**COUNTS, "skaermbesoeg": 4}).parts_of("skaermbesoeg") == ("skaerm", "besoeg")


TERMS = st.text("aeoslrt", min_size=1, max_size=6)


@given(st.dictionaries(TERMS, st.integers(1, 99), max_size=20), st.lists(TERMS, min_size=1, max_size=4))
def test_parts_are_known_words_in_order(counts: dict[str, int], pieces: list[str]) -> None:
    """Parts are at least two known words of three letters or more, no more of them than the depth allows."""
    parts = Compounds(counts).parts_of("".join(pieces))

    assert len(parts) != 1
    assert len(parts) <= DEEPEST + 1
    assert all(part in counts and len(part) >= SHORTEST_PART for part in parts)


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    """Whatever is typed, the answer comes, and comes again the same."""
    assert COMPOUNDS.parts_of(text) == COMPOUNDS.parts_of(text)
