"""The page of one experience report: what happened, what went wrong, whom to ask."""

from dataclasses import replace

import pytest

from kb.records.confirmation import Confirmation
from tests.web.conftest import HTML, said
from tests.web.rich import BARE, FULL, bank_with

URL = "/loesninger/rig/erfaringer/2019-nordby/"
THIN = "/loesninger/tynd/erfaringer/udateret-oesterlund/"


@pytest.fixture
def bank():
    return bank_with()


def section(page, name):
    """Find a section of a page by its anchor."""
    return next((e for e in page.tree.iter(HTML + "section") if e.get("id") == name), None)


def test_the_top_says_who_where_and_when(page):
    """The title, the solution, those who have the experience, and the flags stand at the top."""
    found = page(URL)

    assert found.words("h1") == ["Nordby og Zahle: skærme"]
    assert "En erfaring med Rig løsning" in found.main
    assert "Fra åbne kilder – ikke bekræftet af kommunen" in found.main
    assert "Leverandøren har medvirket til tal eller omtale" in found.main
    assert "Hvem Nordby, Zahle Hvornår 1. okt. 2019 – 2022 Organisation Hjemmeplejen" in found.main


def test_the_facts_say_the_conditions(page):
    """Scale, partners, funding, purchase, operation and price stand as short facts."""
    main = page(URL).main.replace("\xa0", " ")

    assert "Partnere En højskole Finansiering En pulje. Omfang 276 borgere, 40 enheder" in main
    assert (
        "Indkøb udbud Drives af både kommunen og private Pris 1.200 kr. pr. skærm om måneden (2020)" in main
    )


def test_the_course_is_dated_with_reasons(page):
    """Each step has its stage, date, municipality, reason and source, in the order of the record."""
    course = said(section(page(URL), "forloeb"))

    assert course == (
        "Forløb Afprøver 1. okt. 2019 Pilot i to distrikter. (Nordby Kommune 2021) I drift marts 2021, Nordby "
        "Stoppet maj 2022, Zahle Hjemmel eller jura. Hjemlen manglede. (KL 2019)"
    )


def test_a_result_says_how_it_was_measured(page):
    """A result has its number, unit, denominator, kind, method, design, evaluator and reservation."""
    row = next(row for row in page(URL).words("tr") if row.startswith("Frigjort tid hos personalet"))

    assert row.replace("\xa0", " ") == (
        "Frigjort tid hos personalet Virkning, 2020 13,6 timer om ugen pr. distrikt bedre målt Tidsstudie "
        "før og efter, 30 målt, målt af uafhængige, ikke taget ud af budgettet Målt af Et konsulenthus "
        "Lille stikprøve. Nordby Kommune 2021 Spørgsmål, ikke besvaret endnu: Er det pr. uge?"
        "Spørg til tallet: Frigjort tid hos personalet"
    )


def test_results_that_happened_come_before_expectations(page):
    """An expectation stands last, and the supplier's own figure says so."""
    rows = [row for row in page(URL).words("tr") if "Kilde" not in row.split()[-1:]][1:]
    expected = next(i for i, row in enumerate(rows) if row.startswith("Ventede borgere"))

    assert "forventet, leverandørens eget tal" in rows[expected]
    assert all("forventet" not in row for row in rows[1:expected])


def test_figures_can_be_pointed_at(page):
    """Each result has an anchor, so that a question can point to one figure."""
    assert 'id="tal-fald"' in page(URL).text


def test_the_verdict_says_who_judged(page):
    """How it went is said as the editors' reading, with the reason and the source."""
    assert (
        "Samlet, som redaktionen læser kilderne: blandet. Det gik forskelligt. (Nordby Kommune 2021)"
        in page(URL).main
    )


def test_what_went_wrong_has_weight(page):
    """Why it stopped, what failed and the risks that happened have a section of their own near the top."""
    found = page(URL)
    trouble = said(section(found, "galt"))

    assert trouble.startswith(
        "Hvorfor det stoppede, og hvad der gik galt Hvorfor det stoppede Zahle manglede"
    )
    assert "Hvad gik galt Nettet faldt ud." in trouble
    assert "Det skete Mange sagde nej. (Nordby Kommune 2021)" in trouble
    assert "Risiko, kilden nævner Lang binding" in trouble
    assert found.text.index('id="galt"') < found.text.index('id="oekonomi"')


