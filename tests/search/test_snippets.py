"""Which piece of a text is shown, and which words in it are marked."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import Compounds
from kb.search.concordance import concordance_of
from kb.search.danish import terms_of
from kb.search.prose import plain_text, running_text
from kb.search.snippets import ELLIPSIS, LENGTH, Marker, excerpt, highlight, snippet

LONG = "Først kommer der mange ord om noget helt andet. " * 12 + "Så kommer skærmbesøget. " + "Og mere. " * 60

WORDS = st.lists(st.sampled_from(["tale", "til", "tekst", "skærm"]), max_size=3)


def terms(text: str) -> Marker:
    return Marker(frozenset(terms_of(text)))


@given(st.text(), st.text())
def test_pieces_join_to_the_text(text: str, words: str) -> None:
    """Whatever is marked, nothing is lost and nothing is added."""
    pieces = highlight(text, terms(words)).pieces

    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


def test_a_word_is_marked_in_any_form() -> None:
    """Stems match, not letters."""
    marked = highlight("Skærmbesøgene i Ringkøbing-Skjern efter § 83 a.", terms("skaermbesoeg skjern § 83 a"))

    assert [text for text, is_match in marked.pieces if is_match] == ["Skærmbesøgene", "Skjern", "§ 83 a"]


def test_a_joined_word_is_marked_once() -> None:
    """Where the whole matches, its parts are not marked again."""
    marked = highlight("I Ringkøbing-Skjern.", terms("Ringkøbing-Skjern"))

    assert marked.pieces == (("I ", False), ("Ringkøbing-Skjern", True), (".", False))


def test_a_compound_is_marked_for_its_part() -> None:
    """Who searches for skærm sees the whole of skærmbesøg marked."""
    compounds = Compounds({"skaerm": 5, "besoeg": 5, "skaermbesoeg": 1})
    marked = highlight(
        "Et skærmbesøg på en skærm.",
        Marker(frozenset(["skaerm"]), take_apart=partial(concordance_of, parts_of=compounds.parts_of)),
    )

    assert [text for text, is_match in marked.pieces if is_match] == ["skærmbesøg", "skærm"]


def test_the_words_of_a_phrase_are_marked_where_they_stand_together() -> None:
    """ "Tale til tekst" is marked as a whole; a text alone is not."""
    marker = Marker(phrases=frozenset([tuple(terms_of("tale til tekst"))]))
    marked = highlight("Tekst. Tale til tekst er tale.", marker)

    assert [text for text, is_match in marked.pieces if is_match] == ["Tale", "tekst"]


def test_a_snippet_stands_around_the_first_match() -> None:
    """A long text is cut at blanks around the first match, with an ellipsis at each cut."""
    shown = str(snippet([LONG], terms("skærmbesøg")))

    assert "Så kommer skærmbesøget." in shown
    assert shown.startswith(ELLIPSIS)
    assert shown.endswith(ELLIPSIS)
    assert shown.strip(ELLIPSIS) in LONG
    assert len(shown) <= LENGTH + 2


def test_the_first_text_with_a_match_is_shown() -> None:
    """A snippet comes from the first of the texts that has one of the words."""
    shown = snippet(["Et resumé.", "Om robotter.", "Flere robotter."], terms("robot"))

    assert shown.pieces == (("Om ", False), ("robotter", True), (".", False))


def test_without_a_match_the_first_text_begins() -> None:
    """Where no text has the words, the first one is shown from its beginning, without marks."""
    assert str(snippet([LONG, "andet"], terms("xylofon"))).startswith("Først kommer")
    assert str(snippet(["", "Om robotter."], Marker())) == "Om robotter."
    assert snippet([], terms("robot")).pieces == ()


@given(st.text(max_size=600), st.integers(0, 600))
def test_an_excerpt_is_a_piece_of_the_text(text: str, place: int) -> None:
    """An excerpt is never long and is found in the text."""
    shown = str(excerpt(text, min(place, len(text)), Marker()))

    assert len(shown) <= LENGTH + 2
    assert shown.removeprefix(ELLIPSIS).removesuffix(ELLIPSIS) in text or shown in text


def test_markdown_signs_are_taken_away() -> None:
    """Headings, bullets, emphasis, links, quotes and tables leave their words only."""
    text = "## Hvad?\n\n- **Ét** _ord_ [her](https://a.example/x_y)\n> `kode`\n\n| a_b | 2 |\n|---|---|\n| c | 3 |"

    assert plain_text(text) == "Hvad? Ét ord her kode a_b 2 c 3"
    assert running_text(text) == "Ét ord her kode a_b 2 c 3"


@given(
    st.lists(st.sampled_from(["tale", "til", "tekst", "Skærm", "på", "borgeren."]), max_size=90), WORDS, WORDS
)
def test_an_excerpt_is_marked_as_if_it_stood_alone(text: list[str], one: list[str], other: list[str]) -> None:
    """What stands in a piece of a text is marked there, and half of a phrase is not."""
    marker = Marker(
        frozenset(terms_of(" ".join(one))), frozenset(filter(None, [tuple(terms_of(" ".join(other)))]))
    )
    shown = snippet([" ".join(text)], marker)

    assert not marker.marked(" ".join(text)) or shown == highlight(str(shown), marker)
