"""What pages say of age, withdrawal, changes of law and dead links."""

from dataclasses import replace

import pytest

from kb.following.link_file import NAME, write_links
from kb.following.links import Link
from kb.records.confirmation import Confirmation, Provenance
from kb.records.discussion import Withdrawal
from kb.records.framework import ChangeOf, DatedChange
from kb.web.app import create_app
from tests.web.conftest import Page
from tests.web.rich import FULL, RICH, THIN, bank_with
from tests.web.toy import EXPERIENCES, KL

NORDBY = EXPERIENCES[0]
REPORT = "/loesninger/rig/erfaringer/2019-nordby/"
SOLUTION = "/loesninger/rig/"
OVERDUE = "Trænger til bekræftelse siden 1. maj 2024"
LAW = DatedChange("2025-07-01", "Loven kræver nu samtykke.", of=ChangeOf.LAW)


def confirmed(date: str, role: str | None = None):
    return replace(FULL, confirmed=Confirmation(date, role))


def read(bank, path: str, tmp_path) -> Page:
    from kb.config import Config

    response = create_app(Config(data_dir=tmp_path / "instance"), bank).test_client().get(path)
    assert response.status_code == 200
    return Page(response.get_data(as_text=True))


def test_a_report_says_who_confirmed_it_when_and_when_it_is_due_again(tmp_path):
    """Confirmed on 15 January 2026 it is due on 15 January 2028, and is not called overdue."""
    main = read(bank_with(confirmed("2026-01-15", "konsulent")), REPORT, tmp_path).main

    assert "Bekræftet af kommunen 15. jan. 2026: konsulent" in main
    assert "Skal bekræftes igen senest 15. jan. 2028" in main
    assert "Trænger til" not in main


@pytest.mark.parametrize("path", [REPORT, SOLUTION, "/soeg/?q=rig", "/kommuner/nordby/", "/kommuner/zahle/"])
def test_an_overdue_report_says_so_on_its_page_and_in_every_row(tmp_path, path):
    """Confirmed on 1 May 2022, it should have been confirmed again by 1 May 2024."""
    assert OVERDUE in read(bank_with(confirmed("2022-05-01")), path, tmp_path).main


@pytest.mark.parametrize("path", [REPORT, SOLUTION, "/soeg/?q=rig", "/kommuner/nordby/"])
def test_what_nobody_confirmed_has_its_own_flag_and_is_never_overdue(tmp_path, path):
    """However old it is, age costs it nothing."""
    assert "Trænger til bekræftelse" not in read(bank_with(FULL), path, tmp_path).main


def test_a_report_of_the_municipality_itself_has_no_flag_of_open_sources(tmp_path):
    """It says that the municipality reported it."""
    own = replace(FULL, provenance=Provenance.MUNICIPALITY)

    assert "Indberettet af kommunen selv" in read(bank_with(own), REPORT, tmp_path).main


GONE = replace(FULL, withdrawn=Withdrawal("2026-03-01", "Tallene var forkerte.", "leder"))


def test_a_withdrawn_report_stays_readable_with_the_reason_on_top(tmp_path):
    """Its page says when and why, has no grade, and cannot be vouched for; its JSON has the reason."""
    bank = bank_with(GONE)
    page = read(bank, REPORT, tmp_path)

    assert "Trukket tilbage 1. marts 2026: Tallene var forkerte." in page.main
    assert "tæller ikke med nogen steder" in page.main
    assert "To kommuner satte skærme op." in page.main
    assert "dokumentation D" not in page.main
    assert not page.all("section", id="jeres")
    data = create_app(bank=bank).test_client().get(f"{REPORT.rstrip('/')}.json").get_json()
    assert data["withdrawn"]["reason"] == "Tallene var forkerte."
    assert "documentation" not in data


def test_a_withdrawn_report_counts_nowhere(tmp_path):
    """Not in the tally, the grade, the municipality's page, or the search."""
    before, after = bank_with(FULL), bank_with(GONE)

    assert before.current.adoption("rig").tried == ("nordby", "zahle")
    assert after.current.adoption("rig").tried == ()
    assert after.current.proof("rig").reports == ()
    assert before.current.counts["experiences"] == after.current.counts["experiences"] + 1
    assert "Rig løsning" in read(before, "/kommuner/zahle/", tmp_path).main
    assert "Rig løsning" not in read(after, "/kommuner/zahle/", tmp_path).main
    query = "/soeg/?proevet-i=zahle"
    assert "Rig løsning" in read(before, query, tmp_path).main
    assert "Rig løsning" not in read(after, query, tmp_path).main


