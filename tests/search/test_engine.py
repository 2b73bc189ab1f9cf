"""How found solutions are ordered, paged and shown."""

from pathlib import Path
from typing import Any

import pytest

from kb.catalogue import Catalogue
from kb.records.course import Period, Stage, StageEvent
from kb.records.experience import Experience
from kb.records.solution import Prose
from kb.search.engine import SearchEngine
from kb.search.query import SearchQuery
from tests.search.toy import catalogue_of, indexed, municipality, random_catalogue, report, scanning, solution

TRIED = (StageEvent(Stage.TRYING, "2019"),)


def tried_by(solution_id: str, *places: str, **fields: Any) -> Experience:
    return report(f"2019-{'-'.join(places)}", solution_id, municipalities=places, stages=TRIED, **fields)


@pytest.fixture
def catalogue() -> Catalogue:
    return catalogue_of(
        [
            solution("robot", title="Ærlige robotter", summary="Robotter gør rent."),
            solution("sensor", title="Sensorer", summary="En robot nævnes kun her.", title_en="Sensors"),
            solution(
                "aa", title="Aa-systemet", summary="Noget andet.", prose=Prose("# Om\n\nEn **gulvvasker**.")
            ),
        ],
        [
            tried_by("sensor", "nordby", "sydby", description="Sensorer i Nordby."),
            tried_by("robot", "nordby", description="Robotter i Nordby.", period=Period("2024")),
            report(
                "2025-sydby", "robot", municipalities=("sydby",), description="Plan.", period=Period("2025")
            ),
        ],
    )


@pytest.fixture(params=["index", "scan"])
def engine(request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path: Path) -> SearchEngine:
    return indexed(catalogue, tmp_path) if request.param == "index" else scanning(catalogue)


def ids(engine: SearchEngine, text: str = "", **state: Any) -> list[str]:
    return [hit.solution_id for hit in engine.search(SearchQuery(text, **state)).hits]


def test_a_word_in_the_title_weighs_more_than_one_in_the_text(engine: SearchEngine) -> None:
    """The solution that is about the word comes first."""
    assert ids(engine, "robot") == ["robot", "sensor"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("", ["sensor", "robot", "aa"]),
        ("proevet", ["sensor", "robot", "aa"]),
        ("nyeste", ["robot", "sensor", "aa"]),
        ("titel", ["sensor", "robot", "aa"]),
    ],
)
def test_orders(engine: SearchEngine, sort: str, expected: list[str]) -> None:
    """By how many tried, by the newest date, and by title with aa as å, after æ."""
    assert ids(engine, sort=sort) == expected


def test_equal_solutions_stand_in_the_order_of_their_titles() -> None:
    """Where nothing else decides, the title does, and then the id, every time."""
    alike = [solution(name, title=title) for name, title in (("c", "Øre"), ("b", "Arm"), ("a", "Øre"))]

    assert ids(scanning(catalogue_of(alike)), "resumé") == ["b", "a", "c"]


def test_a_page_past_the_end_is_the_last() -> None:
    """The page that is shown is the one the answer names."""
    engine = scanning(catalogue_of([solution(f"nr-{number:02}") for number in range(25)]))

    answer = engine.search(SearchQuery(page=99, page_size=10))

    assert (answer.query.page, answer.pages, answer.total, len(answer.hits)) == (3, 3, 25, 5)
    assert engine.search(SearchQuery("findesikke", page=7)).query.page == 1


def test_reports_that_have_the_words_are_named_best_first(engine: SearchEngine) -> None:
    """Only the reports with a word of the query stand under a solution."""
    assert matched(engine, "robotter") == {"robot": ("robot/2019-nordby",), "sensor": ()}
    assert matched(engine, "sydby")["robot"] == ("robot/2025-sydby",)


def test_without_words_the_reports_with_what_is_chosen_are_named(engine: SearchEngine) -> None:
    """A choice on reports names the reports in which it holds, newest first; no choice names none."""
    assert matched(engine, "", ("proevet-i", "sydby", "nordby"))["robot"] == (
        "robot/2025-sydby",
        "robot/2019-nordby",
    )
    assert matched(engine, "")["robot"] == ()


def test_what_is_chosen_counts_when_no_such_report_has_the_words(engine: SearchEngine) -> None:
    """Where the words stand elsewhere, the reports in which the choice holds are named."""
    assert matched(engine, "robotter", ("proevet-i", "sydby")) == {
        "robot": ("robot/2025-sydby",),
        "sensor": ("sensor/2019-nordby-sydby",),
    }


