"""What the bank says about itself."""

import pytest

from kb.config import Config
from kb.web.app import create_app
from tests.web.conftest import Page


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
