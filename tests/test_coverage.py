"""How the bank counts what it covers."""

from decimal import Decimal

from kb.coverage import coverage_of, fields_filled, kind_of
from kb.records.experience import Experience
from kb.records.outcome import Art, Outcome, Role
from tests.web.toy import toy_catalogue


def outcome(art: Art) -> Outcome:
    return Outcome("o", "Noget", Role.EFFECT, art, "k", value=Decimal(1), unit="timer")


def test_the_invented_bank_is_counted() -> None:
    """Every report stands once under year or undated, once under kind or without result."""
    found = coverage_of(toy_catalogue())
    assert found.reports == 4
    assert sum(found.reports_by_year.values()) + found.undated == found.reports
    assert sum(found.reports_by_kind.values()) + found.without_result == found.reports
    assert found.reports_by_municipality == {"nordby": 2, "aalum": 2, "oesterlund": 1}
    assert found.solutions_by_area == {"hjemmepleje": 1, "pleje": 1, "it": 1}
    assert found.reports_by_area == {"hjemmepleje": 2, "pleje": 2, "it": 1}
    assert found.sources_by_reading == {"excerpt": 5}


def test_the_oldest_comes_first_and_the_undated_not_at_all() -> None:
    """Reports are listed by the newest date they name, the oldest first."""
    catalogue = toy_catalogue()
    found = coverage_of(catalogue)
    assert found.oldest == (
        "robotter/udateret-aalum",
        "skaerm/2020-flere",
        "skaerm/2019-nordby",
        "ond/2022-ond",
    )


def test_the_emptiest_is_the_one_with_fewest_fields() -> None:
    """What says who filled in a report does not count as filled in."""
    bare = Experience("a", "s", municipalities=("nordby",), checked="2026-01-01")
    assert fields_filled(bare) == 1
    found = coverage_of(toy_catalogue())
    catalogue = toy_catalogue()
    filled = [fields_filled(catalogue.experiences[ref]) for ref in found.emptiest]
    assert filled == sorted(filled)


def test_a_report_counts_by_its_strongest_kind() -> None:
    """A measured figure beside an expectation makes the report a measured one; nothing makes it nothing."""
    both = Experience("a", "s", outcomes=(outcome(Art.EXPECTED), outcome(Art.MEASURED)))
    assert kind_of(both) is Art.MEASURED
    assert kind_of(Experience("b", "s")) is None
