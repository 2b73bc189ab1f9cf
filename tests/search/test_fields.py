"""Which words of a record can be found."""

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from kb.records.conditions import Product
from kb.records.discussion import Related
from kb.records.experience import Experience
from kb.records.solution import Prose, Solution
from kb.search.danish import terms_of
from kb.search.fields import GAP, NAMES, REPORT, REPORT_SHAPE, REPORTS, SOLUTION_SHAPE, TEXT, documents_of
from tests.search.toy import catalogue_of, report, solution

# Texts of a record that nobody searches for, and those that the documents hold by another road.
LEFT_OUT = {
    Solution: {
        "id", "title", "title_en", "aliases", "aliases_en", "areas", "sectors", "technologies", "target_groups",
        "living_situations", "gains", "systems", "supplier_kinds", "primary_outcomes", "prose", "prose_en",
        "task_owners", "population_base", "national_status_source", "withdrawn", "confirmed", "checked",
        "coded_by", "coded_on", "sources", "further_reading",
    },
    Experience: {
        "id", "solution", "municipalities", "authorities", "project", "target_groups", "living_situations",
        "systems", "price", "funnel", "contact", "withdrawn", "confirmed", "checked", "coded_by", "coded_on", "cited",
        "second_verdict", "sources",
    },
}  # fmt: skip


def holds_words(kind: Any) -> bool:
    """Tell whether an attribute's type is a text, or records with texts."""
    inner = [argument for argument in get_args(kind) if argument is not type(None)]
    if inner:
        return any(holds_words(argument) for argument in inner)
    if is_dataclass(kind):
        return any(holds_words(hint) for hint in get_type_hints(kind).values())
    return kind is str


@pytest.mark.parametrize(("record", "shape"), [(Solution, SOLUTION_SHAPE), (Experience, REPORT_SHAPE)])
def test_no_text_of_a_record_is_forgotten(record: Any, shape: Any) -> None:
    """Every attribute with words is either searched or left out on purpose."""
    hints = get_type_hints(record)
    with_words = {field.name for field in fields(record) if holds_words(hints[field.name])}

    assert with_words == set(shape) | LEFT_OUT[record]


def test_a_solution_is_found_by_the_labels_of_its_terms_in_both_languages() -> None:
    """Labels, other words and broader terms stand among a solution's names."""
    catalogue = catalogue_of(
        [solution(areas=("hjemmepleje",), technologies=("video",), title_en="Screen visits")]
    )

    names = documents_of(catalogue, "en")[0].fields[NAMES]

    assert {*terms_of("Hjemmepleje Home care Pleje Care skærm Screen visits")} <= set(names)


def test_a_solution_lends_the_words_of_its_reports() -> None:
    """What stands in a report stands in the solution's field of reports, and in a document of its own."""
    told = report(
        municipalities=("aagerup",), what_failed="Batteriet", products=(Product("Nexo", "Nexo A/S"),)
    )
    catalogue = catalogue_of([solution()], [told])

    whole, alone = documents_of(catalogue, "en")

    assert alone.key == "en/2019-nordby"
    assert {*terms_of("Ågerup batteri nexo")} <= set(alone.fields[REPORT])
    assert whole.fields[REPORTS] == alone.fields[REPORT]


def test_prose_is_found_without_its_signs() -> None:
    """Markdown signs and addresses of links are no words."""
    text = Prose("## Hvad?\n\nSe **[vejledningen](https://nordby.example/fil)**.")
    catalogue = catalogue_of([solution(prose=text)])

    terms = documents_of(catalogue, "en")[0].fields[TEXT]

    assert {*terms_of("vejledning")} <= set(terms)
    assert not {*terms_of("https example fil")} & set(terms)


def test_a_gap_stands_between_two_texts() -> None:
    """No phrase runs from one text into the next."""
    catalogue = catalogue_of([solution(aliases=("rød robot", "blå sensor"))])

    assert documents_of(catalogue, "en")[0].fields[NAMES] == [
        GAP, *terms_of("rød robot"), GAP, *terms_of("blå sensor"), GAP
    ]  # fmt: skip


def test_a_solution_is_found_by_the_names_of_those_it_names_as_related() -> None:
    """Beside the words of its reports; what the other is called in both languages, and no more of it."""
    other = solution(
        "to", title="Rollekatalog", title_en="Role catalogue", aliases=("autorisation",), summary="Om roller."
    )
    catalogue = catalogue_of([solution("en", related=(Related("to"), Related("ukendt"))), other])

    one, two = (documents_of(catalogue, key)[0].fields[REPORTS] for key in ("en", "to"))

    assert [term for term in one if term != GAP] == terms_of("Rollekatalog Role catalogue autorisation")
    assert two == []
