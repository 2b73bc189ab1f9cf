"""The municipalities: find yours, see what it tried, and who else tried the same."""

from dataclasses import replace

import pytest

from kb.records.municipality import Region
from kb.web.municipalities.index import level_of
from kb.web.municipalities.page import coming_region
from tests.web.conftest import HTML, said
from tests.web.rich import REGIONS, bank_with
from tests.web.toy import toy_catalogue, toy_release


@pytest.fixture
def bank():
    return bank_with()


def section(page, name):
    """Find a section of a page by its anchor."""
    return next((e for e in page.tree.iter(HTML + "section") if e.get("id") == name), None)


def test_all_municipalities_are_listed_under_their_letter(page):
    """The list follows the Danish alphabet, aa under å, with the number of experiences."""
    found = page("/kommuner/")

    assert found.words("h3") == ["N", "Z", "Æ", "Ø", "Å"]
    assert "N Nordby 3 erfaringer Z Zahle 1 erfaring Æ" in found.main
    assert "Å Aalum 2 erfaringer" in found.main


def test_a_letter_can_be_jumped_to(page):
    """Every letter at the top leads to its group."""
    found = page("/kommuner/")

    assert {"#bogstav-n", "#bogstav-ae", "#bogstav-oe", "#bogstav-aa"} <= set(found.links())
    assert 'id="bogstav-aa"' in found.text


def test_the_map_says_how_many(page):
    """Each tile has a shade by its number of experiences, and the number in its tooltip."""
    found = page("/kommuner/")

    assert (
        '<rect class="n2" x="44" y="22" width="20" height="20"><title>Nordby: 3 erfaringer</title>'
        in found.text
    )
    assert "Banken har erfaringer fra 4 af 6 kommuner." in found.main


@pytest.mark.parametrize(
    ("count", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (90, 4)]
)
def test_shades_begin_where_the_key_says(count, level):
    """The shade follows the number of experiences."""
    assert level_of(count) == level


def test_other_authorities_come_after(page):
    """Authorities that are no municipality stand in a table of their own with the way to their reports."""
    found = page("/kommuner/")

    assert "Andre myndigheder og deres erfaringer Hvem Erfaringer Staten Skærmbesøg" in found.main
    assert "/loesninger/skaerm/erfaringer/2020-flere/" in found.links()


def test_the_readers_own_is_found_at_once(page):
    """The reader's municipality is linked at the top, marked in the list and framed on the map."""
    found = page("/kommuner/?kommune=zahle")

    assert "/kommuner/zahle/?kommune=zahle" in found.links()
    assert "Gå til Zahle" in found.main
    assert '<li class="is-me">' in found.text
    assert 'class="me"' in found.text


def test_a_municipality_says_what_it_is(page):
    """Type, region and the figures with their years and sources stand at the top."""
    found = page("/kommuner/aalum/")

    assert found.words("h1") == ["Aalum"]
    assert "Bykommune, Region Øst" in found.main
    assert "indbyggere, 2026, kilde: Danmarks Statistik 2026 10.000" in found.main
    assert "#kilde-statistik" in found.links()


def test_a_coming_region_is_said_with_its_date():
    """The region of today stands first; the one to come has its date and goes away once it is there."""
    assert coming_region(REGIONS, "2026-11-25", language="da") == "Region Ny fra 1. jan. 2027"
    assert coming_region(REGIONS, "2027-01-01", language="da") == ""
    assert coming_region((Region("Region Øst"),), "2026-11-25", language="da") == ""


def test_what_it_tried_is_listed_with_stage_and_result(page):
    """Each solution has its stage with the year, its result in a line and the way to the report."""
    tried = said(section(page("/kommuner/nordby/"), "proevet")).replace("\xa0", " ")

    assert "I drift 2021 Skærmbesøg Mindre køretid: 12,5 % pr. rute målt Erfaringen: Nordby" in tried
    assert "I drift 2021 Rig løsning" in tried


def test_what_it_stopped_stands_as_plainly(page):
    """A stopped trial has the same place and its reason."""
    tried = said(section(page("/kommuner/aalum/"), "proevet"))

    assert (
        "Stoppet 2018 Robotter i parker Borgere, der brugte den: ca. 12 af 780 borgere opgjort, brug" in tried
    )
    assert "Hjemmel eller jura" in tried


