"""How the grades are shown."""

from dataclasses import replace
from decimal import Decimal

from kb.config import Config
from kb.records.confirmation import Confirmation
from kb.records.outcome import Judgement, Verdict
from kb.records.solution import PrimaryOutcome, Success
from kb.web.app import create_app
from tests.web.conftest import Page
from tests.web.toy import ToyBank, toy_catalogue, toy_release


def bank_where(measure: str = "frigjort-tid", **changes) -> ToyBank:
    """Make the invented bank in which Nordby's measured effect is on what the solution is for."""
    catalogue = toy_catalogue()
    report = catalogue.experiences["skaerm/2019-nordby"]
    effect = replace(report.outcomes[0], measure=measure, method="Tidsmåling")
    report = replace(report, outcomes=(effect, *report.outcomes[1:]), **changes)
    solution = replace(
        catalogue.solutions["skaerm"], primary_outcomes=(PrimaryOutcome("frigjort-tid", Success.BETTER),)
    )
    return ToyBank(
        toy_release(
            replace(
                catalogue,
                solutions={**catalogue.solutions, "skaerm": solution},
                experiences={**catalogue.experiences, report.ref: report},
            )
        )
    )


def read(bank: ToyBank, path: str) -> Page:
    response = create_app(Config(), bank).test_client().get(path)
    assert response.status_code == 200
    return Page(response.get_data(as_text=True))


def test_the_stairs_mark_the_step_and_name_who_carries_it():
    """A measured effect makes the third step, and Nordby is named as the one who has it."""
    page = read(bank_where(), "/loesninger/skaerm/")

    assert page.words("li", aria_current="step") == ["Målt ét sted Her er den i dag"]
    assert "Det har: Nordby." in page.main
    assert "Der mangler én kommune mere fra et andet projekt" in page.main


def test_every_report_is_said_to_count_or_not_and_why():
    """The measured report counts; the one without a verdict does not, for want of a result."""
    page = read(bank_where(), "/loesninger/skaerm/")

    assert "1 erfaring tæller D2 Nordby, gavnlig" in page.main
    assert "1 erfaring tæller ikke D0" in page.main or "1 erfaring tæller ikke D1" in page.main


def test_a_report_says_what_it_lacks(page):
    """Without a method Nordby's figure is only described, and the page says what the next step needs."""
    main = page("/loesninger/skaerm/erfaringer/2019-nordby/").main

    assert "Beskrevet" in main
    assert "Til Målt mangler: hvordan tallet er gjort op." in main


def test_a_failure_that_nobody_measured_is_named_beside_the_grade(page):
    """Aalum stopped the robots without measuring; the grade stands, and the page names who points the other way."""
    main = page("/loesninger/robotter/").main

    assert "Prøvet, men ingen kilde viser" in main
    assert "Peger den anden vej, uden at det er målt: Aalum." in main


def test_an_old_confirmation_is_said_on_the_page():
    """Confirmed in 2010 the record is over four years old and stands a step down."""
    page = read(bank_where(confirmed=Confirmation("2010")), "/loesninger/skaerm/")

    assert page.words("li", aria_current="step") == ["Det lykkedes ét sted Her er den i dag"]
    assert "Over fire år siden nogen sagde god for den" in page.main


def test_what_was_measured_both_ways_is_called_mixed():
    """A mixed verdict with a measured success is told as beneficial and mixed."""
    page = read(bank_where(verdict=Judgement(Verdict.MIXED)), "/loesninger/skaerm/")

    assert "gavnlig og blandet" in page.main


def test_the_page_on_grades_counts_every_solution_and_report_once(page):
    """The steps of each grade add up to all solutions and all reports."""
    rows = [row.split() for row in page("/om/grader/").words("tr")]
    numbers = [int(row[-1]) for row in rows if row[-1].isdigit()]

    assert sum(numbers[:5]) == 4
    assert sum(numbers[5:]) == 4


def test_a_grade_is_a_facet_and_an_order(page):
    """Choosing a step finds the solutions on it, and no page shows a share of a match."""
    assert "1 løsning" in page("/soeg/?grad=e1").main or "Én løsning" in page("/soeg/?grad=e1").main
    assert page("/soeg/?sorter=grad").words("h3")[0] == "Skærmbesøg"
    assert Decimal(page("/soeg/").text.count("% match")) == 0


def test_grades_are_in_english_too(page):
    """The page on grades and the stairs are there in English."""
    assert "Proof grade: the solution" in page("/en/om/grader/").main
    assert "Where it stands today" in page("/en/loesninger/skaerm/").main
