"""The page of numbers counts what there is, says what is not counted, and stands without a database."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.records.conditions import BuildsOn
from kb.records.confirmation import Confirmation
from kb.records.course import Period
from kb.records.discussion import Decision, Remark
from kb.records.experience import Experience
from kb.web.about.counting import count
from kb.web.about.numbers import share
from kb.web.app import create_app
from tests.databases import NOW
from tests.web.conftest import Page
from tests.web.people import site_at
from tests.web.toy import ToyBank, toy_catalogue


def report(name: str, year: str = "", confirmed: str = "", **more) -> Experience:
    return Experience(
        name,
        "skaerm",
        ("nordby",),
        period=Period(start=year) if year else None,
        confirmed=Confirmation(confirmed) if confirmed else None,
        **more,
    )


def bank_of(*reports: Experience, **more):
    return replace(toy_catalogue(), experiences={one.ref: one for one in reports}, as_of="2026-01-01", **more)


def test_the_ages_and_confirmations_are_counted():
    """Three are dated 2020, 2022 and 2024, so on 1 January 2026 they are 72, 48 and 24 months old: 48 in the middle.

    Confirmed 2025-01 is under 24 months ago, 2023-01 is 36; the two others nobody ever confirmed.
    """
    found = count(
        bank_of(
            report("a", "2020"), report("b", "2022", "2025-01"), report("c", "2024", "2023-01"), report("d")
        )
    )

    assert (found.reports, found.dated, found.median_months) == (4, 3, 48)
    assert (found.confirmed, found.overdue, found.never) == (1, 1, 2)


def test_without_dates_there_is_no_age():
    """A report that names no date has no age, and is not taken for new."""
    assert count(bank_of(report("d"))).median_months is None


def test_reuse_and_what_waits_are_counted():
    """A report that builds on another, a decision, and a question without an answer count one each."""
    catalogue = toy_catalogue()
    solution = replace(
        catalogue.solutions["skaerm"],
        decisions=(Decision("nordby", "2025-01"),),
        remarks=(Remark("a", "x", "Hvor mange?"), Remark("b", "x", "Hvornår?", answer="2020")),
    )
    found = count(
        replace(
            bank_of(report("a", builds_on=(BuildsOn("Nordby"),)), report("b")),
            solutions={"skaerm": solution},
            calls={},
        )
    )

    assert (found.reused, found.decisions, found.questions, found.calls) == (1, 1, 1, 0)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_is_never_rounded_down_to_nothing(part, more):
    """Nothing is 0 per cent, something is not; of nothing there is no share."""
    all_ = part + more

    assert (share(part, all_, "da").startswith("0")) == (part == 0 < all_)


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_page_counts_what_the_records_hold(config, language):
    """The same counts as the page on coverage; searches without hits are not counted, and the page says so."""
    client = site_at(config, ToyBank()).test_client()
    page = Page(client.get(f"{language}/om/tal/").text)
    reports = len(toy_catalogue().experiences)

    assert str(reports) in page.words("dd")
    assert len(page.words("h2")) == 6
    assert f"{language}/om/tal/" in Page(client.get(f"{language}/om/").text).links()


def test_what_is_not_known_is_said(config):
    """Where nobody was answered in the last year the page says so."""
    page = Page(site_at(config, ToyBank(), NOW).test_client().get("/om/tal/").text)

    assert "Ingen har fået svar det seneste år" in page.main
    assert "Tælles ikke." in page.main


def test_the_page_stands_without_a_database(tmp_path):
    """A database that is away is said in a sentence, and a bank without one is not given one by reading."""
    away = Config(data_dir=tmp_path / "a", database_url="postgresql://nobody@127.0.0.1:1/nothing")
    page = create_app(away, ToyBank()).test_client().get("/om/tal/")
    assert page.status_code == 200
    assert "Ikke oplyst lige nu." in Page(page.text).main

    create_app(Config(data_dir=tmp_path / "b"), ToyBank()).test_client().get("/om/tal/")
    assert not (tmp_path / "b").exists()
