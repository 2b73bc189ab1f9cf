"""What the bank says about itself."""

from dataclasses import replace

import pytest

from kb.config import Config
from kb.records.outcome import Judgement, Verdict
from kb.web.app import create_app
from tests.web.conftest import Page, said
from tests.web.toy import ToyBank, toy_catalogue, toy_release


def test_the_counts_come_from_the_data(page):
    """The page counts solutions, experiences, municipalities and sources."""
    main = page("/om/").main

    for words in ("4 løsninger", "4 erfaringer", "3 kommuner med erfaringer", "2 kommuner har ingen"):
        number, _, rest = words.partition(" ")
        assert words in main or f"{rest} {number}" in main or f"{rest}{number}" in main


def test_the_six_kinds_are_explained(page):
    """Each kind of figure has a row with its mark, its word and its meaning."""
    rows = page("/om/").words("tr")

    for kind in ("målt", "opgjort", "oplevet", "estimeret", "simuleret", "forventet"):
        assert any(row.startswith(kind) and len(row) > 30 for row in rows)


def test_sources_of_key_figures_and_licence_are_named(page):
    """The sources of the municipalities' figures and the licence stand on the page."""
    main = page("/om/").main

    assert "Danmarks Statistik (2026): FOLK1A" in main
    assert "CC BY 4.0" in main


@pytest.mark.parametrize(
    ("path", "lasts"),
    [
        (
            "/om/privatliv/",
            ("Til 2 år efter", "slettes efter 90 dage", "gået 2 timer", "højst 12 timer", "i 14 dage"),
        ),
        ("/en/om/privatliv/", ("For 2 years", "after 90 days", "after 2 hours", "12 hours", "for 14 days")),
    ],
)
def test_the_page_on_privacy_says_how_long_the_bank_keeps_what(page, path, lasts):
    """The periods on the page are those that the bank keeps to, and every other page leads to it."""
    found = page(path)

    assert [words for words in lasts if words not in found.main] == []
    assert path in page(path.removesuffix("om/privatliv/")).links()


def test_the_page_on_privacy_tells_whom_to_write_to(bank, page):
    """The operator and the way to be forgotten stand on the page; without an operator that is said."""
    config = Config(operator_name="Nordby Kommune", operator_email="web@example.org")
    text = create_app(config, bank).test_client().get("/om/privatliv/").get_data(as_text=True)

    assert "Nordby Kommune driver banken" in Page(text).main
    assert "mailto:web@example.org" in Page(text).links()
    assert "har ikke udfyldt navn" in page("/om/privatliv/").main


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (Config(), "har ikke udfyldt navn og adresse"),
        (Config(operator_name="Nordby Kommune", operator_email="web@example.org"), "Nordby Kommune vil gøre"),
    ],
)
def test_the_statement_tells_who_is_responsible(bank, config, expected):
    """The accessibility statement names the operator, or says plainly that nobody has filled it in."""
    response = create_app(config, bank).test_client().get("/tilgaengelighed/")
    found = Page(response.get_data(as_text=True))

    assert expected in found.main
    assert ("mailto:web@example.org" in found.links()) is bool(config.operator_email)


def test_coverage_is_counted_and_leads_on(page):
    """The page on coverage says what is missing, who takes up most, and links to what is counted."""
    found = page("/om/daekning/")

    for words in ("2 kommuner uden en erfaring", "1 erfaringer uden noget resultat"):
        number, _, rest = words.partition(" ")
        assert f"{rest} {number}" in found.main or words in found.main
    assert "2 af 4 erfaringer" in found.main
    assert "/soeg/?omraade=hjemmepleje" in found.links()
    assert "/kommuner/nordby/" in found.links()
    assert "/loesninger/skaerm/erfaringer/2019-nordby/" in found.links()


def test_every_bar_says_its_number_in_words_too(page):
    """A bar is hidden from those who do not see it; its number stands in the cell beside it."""
    found = page("/om/daekning/")
    rows = [row for row in found.all("tr") if any(c.get("class") == "c-bar" for c in row)]

    assert rows
    for row in rows:
        (number,) = [c for c in row if c.get("class") == "num"]
        assert said(number).replace(".", "").isdigit()


def test_an_area_counts_what_a_click_on_it_finds(page):
    """A broader area counts the solutions of its narrower ones, as the search does."""
    found = page("/om/daekning/")
    assert "Pleje 2 erfaringer 1" in found.words("tr")
    assert (
        "Én løsning" in page("/soeg/?omraade=pleje").main or "1 løsning" in page("/soeg/?omraade=pleje").main
    )


def coded_twice(first: Verdict, second: Verdict) -> ToyBank:
    catalogue = toy_catalogue()
    reports = {
        ref: replace(report, verdict=Judgement(first), second_verdict=Judgement(second))
        for ref, report in catalogue.experiences.items()
    }
    return ToyBank(toy_release(replace(catalogue, experiences=reports)))


def test_two_coders_who_disagree_are_shown_side_by_side():
    """The page on method counts both verdicts and names every report they disagreed on."""
    bank = coded_twice(Verdict.POSITIVE, Verdict.MIXED)
    found = Page(create_app(Config(), bank).test_client().get("/om/metode/").get_data(as_text=True))

    assert "samme dom i 0, altså 0 %" in found.main
    assert "Positivt 0 4 0 0" in found.words("tr")
    assert "Nordby 2021 Skærmbesøg Positivt Blandet" in found.words("tr")


def test_without_a_second_coder_there_is_no_sample(page):
    """Nothing is said of agreement where nothing was coded twice; what is missing is said."""
    main = page("/om/metode/").main

    assert "Kodet to gange" not in main
    assert "2 af 4 erfaringer har ingen dom endnu." in main


def test_method_and_coverage_are_in_english_too(page):
    """Both pages are there under /en/, with English kinds and fields."""
    assert "Experiences by kind of evidence" in page("/en/om/daekning/").main
    assert "How the verdict is coded" in page("/en/om/metode/").main
