"""Which words of the records begin or end with a word that none of them has."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.lexicon import MOST_LONGER, SHORTEST_WITHIN, Lexicon

WORDS = st.lists(st.text("aeor", min_size=1, max_size=9), unique=True, max_size=12)


def test_a_word_is_found_at_either_end_of_longer_ones() -> None:
    """The most usual first; not in the middle, and not itself."""
    lexicon = Lexicon({"robotkaeledyr": 1, "kaeledyrsven": 3, "minkaeledyrting": 2, "kaeledyr": 1})

    assert lexicon.longer_than("kaeledyr") == ("kaeledyrsven", "robotkaeledyr")


def test_a_short_word_is_not_looked_for() -> None:
    """Tal begins and ends too many others by chance."""
    assert Lexicon({"talegenkendelse": 1, "total": 1}).longer_than("tal") == ()


@given(WORDS, st.text("aeor\n.", max_size=7))
def test_it_is_as_reading_every_word(words: list[str], sought: str) -> None:
    """The search through one text finds what looking at each word does."""
    found = Lexicon(dict.fromkeys(words, 1)).longer_than(sought)
    expected = [
        word
        for word in sorted(words)
        if len(sought) >= SHORTEST_WITHIN
        and word != sought
        and (word.startswith(sought) or word.endswith(sought))
    ]

    assert list(found) == expected[:MOST_LONGER]
