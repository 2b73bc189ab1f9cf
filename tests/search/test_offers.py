"""What stands beside the hits: corrections, filters that the words name, and ways on from an empty page."""

from pathlib import Path

import pytest

from kb.catalogue import Catalogue
from kb.records.course import Stage, StageEvent
from kb.search.engine import SearchEngine
from kb.search.query import SearchQuery, parse_query
from tests.search.toy import catalogue_of, indexed, report, scanning, solution

TRIED = (StageEvent(Stage.TRYING, "2019"),)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(
        [
            solution("besoeg", title="Skærmbesøg", summary="Døgnrytmelys.", areas=("hjemmepleje",)),
            solution("robot", title="Robotter", summary="Noget andet.", areas=("pleje",)),
        ],
        [
            report("r", "besoeg", municipalities=("aagerup",), description="Tryghed.", stages=TRIED),
            report("s", "robot", municipalities=("aalum-vestby",), description="Tryghed.", stages=TRIED),
        ],
    )


@pytest.fixture(scope="module", params=["index", "scan"])
def engine(
    request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> SearchEngine:
    is_index = request.param == "index"
    return indexed(catalogue, tmp_path_factory.mktemp("index") / "x") if is_index else scanning(catalogue)


def test_the_reader_is_told_what_was_searched_for_instead(engine: SearchEngine) -> None:
    """As the records write it, with its Danish letters, and with a query that undoes it."""
    results = engine.search(parse_query([("q", "Robotter og døgnrytmelüss"), ("land", "dk")]))

    assert results.correction
    assert results.correction.text == "Robotter og døgnrytmelys"
    assert results.correction.as_typed.to_args() == (
        ("q", "Robotter og døgnrytmelüss"),
        ("land", "dk"),
        ("ordret", "1"),
    )


def test_undone_a_correction_is_gone(engine: SearchEngine) -> None:
    """The words as typed find nothing, and nothing is corrected."""
    corrected = engine.search(SearchQuery("robbotter"))
    assert corrected.correction
    results = engine.search(corrected.correction.as_typed)

    assert [hit.solution_id for hit in corrected.hits] == ["robot"]
    assert (results.total, results.correction) == (0, None)


def test_a_query_without_slips_has_no_correction(engine: SearchEngine) -> None:
    """Nor has an empty one."""
    assert engine.search(SearchQuery("skærm besøg")).correction is None
    assert engine.search(SearchQuery()).correction is None


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Ågerups skærmbesøg", "Ågerup", "skærmbesøg"),
        ("skærmbesøg i Aagerup Kommune", "Ågerup", "skærmbesøg i"),
        ("aalum vestbys robot", "Aalum-Vestby", "robot"),
    ],
)
def test_a_municipality_in_the_words_is_offered_as_a_filter(
    engine: SearchEngine, text: str, label: str, rest: str
) -> None:
    """Chosen, it stands in the facet and no longer in the words."""
    (offered,) = engine.search(SearchQuery(text)).suggested_filters

    assert (offered.facet, offered.label) == ("proevet-i", label)
    assert offered.query.text == rest
    assert offered.query.values("proevet-i") == (offered.value,)


def test_a_filter_that_leads_nowhere_or_is_chosen_is_not_offered(engine: SearchEngine) -> None:
    """Nordby has no experience, and Ågerup is chosen already."""
    assert engine.search(SearchQuery("Nordby robot")).suggested_filters == ()
    assert engine.search(parse_query([("q", "Ågerup"), ("proevet-i", "aagerup")])).suggested_filters == ()


def test_who_finds_something_gets_no_advice(engine: SearchEngine) -> None:
    """Advice is for empty pages."""
    assert engine.search(SearchQuery("robot")).advice is None


def test_words_that_find_nothing_lead_to_what_is_written_alike(engine: SearchEngine) -> None:
    """Robotterix is no slip of two letters, but shares pieces with Robotter."""
    advice = engine.search(SearchQuery("robotterixus")).advice

    assert advice
    assert [hit.solution_id for hit in advice.related] == ["robot"]
    assert [(lead.label, lead.count) for lead in advice.words] == [("Robotter", 1)]


def test_choices_that_exclude_everything_lead_to_broader_ones(engine: SearchEngine) -> None:
    """Robots are in the area Pleje, of which Hjemmepleje is a part, and are found without any choice."""
    advice = engine.search(parse_query([("q", "robotter"), ("omraade", "hjemmepleje")])).advice

    assert advice
    assert [(lead.label, lead.query.values("omraade"), lead.count) for lead in advice.broader] == [
        ("Pleje", ("pleje",), 1)
    ]
    assert advice.without_filters
    assert advice.without_filters.query == SearchQuery("robotter")
    assert advice.without_filters.count == 1


def test_suggestions_come_in_the_language_of_the_page(engine: SearchEngine) -> None:
    """The engine keeps one list for each."""
    assert [one.label for one in engine.suggest("hjemmep")] == ["Hjemmepleje"]
    assert [one.label for one in engine.suggest("home c", "en")] == ["Home care"]


def test_an_index_and_a_scan_read_words_alike(catalogue: Catalogue, tmp_path: Path) -> None:
    """The terms of an index are those that reading every record gives."""
    for text in ("robbotter", "skærm besøg", "døgnrytmely", "trygheden"):
        one, other = (
            each.search(SearchQuery(text))
            for each in (indexed(catalogue, tmp_path / text), scanning(catalogue))
        )
        assert (one.total, one.correction) == (other.total, other.correction)
