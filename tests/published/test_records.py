"""What every published record must have. Where a test fails, its message names the records."""

import re
from collections import Counter

import pytest

from kb.agreement import agreement_of
from kb.catalogue import Catalogue
from kb.content.claims import numbers_in, sourced_numbers
from kb.records.confirmation import Provenance
from kb.records.experience import Experience
from kb.search.danish import terms_of

FREE_TEXTS = (
    "description", "for_citizens", "for_staff", "changed_work", "what_failed", "why_stopped", "anchoring",
    "training", "reliability",
)  # fmt: skip
PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def test_the_bank_is_large_enough_to_be_the_first_place_to_look(catalogue: Catalogue) -> None:
    """There are at least 75 solutions, 265 reports, and 90 municipalities with at least one."""
    assert len(catalogue.municipalities) == 98
    assert len(catalogue.solutions) >= 75
    assert len(catalogue.experiences) >= 265
    assert len(catalogue.refs_by_municipality) >= 90


def test_a_municipality_is_known_by_its_name(catalogue: Catalogue) -> None:
    """The id of a municipality is its name in plain letters, so that no report lands on another."""
    wrong = [
        m.name
        for m in catalogue.municipalities.values()
        if re.sub(r"[^a-z]+", "-", m.name.lower().translate(PLAIN)) != m.id
    ]
    assert wrong == []


def test_an_authority_abroad_is_told_as_one(catalogue: Catalogue) -> None:
    """A report of foreign authorities carries their country."""
    wrong = [
        report.ref
        for report in catalogue.experiences.values()
        if report.authorities and not report.municipalities
        and {catalogue.authorities[a].country for a in report.authorities} != {report.country}
    ]  # fmt: skip
    assert wrong == []


def test_every_term_is_explained_in_both_languages(catalogue: Catalogue) -> None:
    """No term of a vocabulary lacks its definition in Danish or English."""
    bare = [
        f"{vocabulary.id}: {term.id}"
        for vocabulary in catalogue.vocabularies.values()
        for term in vocabulary.terms
        if not (term.definition_da and term.definition_en)
    ]
    assert bare == []


def test_an_english_reader_finds_and_understands_every_solution(catalogue: Catalogue) -> None:
    """Each solution has title, summary and a short text in English."""
    missing = [
        solution.id
        for solution in catalogue.solutions.values()
        if not (solution.title_en and solution.summary_en and solution.prose_en)
    ]
    assert missing == []


def test_the_text_of_a_solution_has_the_length_one_reads(catalogue: Catalogue) -> None:
    """The Danish text has 150 to 520 words, the English one 60 to 190."""
    wrong = [
        (solution.id, danish, english)
        for solution in catalogue.solutions.values()
        for danish, english in [(words_in(solution.prose), words_in(solution.prose_en))]
        if not (150 <= danish <= 520 and 60 <= english <= 190)
    ]
    assert wrong == []


def words_in(prose: object) -> int:
    return len(getattr(prose, "markdown", "").split())


def test_every_solution_says_what_it_is_for(catalogue: Catalogue) -> None:
    """Each solution has primary outcomes, areas and technologies, coded by a role on a date."""
    incomplete = [
        s.id
        for s in catalogue.solutions.values()
        if not (s.primary_outcomes and s.areas and s.technologies and s.coded_by and s.coded_on)
    ]
    assert incomplete == []


def test_every_report_has_a_verdict_with_its_coder(catalogue: Catalogue) -> None:
    """Each verdict says who coded it, when and why."""
    incomplete = [
        report.ref
        for report in catalogue.experiences.values()
        if not (report.verdict and report.verdict.coder and report.verdict.date and report.verdict.reason)
    ]
    assert incomplete == []


def test_thirty_reports_were_coded_twice(catalogue: Catalogue) -> None:
    """At least 30 reports carry the verdict of a second coder, who is not the first."""
    twice = [r for r in catalogue.experiences.values() if r.second_verdict]

    assert agreement_of(twice).reports >= 30
    assert all(r.verdict and r.second_verdict and r.verdict.coder != r.second_verdict.coder for r in twice)


def test_figures_in_the_running_text_of_a_report_stand_as_fields(catalogue: Catalogue) -> None:
    """What the editors write in words carries no number that no field of the report or solution has."""
    loose = [
        (report.ref, name, claimed.text)
        for report in catalogue.experiences.values()
        if report.provenance is Provenance.PUBLIC_SOURCES
        for name, claimed in loose_numbers(catalogue, report)
    ]
    assert loose == []


def loose_numbers(catalogue: Catalogue, report: Experience):
    known = {*sourced_numbers(report), *sourced_numbers(catalogue.solutions[report.solution])}
    for name in FREE_TEXTS:
        for claimed in numbers_in(getattr(report, name) or ""):
            if claimed.value not in known:
                yield name, claimed


@pytest.mark.parametrize("word", ["banebrydende", "revolutionerende", "unik", "fantastisk", "game changer"])
def test_nothing_is_advertised(catalogue: Catalogue, word: str) -> None:
    """The texts praise nothing."""
    pattern = re.compile(rf"\b{word}\w*", re.IGNORECASE)
    praise = [s.id for s in catalogue.solutions.values() if s.prose and pattern.search(s.prose.markdown)]

    assert praise == []


def test_a_word_of_the_thesaurus_belongs_to_one_concept(catalogue: Catalogue) -> None:
    """Words that search takes for each other stand on one line only, and there are enough lines to help."""
    terms = Counter(" ".join(terms_of(word)) for concept in catalogue.thesaurus for word in set(concept))

    assert [word for word, count in terms.items() if count > len(same_line(catalogue, word))] == []
    assert len(catalogue.thesaurus) >= 60


def same_line(catalogue: Catalogue, word: str) -> list[str]:
    """List the spellings that come to one word on the first line that holds it; stems may meet there."""
    for concept in catalogue.thesaurus:
        found = [other for other in concept if " ".join(terms_of(other)) == word]
        if found:
            return found
    return []