def test_the_lead_counts(page):
    """The first sentence says how many, and how many are in operation and stopped."""
    assert "Aalum har erfaring med to løsninger i banken. Én er stoppet." in page("/kommuner/aalum/").main
    assert "Zahle har erfaring med én løsning i banken." in page("/kommuner/zahle/").main


def test_an_outcome_of_another_municipality_is_not_borrowed(page, bank):
    """A figure that holds for one of those who share a report stands only on that one's page."""
    catalogue = bank.current.catalogue
    ref = "rig/2019-nordby"
    report = catalogue.experiences[ref]
    only = tuple(replace(outcome, municipality="nordby") for outcome in report.outcomes)
    experiences = {**catalogue.experiences, ref: replace(report, outcomes=only)}
    bank.current = toy_release(replace(catalogue, experiences=experiences))

    assert "Resultat ikke oplyst." in said(section(page("/kommuner/zahle/"), "proevet"))
    assert "13,6" in said(section(page("/kommuner/nordby/"), "proevet"))


def test_others_who_tried_the_same_are_named(page):
    """Each solution names who else has tried it; without anybody the section is left out."""
    assert "Skærmbesøg Aalum, Østerlund og Staten" in said(section(page("/kommuner/nordby/"), "andre"))
    assert section(page("/kommuner/aertholm/"), "andre") is None


def test_a_municipality_without_experience_has_an_honest_page(page):
    """The page says that the bank knows nothing, what that means, and where to go on."""
    found = page("/kommuner/aerthom/")

    assert "Banken har ingen erfaring fra Ærthom endnu." in found.main
    assert "Det betyder ikke, at Ærthom intet har prøvet." in found.main
    assert "Erfaringer hos naboerne Nordby, 3 erfaringer" in found.main
    assert "/soeg/" in found.links()


def test_what_is_not_known_is_said_in_one_line(page):
    """Nothing is shown as an empty box."""
    assert page("/kommuner/nordby/").main.endswith(
        "Ikke oplyst: systemer, hvad kommunen leder efter og funktionspostkasse."
    )


def test_what_is_known_is_shown(page, bank):
    """Systems, wishes, mailbox and note have their place when there are any."""
    toy = toy_catalogue()
    told = replace(
        toy.municipalities["zahle"],
        systems=("esdh",),
        looking_for=("Erfaring med skærme",),
        contact="pleje@zahle.invalid",
        note="En ø.",
    )
    bank.current = toy_release(replace(toy, municipalities={**toy.municipalities, "zahle": told}))

    found = page("/kommuner/zahle/")

    assert "Det leder Zahle efter Erfaring med skærme" in found.main
    assert "Zahle Kommune Systemer esdh Kontakt pleje@zahle.invalid Note En ø." in found.main
    assert "Ikke oplyst" not in found.main


@pytest.mark.parametrize("path", ["/kommuner/nej/", "/kommuner/NORDBY/", "/kommuner/..%2fnordby/", "/kommuner/nej.json",
                                  "/kommuner/nordby%00/", "/kommuner/nordby%0a/", "/kommuner/" + "x" * 500 + "/"])  # fmt: skip
def test_an_unknown_municipality_is_not_found(client, path):
    """An id that is not there, and an id that is none, end in 404."""
    assert client.get(path).status_code == 404


def test_the_json_twin_holds_the_municipality(client):
    """The twin gives figures with year and source, and the references of the reports."""
    twin = client.get("/kommuner/nordby.json").get_json()

    assert twin["figures"]["population"] == {"value": 10001, "year": "2026-01-01", "source": "statistik"}
    assert "rig/2019-nordby" in twin["experiences"]
    assert twin["url"] == "/kommuner/nordby/"


def test_the_english_page_speaks_english(page):
    """Labels, terms and numbers follow the language of the page."""
    main = page("/en/kommuner/nordby/").main

    assert "Rural" in main
    assert "10,001" in main
    assert "What Nordby has tried" in main


def test_a_kept_page_is_asked_for_again(client):
    """A page and its twin carry an ETag, and the same one again is answered without the page."""
    for path in ("/kommuner/nordby/", "/kommuner/nordby.json", "/kommuner/"):
        etag = client.get(path).headers["ETag"]

        assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
