"""Which word is taken for the one meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.corrections import LETTERS, LONG, SHORTEST, Speller, distance

WORDS = st.text(LETTERS, max_size=12)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("robot", "robot", 0),
        ("robbot", "robot", 1),
        ("robt", "robot", 1),
        ("rohot", "robot", 1),
        ("rboot", "robot", 1),
        ("rbto", "robot", 2),
        ("ca", "abc", 3),
        ("", "abc", 3),
    ],
)
def test_distance(one: str, other: str, edits: int) -> None:
    """A letter too many, too few, wrong, or two swapped is one edit; no piece is edited twice (ca → abc)."""
    assert distance(one, other) == edits


@given(WORDS, WORDS)
def test_distance_goes_both_ways(one: str, other: str) -> None:
    """It is the same from either word, 0 only between equals, and never above the longer word's length."""
    found = distance(one, other)

    assert found == distance(other, one)
    assert (found == 0) == (one == other)
    assert abs(len(one) - len(other)) <= found <= max(len(one), len(other))


@given(WORDS, WORDS, st.integers(0, 3))
def test_a_bounded_distance_is_the_same_up_to_its_bound(one: str, other: str, most: int) -> None:
    """Where two words are further apart than one cares for, only that is told."""
    assert min(distance(one, other, most), most + 1) == min(distance(one, other), most + 1)


@given(st.text("ab", max_size=6), WORDS, WORDS, st.text("ab", max_size=6))
def test_what_is_alike_at_both_ends_changes_nothing(start: str, one: str, other: str, end: str) -> None:
    """Between two words that begin and end alike stand the edits of what lies between."""
    assert distance(f"{start}{one}{end}", f"{start}{other}{end}") == distance(one, other)


@given(st.sets(WORDS, max_size=15), WORDS)
def test_the_nearest_is_what_a_look_at_every_word_finds(words: set[str], typed: str) -> None:
    """The look at letter counts passes over no word that is near enough."""
    known = [word for word in words if len(word) >= SHORTEST - 1]
    most = 2 if len(typed) >= LONG else 1
    near = min(((distance(typed, word), word) for word in known), default=(99, ""))
    expected = near[1] if near[0] <= most and len(typed) >= SHORTEST else None

    assert Speller.of(dict.fromkeys(words, 1)).nearest(typed) == expected


def test_of_two_as_near_the_more_usual_is_meant() -> None:
    """Lisa is one letter from both lift and list."""
    assert Speller.of({"lift": 9, "list": 2}).nearest("lisft") == "lift"


@pytest.mark.parametrize("word", ["vrx", "robot2", "§83", "xylofon", ""])
def test_what_is_short_or_no_word_is_left(word: str) -> None:
    """Too many words are one letter from three letters, and a number is no slip."""
    assert Speller.of({"vr": 3, "robot": 3, "83": 1}).nearest(word) is None


def test_two_edits_count_from_eight_letters_on() -> None:
    """Talegenkendls is two edits from talegenkend, and long enough; robxx is too short."""
    speller = Speller.of({"talegenkend": 3, "robot": 3})

    assert speller.nearest("talegenkendls") == "talegenkend"
    assert speller.nearest("talegenkendls", most=1) is None
    assert speller.nearest("robxx") is None
