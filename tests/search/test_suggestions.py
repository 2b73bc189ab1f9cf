"""What is suggested while a reader types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.records.course import Stage, StageEvent
from kb.search.letters import fold
from kb.search.suggestions import MOST_SHOWN, SuggestedKind, Suggestions
from kb.search.tables import build_tables
from tests.search.toy import AS_OF, catalogue_of, random_catalogue, report, solution


def suggestions_of(catalogue: Catalogue, language: str = "da") -> Suggestions:
    return Suggestions.of(catalogue, build_tables(catalogue, AS_OF), language)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of(
        [
            solution("robot", title="Robotter i hjemmet", title_en="Robots at home", areas=("hjemmepleje",)),
            solution("seng", title="Hjælp til robotsenge"),
            solution("nord", title="Robot i nord"),
        ],
        [report("r", "nord", municipalities=("aagerup",), stages=(StageEvent(Stage.TRYING, "2019"),))],
    )


def labels(suggestions: Suggestions, prefix: str) -> list[str]:
    return [one.label for one in suggestions.suggest(prefix)]


def test_labels_that_begin_so_come_before_labels_with_such_a_word(catalogue: Catalogue) -> None:
    """And among those, the solution that more places have tried comes first."""
    suggestions = suggestions_of(catalogue)

    assert labels(suggestions, "robot") == ["Robot i nord", "Robotter i hjemmet", "Hjælp til robotsenge"]
    assert labels(suggestions, "ROBOTTER I h") == ["Robotter i hjemmet"]
    assert labels(suggestions, "hjem") == ["Hjemmepleje", "Robotter i hjemmet"]


def test_places_and_terms_are_suggested_where_they_lead_to_something(catalogue: Catalogue) -> None:
    """Ågerup has an experience, Nordby none; a term says in which facet it is chosen and how often it stands."""
    suggestions = suggestions_of(catalogue)
    (place,) = suggestions.suggest("aager")

    assert (place.kind, place.value, place.facet, place.count) == (
        SuggestedKind.MUNICIPALITY,
        "aagerup",
        "proevet-i",
        1,
    )
    assert labels(suggestions, "nordb") == []
    assert [one.facet for one in suggestions.suggest("hjemmepl")] == ["omraade"]


def test_english_pages_get_english_labels(catalogue: Catalogue) -> None:
    """A title without an English one stays Danish."""
    suggestions = suggestions_of(catalogue, "en")

    assert labels(suggestions, "robots") == ["Robots at home", "Hjælp til robotsenge"]
    assert labels(suggestions, "home c") == ["Home care"]


@pytest.mark.parametrize("prefix", ["", "  ", "\x00", "?*", "x" * 10_000, "🤖"])
def test_what_begins_nothing_suggests_nothing(catalogue: Catalogue, prefix: str) -> None:
    """Neither nothing nor nonsense does."""
    assert suggestions_of(catalogue).suggest(prefix) == ()


RANDOM = suggestions_of(random_catalogue(3, 12, 40))


@given(st.one_of(st.text("abdeghikmnoprstvæøå", max_size=5), st.sampled_from(["robot", "nord", "bes"])))
def test_suggestions_hold_the_prefix(prefix: str) -> None:
    """Few are shown, each once, and each has what was typed in its label."""
    found = RANDOM.suggest(prefix)

    assert len(found) == len(set(found)) <= MOST_SHOWN
    assert all(fold(prefix) in fold(one.label) for one in found)


@given(st.text())
def test_anything_can_be_typed(prefix: str) -> None:
    """Whatever stands in the field, suggestions are few."""
    assert len(RANDOM.suggest(prefix)) <= MOST_SHOWN
