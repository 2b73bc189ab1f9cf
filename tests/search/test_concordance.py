"""Where in a text each term stands."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import Compounds
from kb.search.concordance import concordance_of
from kb.search.danish import analyse
from kb.search.lexicon import Lexicon

WORDS = st.lists(
    st.sampled_from(["skærm", "besøg", "skærmbesøg", "tale til tekst", "§ 83 a", "e-mail"]), max_size=20
)


@given(st.text() | WORDS.map(" ".join), st.text() | WORDS.map(" ".join))
def test_a_term_is_found_where_a_reader_of_the_text_finds_it(text: str, asked: str) -> None:
    """Looking terms up gives the same words, in the same order, as reading the text from its beginning."""
    terms = {token.term for token in analyse(asked)}
    read = [(token.start, token.end) for token in analyse(text) if token.term in terms]

    assert concordance_of(text).find(terms, frozenset()) == read


def test_a_phrase_is_found_where_its_words_stand_together() -> None:
    """ "Tale til tekst" stands twice, once over the end of the piece that is looked at."""
    text = "Tekst: tale til tekst, så tale til tekst."
    found = concordance_of(text)
    phrase = frozenset([tuple(token.term for token in analyse("tale til tekst"))])

    assert [text[start:end] for start, end in found.find(frozenset(), phrase)] == ["tale", "tekst"] * 2
    assert [text[start:end] for start, end in found.find(frozenset(), phrase, 0, 30)] == ["tale", "tekst"]


def test_a_compound_stands_under_its_parts() -> None:
    """Who asks for skærm is shown skærmbesøg."""
    compounds = Compounds({"skaerm": 5, "besoeg": 5, "skaermbesoeg": 1})

    assert concordance_of("Et skærmbesøg.", compounds.parts_of).find({"skaerm"}, frozenset()) == [(3, 13)]


def test_texts_are_taken_apart_by_the_words_of_their_own_records() -> None:
    """Another lexicon, and so another release, takes a text apart anew."""
    one, other = Lexicon({"skaerm": 5, "besoeg": 5, "skaermbesoeg": 1}), Lexicon({"skaermbesoeg": 9})

    assert one.take_apart("Et skærmbesøg.") is one.take_apart("Et skærmbesøg.")
    assert "skaerm" in one.take_apart("Et skærmbesøg.").places
    assert "skaerm" not in other.take_apart("Et skærmbesøg.").places