def test_how_it_was_done_is_told(page):
    """Work, adaptations, anchoring, technology, reuse and advice have their words."""
    main = page(URL).main

    assert "Ændret arbejdsgang Man ringer op i stedet." in main
    assert "Udeladt Man begynder få steder. Zahle: Alle begyndte samtidig. Der var travlt." in main
    assert "Forankring Driften ligger i distrikterne. Ledelsesniveau Direktionen" in main
    assert "Årsværk 1,5 Måneder til drift 8" in main
    assert "Kompleksitet teknologi: enkel, organisation: kompleks" in main
    assert "100 fik tilbuddet, 60 sagde ja, 41 brugte det efter seks måneder" in main
    assert "Brug efter 12 måneder 38 borgere" in main
    assert "Produkt Skærmen 2.1, Firma A/S, HMI-nr. 12345" in main
    assert "Leverandørens medvirken Leverandøren leverede tal." in main
    assert "Råd til den næste Begynd småt." in main


def test_reuse_leads_to_the_report_it_builds_on(page):
    """The chain of who built on whom can be followed."""
    found = page(URL)

    assert "/loesninger/skaerm/erfaringer/2019-nordby/" in found.links()
    assert "Samme skærme som Nordby. (Nordby Kommune 2021)" in found.main


def test_the_economy_stands_as_reported(page):
    """The report's own lines stand without naming the report again."""
    economy = said(section(page(URL), "oekonomi")).replace("\xa0", " ")

    assert "Konklusion Det løber rundt efter tre år." in economy
    assert "Regnet over 5 år" in economy


def test_the_mailbox_is_given_or_said_to_be_missing(page):
    """A role mailbox is a link; without one the page says so."""
    assert "mailto:pleje@nordby.invalid" in page(URL).links()
    assert "Ingen funktionspostkasse oplyst." in page(THIN).main


def test_a_confirmed_report_says_when(page, bank):
    """The municipality's own word takes the place of the flag."""
    confirmed = replace(FULL, confirmed=Confirmation("2026-01-15", "konsulent"), supplier_involved=False)
    bank.current = bank_with(confirmed).current

    found = page(URL)

    assert "Bekræftet af kommunen 15. jan. 2026" in found.main
    assert "ikke bekræftet" not in found.main
    assert "Leverandøren har medvirket" not in found.main


def test_a_thin_report_is_complete(page):
    """A report with one sentence has its facts, its source and one line of what is not known."""
    found = page(THIN)

    assert found.words("h1") == ["Østerlund"]
    assert found.words("h2") == ["Forløb", "Hvem kan man spørge?", "Er det jeres erfaring?", "Kilder"]
    assert "Hvornår Ikke oplyst" in found.main
    assert found.main.endswith(
        "Ikke oplyst: omfang, resultater, hvad der gik galt, økonomi, ændret arbejdsgang, lokale tilpasninger, "
        "forankring, systemer og produkter, råd til den næste og funktionspostkasse."
    )


def test_cited_and_own_sources_are_listed(page):
    """The report's own sources stand first, then those of the solution that it cites."""
    sources = said(section(page(URL), "kilder"))

    assert (
        sources.index("Slutrapport") < sources.index("Skærmbesøg i hjemmeplejen") < sources.index("Brochure")
    )


def test_the_json_twin_holds_the_report(client):
    """The twin gives the fields of the content format with the address and the release."""
    twin = client.get(URL.rstrip("/") + ".json").get_json()

    assert twin["url"] == "/loesninger/rig/erfaringer/2019-nordby/"
    assert twin["outcomes"][0]["value"] == 13.6
    assert twin["stages"][2]["stop_reason"] == "jura"
    assert twin["release"] == "toy-1"


def test_places_in_the_course_that_differ_are_named(page, bank):
    """Where all have come equally far there is one mark and no names."""
    same = replace(BARE, municipalities=("aalum", "oesterlund"))
    bank.current = bank_with(same).current

    main = page(THIN).main

    assert "Stadie Afprøver Hvem Aalum, Østerlund" in main