def test_a_solution_leads_to_its_withdrawn_reports(tmp_path):
    """They stand at the foot, apart from those that count."""
    page = read(bank_with(GONE), SOLUTION, tmp_path)

    assert "Trukket tilbage, tæller ikke med: Nordby og Zahle: skærme (1. marts 2026)" in page.main
    assert REPORT in page.links()


def test_one_who_builds_on_a_withdrawn_report_still_leads_there(tmp_path):
    """What was built on it is as it was; the page it leads to says the rest."""
    withdrawn = replace(NORDBY, withdrawn=Withdrawal("2026-03-01", "Forkert."))

    page = read(bank_with(FULL, withdrawn), REPORT, tmp_path)

    assert "/loesninger/skaerm/erfaringer/2019-nordby/" in page.links()


def changed(*changes: DatedChange):
    return (replace(RICH, changes=changes), THIN)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (ChangeOf.LAW, "Loven er ændret siden"),
        (ChangeOf.PRODUCT, "Produktet er ændret siden"),
        (ChangeOf.PRACTICE, "Praksis er ændret siden"),
        (None, "Lov, produkt eller praksis er ændret siden"),
    ],
)
def test_a_change_after_a_report_stands_on_both_pages_and_in_every_row(tmp_path, of, words):
    """The report ends in May 2022, and the change is of July 2025."""
    bank = bank_with(FULL, solutions=changed(replace(LAW, of=of)))

    assert f"{words}: 1. juli 2025. Loven kræver nu samtykke." in read(bank, REPORT, tmp_path).main
    assert "1 af 1 erfaring er ældre." in read(bank, SOLUTION, tmp_path).main
    for path in (SOLUTION, "/soeg/?q=rig", "/kommuner/nordby/"):
        assert words in read(bank, path, tmp_path).words("span", class_="flag flag--warn")


QUIET = [
    (DatedChange("2021-01-01", "Før."), FULL),
    (DatedChange("2027-01-01", "På vej."), FULL),
    (LAW, confirmed("2025-08-01")),
]


@pytest.mark.parametrize(("change", "report"), QUIET)
def test_an_older_a_coming_and_an_answered_change_raise_no_banner(tmp_path, change, report):
    """Before the report, after today, or before the municipality vouched for it."""
    bank = bank_with(report, solutions=changed(change))

    for path in (REPORT, SOLUTION, "/soeg/?q=rig"):
        assert "er ændret siden" not in read(bank, path, tmp_path).main


URL = "https://www.kl.dk/x?a=1&b=2"
DEAD = Link("2026-11-25", 404, gone=("2026-11-24", "2026-11-25"))
DEAD_WORDS = "Linket virker ikke, set 25. nov. 2026"


@pytest.mark.parametrize("path", [SOLUTION, REPORT])
def test_a_dead_link_is_flagged_beside_its_saved_copy(app, bank, page, path):
    """The mark appears when the file does, and goes when the link lives again."""
    saved = replace(KL, archived_url="https://gemt.example/kl")
    bank.current = bank_with(
        replace(FULL, sources=(*FULL.sources, saved)),
        solutions=(replace(RICH, sources=(*RICH.sources, replace(saved, id="gemt"))), THIN),
    ).current
    folder = app.extensions["config"].data_dir
    assert DEAD_WORDS not in page(path).main

    write_links(folder, {URL: DEAD})
    found = page(path)
    assert DEAD_WORDS in found.main
    assert "https://gemt.example/kl" in found.links()

    write_links(folder, {URL: replace(DEAD, gone=())})
    assert DEAD_WORDS not in page(path).main


def test_a_damaged_file_of_links_breaks_no_page(app, page):
    """Pages are shown as if nobody had looked."""
    folder = app.extensions["config"].data_dir
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_bytes(b'{"links": [')

    assert DEAD_WORDS not in page("/loesninger/skaerm/").main
