"""Which further fields follow from the words of a document."""

from hypothesis import given
from hypothesis import strategies as st

from kb.search.compounds import Compounds
from kb.search.fields import GRAMS, PARTS, REPORT_PARTS, documents_of
from kb.search.nearness import GRAM, complete, grams_of
from tests.search.toy import catalogue_of, report, solution

COMPOUNDS = Compounds({"skaerm": 3, "besoeg": 3})


def test_a_solution_has_the_parts_of_its_own_words_and_its_reports() -> None:
    """Each time a compound stands there, its parts do."""
    told = report(description="Skærmbesøg.")
    catalogue = catalogue_of([solution(title="Skærmbesøg", summary="Om skærmbesøgene.")], [told])

    whole, alone = (complete(document, COMPOUNDS) for document in documents_of(catalogue, "en"))

    assert whole.fields[PARTS] == ["skaerm", "besoeg"] * 3
    assert alone.fields[REPORT_PARTS] == ["skaerm", "besoeg"]
    assert GRAMS not in alone.fields


def test_pieces_are_those_of_distinct_words_of_the_solution_itself() -> None:
    """Robot twice has its two pieces once; the words of reports have none."""
    catalogue = catalogue_of([solution(title="Robot robot", summary="Bil.")], [report(description="Gulv")])

    whole = complete(documents_of(catalogue, "en")[0], COMPOUNDS)

    assert whole.fields[GRAMS] == ["robo", "obot"]


@given(st.text())
def test_pieces_have_four_letters_and_stand_in_the_word(word: str) -> None:
    """No piece twice, and none of a shorter word."""
    grams = grams_of(word)

    assert len(set(grams)) == len(grams) <= max(len(word) - GRAM + 1, 0)
    assert all(gram in word and len(gram) == GRAM for gram in grams)