def matched(engine: SearchEngine, text: str, *chosen: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    query = SearchQuery(text)
    for facet, *values in chosen:
        query = query.choosing(facet, values)
    return {hit.solution_id: hit.matched_reports for hit in engine.search(query).hits}


def test_matches_are_marked_in_title_and_snippet(engine: SearchEngine) -> None:
    """The reader sees why a solution was found, in the summary, the prose or a report."""
    robot, sensor = engine.search(SearchQuery("robot")).hits
    (floor,) = engine.search(SearchQuery("gulvvaskere")).hits
    by_report = engine.search(SearchQuery("Nordby")).hits

    assert robot.title.pieces == (("Ærlige ", False), ("robotter", True))
    assert sensor.snippet.pieces == (("En ", False), ("robot", True), (" nævnes kun her.", False))
    assert floor.snippet.pieces == (("En ", False), ("gulvvasker", True), (".", False))
    assert {str(hit.snippet) for hit in by_report} == {"Sensorer i Nordby.", "Robotter i Nordby."}


def test_english_titles_and_labels_are_shown_to_who_reads_english(engine: SearchEngine) -> None:
    """A text without an English version is shown in Danish."""
    answer = engine.search(SearchQuery("sensor"), "en")

    assert str(answer.hits[0].title) == "Sensors"
    assert [value.label for facet in answer.facets if facet.name == "land" for value in facet.values] == [
        "Denmark"
    ]


def facet_values(engine: SearchEngine, facet: str, query: SearchQuery) -> list[tuple[str, int, bool]]:
    (found,) = (result for result in engine.search(query).facets if result.name == facet)
    return [(value.value, value.count, value.selected) for value in found.values]


def test_a_short_list_keeps_its_values(engine: SearchEngine) -> None:
    """In a facet of few values those that would give nothing stay in their place."""
    found = facet_values(engine, "proevet-i", SearchQuery("gulvvasker"))

    assert found == [("nordby", 0, False), ("sydby", 0, False)]


def test_a_long_list_drops_the_values_that_give_nothing() -> None:
    """Of many values only those that lead somewhere, and the chosen, are shown, newest year first."""
    reports = [report(f"{year}", period=Period(str(year))) for year in range(2001, 2016)]
    reports.append(report("1999", "to", period=Period("1999"), description="xylofon"))
    engine = scanning(catalogue_of([solution("en"), solution("to")], reports))

    assert len(facet_values(engine, "aar", SearchQuery())) == 16
    assert facet_values(engine, "aar", SearchQuery("xylofon").choosing("aar", ["2001"])) == [
        ("2001", 0, True),
        ("1999", 1, False),
    ]


def test_an_unknown_value_gives_nothing_and_can_be_taken_away(engine: SearchEngine) -> None:
    """A chosen value that no record has is shown with a count of 0, so that the reader can drop it."""
    query = SearchQuery().choosing("proevet-i", ["ingensteds"])

    assert engine.search(query).total == 0
    assert ("ingensteds", 0, True) in facet_values(engine, "proevet-i", query)


def test_values_come_in_the_order_of_the_vocabulary_or_the_alphabet() -> None:
    """Stages go by progress, municipalities as in a Danish dictionary."""
    places = ("Ågerup", "Østerlund", "Nordby", "Æblerød", "Aalum-Vestby")
    reports = [
        report(f"nr-{number}", municipalities=(municipality(name).id,), stages=(StageEvent(stage),))
        for number, (name, stage) in enumerate(zip(places, [*Stage][::-1], strict=False))
    ]
    engine = scanning(catalogue_of([solution()], reports))

    assert [value for value, *_ in facet_values(engine, "proevet-i", SearchQuery())] == [
        "nordby",
        "aebleroed",
        "oesterlund",
        "aagerup",
        "aalum-vestby",
    ]
    assert [value for value, *_ in facet_values(engine, "stadie", SearchQuery())] == [*Stage][3:]


def test_withdrawn_solutions_are_not_found() -> None:
    """A solution that was withdrawn is not found any more."""
    catalogue = random_catalogue(3, 40, 0)
    withdrawn = {key for key, found in catalogue.solutions.items() if found.withdrawn}

    shown = {hit.solution_id for hit in scanning(catalogue).search(SearchQuery(page_size=100)).hits}

    assert withdrawn
    assert shown == set(catalogue.solutions) - withdrawn
