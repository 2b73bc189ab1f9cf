"""The published content keeps its own rules. Where a test fails, its message says what to do."""

from collections.abc import Iterator

import pytest

from kb.adoption import adoption_of
from kb.catalogue import Catalogue
from kb.content.formatting import find_unformatted
from kb.content.loading import load_catalogue
from kb.records.experience import Experience
from kb.records.outcome import Art
from tests.published.conftest import CONTENT

FOUNDING = {
    "screen visits in home care": "skaermbesoeg-hjemmepleje-sygepleje",
    "virtual housing support": "virtuel-bostoette",
    "digitally supported training": "digital-hjemmetraening-hjemmepleje",
    "RPA at scale": "rpa-i-storskala",
    "criminal records end to end": "straffeattester-auto",
    "mails end to end": "smartmail",
    "bills end to end": "robot-faktura-jobcenter",
    "the joint citizen plan": "tvaergaaende-borgerplan",
    "Horsens' platforms": "platformorganisering-horsens",
    "collaboration across municipalities": "tvaerkommunalt-samarbejde",
    "the technology partnership": "teknologipartnerskab",
}


def test_there_is_no_fault_in_the_content() -> None:
    """Every file passes kb check; run it to see what is wrong and where."""
    assert [str(problem) for problem in load_catalogue(CONTENT).problems] == []


def test_every_file_is_in_canonical_form() -> None:
    """Every file is in the one form that kb format writes; run it to mend this."""
    assert [path.name for path in find_unformatted(CONTENT, [])] == []


@pytest.mark.parametrize("solution_id", FOUNDING.values(), ids=FOUNDING.keys())
def test_every_technology_of_the_founding_texts_is_there(catalogue: Catalogue, solution_id: str) -> None:
    """Each technology that the bank was founded on has a solution with at least one report."""
    assert catalogue.experiences_of(solution_id)


def test_the_bank_is_large_enough_to_be_a_place_to_look(catalogue: Catalogue) -> None:
    """There are all 98 municipalities, at least 14 solutions and at least 60 reports."""
    assert len(catalogue.municipalities) == 98
    assert len(catalogue.solutions) >= 14
    assert len(catalogue.experiences) >= 60


def test_failure_is_told_too(catalogue: Catalogue) -> None:
    """At least three solutions were stopped, or ended without being spread, somewhere."""
    failed = [s for s in catalogue.solutions if has_failed(catalogue.experiences_of(s))]

    assert len(failed) >= 3


def has_failed(reports: tuple[Experience, ...]) -> bool:
    return bool(adoption_of(reports).stopped)


def test_every_municipality_has_every_figure_and_a_tile(catalogue: Catalogue) -> None:
    """No municipality lacks a figure of the vocabulary, and none lacks its place on the map."""
    figures = {term.id for term in catalogue.vocabularies["figure"].terms}

    assert all(set(m.figures) == figures and m.tile for m in catalogue.municipalities.values())


def test_codes_and_sums_are_those_of_statistics_denmark(catalogue: Catalogue) -> None:
    """The populations add up to the sum that the source notes, and codes keep their leading zero."""
    population = sum(m.figures["population"].value for m in catalogue.municipalities.values())

    assert population == 6_025_511
    assert catalogue.municipalities["koebenhavn"].code == "0101"


def test_regions_change_in_2027(catalogue: Catalogue) -> None:
    """On 1 January 2027 46 municipalities lie in Region Østdanmark."""
    regions = [m.region_at("2027-01-01") for m in catalogue.municipalities.values()]

    assert all(regions)
    assert sum(region.name == "Region Østdanmark" for region in regions if region) == 46


def test_every_report_says_what_was_done_and_how_far_it_came(catalogue: Catalogue) -> None:
    """No report lacks a description or a course of events."""
    thin = [e.ref for e in catalogue.experiences.values() if not (e.description and e.stages)]

    assert thin == []


def test_an_expectation_is_never_coded_as_a_result(catalogue: Catalogue) -> None:
    """What is expected, estimated or simulated does not point better or worse as if it had happened."""
    wrong = [
        f"{ref}: {outcome.id}"
        for ref, report in catalogue.experiences.items()
        for outcome in report.outcomes
        if not outcome.art.has_happened and outcome.art is not Art.UNKNOWN and outcome.realised_in_budget
    ]
    assert wrong == []


def test_every_source_says_who_speaks_and_how_much_was_read(catalogue: Catalogue) -> None:
    """Every source of a solution or report has an origin, and an address or a reason why not."""
    incomplete = [
        source for source in all_sources(catalogue) if not source.origin or not (source.url or source.note)
    ]

    assert [source.id for source in incomplete] == []


def all_sources(catalogue: Catalogue) -> Iterator:
    for solution in catalogue.solutions.values():
        yield from (*solution.sources, *solution.further_reading)
    for experience in catalogue.experiences.values():
        yield from experience.sources


FORBIDDEN = ["spiserobotter 93", "3.975.000", "20.000 borgere", "115.700", "73 pr. 1. januar"]


@pytest.mark.parametrize("words", FORBIDDEN)
def test_what_could_not_be_verified_is_not_told(words: str) -> None:
    """Figures that were not found again when they were checked stand nowhere."""
    found = [
        path.name for path in CONTENT.glob("solutions/**/*") if path.is_file() and words in path.read_text()
    ]

    assert found == []
