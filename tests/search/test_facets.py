"""Which values a record has in each facet, and what they are called."""

from typing import Any

import pytest

from kb.records.authority import Country
from kb.records.conditions import Product
from kb.records.course import Period, Stage, StageEvent
from kb.records.framework import Artefact
from kb.search.facets import FACETS, FACETS_BY_NAME, label_of, slug_of
from tests.search.toy import AS_OF, catalogue_of, report, solution

TWO = ("nordby", "sydby")


@pytest.mark.parametrize(
    ("facet", "fields", "values"),
    [
        ("omraade", {"areas": ("nat",)}, ["nat", "hjemmepleje", "pleje"]),
        ("omraade", {"areas": ("hjemmepleje", "nat")}, ["hjemmepleje", "pleje", "nat"]),
        ("teknologi", {"technologies": ("beslutning",)}, ["beslutning", "ai"]),
        ("artefakt", {"artefacts": (Artefact("a", "A", "kode"), Artefact("b", "B"))}, ["kode"]),
    ],
)
def test_values_of_a_solution(facet: str, fields: dict[str, Any], values: list[str]) -> None:
    """A narrower term counts for its broader terms too, each once."""
    found = FACETS_BY_NAME[facet].values_of(catalogue_of([]), solution(**fields), AS_OF)

    assert list(found) == values


@pytest.mark.parametrize(
    ("facet", "fields", "values"),
    [
        ("proevet-i", {"municipalities": TWO}, [*TWO]),
        ("kommunetype", {"municipalities": TWO}, ["by", "land"]),
        ("region", {"municipalities": TWO}, ["region-nord", "region-oest"]),
        ("land", {"country": Country.SWEDEN}, ["se"]),
        ("system", {"systems": ("nexo",)}, ["nexo", "omsorg"]),
        ("produkt", {"products": (Product("Nexo Vidéo 2"), Product("!"))}, ["nexo-video-2"]),
        ("aar", {"period": Period("2019-11", "2021")}, ["2019", "2020", "2021"]),
        ("aar", {}, []),
        ("stadie", {}, []),
        ("stadie", {"stages": (StageEvent(Stage.TRYING), StageEvent(Stage.STOPPED))}, ["stoppet"]),
    ],
)
def test_values_of_a_report(facet: str, fields: dict[str, Any], values: list[str]) -> None:
    """A report has the values of its places, course, systems and products."""
    found = FACETS_BY_NAME[facet].values_of(catalogue_of([]), report(**fields), AS_OF)

    assert list(found) == values


def test_a_report_stands_at_the_latest_stage_of_each_of_its_places() -> None:
    """Where one municipality stopped and the other went on, the report has both stages."""
    stages = (
        StageEvent(Stage.TRYING, "2019"),
        StageEvent(Stage.STOPPED, "2020", municipality="nordby"),
        StageEvent(Stage.RUNNING, "2021", municipality="sydby"),
    )
    shared = report(municipalities=TWO, stages=stages)

    assert list(FACETS_BY_NAME["stadie"].values_of(catalogue_of([]), shared, AS_OF)) == ["stoppet", "i-drift"]


def test_a_region_is_the_one_of_the_day() -> None:
    """When a municipality's region changes, so does the value."""
    values_of = FACETS_BY_NAME["region"].values_of

    assert [
        [*values_of(catalogue_of([]), report(municipalities=("sydby",)), day)]
        for day in ("2026-12-31", "2027-01-01")
    ] == [["region-oest"], ["region-samlet"]]


@pytest.mark.parametrize(
    ("facet", "value", "danish", "english"),
    [
        ("omraade", "hjemmepleje", "Hjemmepleje", "Home care"),
        ("proevet-i", "aebleroed", "Æblerød", "Æblerød"),
        ("region", "region-oest", "Region Øst", "Region Øst"),
        ("land", "se", "Sverige", "Sweden"),
        ("land", "xx", "xx", "xx"),
        ("produkt", "nexo-video", "Nexo Video", "Nexo Video"),
        ("aar", "2019", "2019", "2019"),
        ("omraade", "findes-ikke", "findes-ikke", "findes-ikke"),
    ],
)
def test_values_have_names_in_both_languages(facet: str, value: str, danish: str, english: str) -> None:
    """A value is shown by its label, its name, or failing that by itself."""
    catalogue = catalogue_of([solution()], [report(products=(Product("Nexo Video"),))])

    labels = [label_of(catalogue, FACETS_BY_NAME[facet], value, language) for language in ("da", "en")]

    assert labels == [danish, english]


def test_names_become_ids() -> None:
    """A product's name is written as an id."""
    assert slug_of("  Ærø: Æblet (2. udg.)  ") == "aeroe-aeblet-2-udg"
    assert len(slug_of("a-" * 100)) <= 80


def test_facets_have_names_of_their_own() -> None:
    """No two facets share a name, and none takes the name of another parameter."""
    names = [facet.name for facet in FACETS]

    assert len(set(names)) == len(names)
    assert not {"q", "sorter", "side", "antal"} & set(names)
