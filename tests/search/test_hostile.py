"""The nastiest queries: each is answered or refused, does no more work than an ordinary one, and reads no other field."""

import pickle
import unicodedata
from pathlib import Path
from urllib.parse import quote_from_bytes

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kb.config import Config
from kb.search.engine import SearchEngine
from kb.search.facets import FACETS
from kb.search.fields import WEIGHTS, documents_of
from kb.search.interpreting import Interpreter
from kb.search.lexicon import Lexicon
from kb.search.query import LONGEST_TEXT, MOST_VALUES, parse_query
from kb.search.wanted import MOST_TERMS, MOST_UNITS
from kb.web.app import create_app
from tests.search.definition import read_wanted
from tests.search.toy import indexed, random_catalogue
from tests.web.toy import ToyBank

MADE_OF = (
    "*" * 30, "?" * 30, "a*b?c " * 30, "(" * 1_000, ")" * 1_000, "((((robot))))", "[a TO z]", "{* TO *}", '"' * 99,
    '"robot', "„“”»«", "robot OR " * 1_000, "NOT ", "+robot -robot ", "robot~2 ", "robot^9999 ", "title:robot ",
    "key:opdigt ", "solution:* ", "_stored:x ", "grams:robo ", "report:a ", "\\", "\x00", "\r\n\t", "\u202e\u200b", "\ufdfa",
    "\u0301" * 500, "e\u0301\u00ad" * 50, "🤖", "𝔯𝔬𝔟𝔬𝔱", "æøå" * 60, "hjemmehjælper" * 20, "s" * 10_000, "-".join("abcdefgh" * 40),
    "§ 83 a " * 80, "§" * 200, "1.1" * 90, "999999999999999999999", "'; DROP TABLE words; --", "<script>alert(1)</script>",
    "%00%ff", "../../etc/passwd", "${7*7}{{7*7}}", "skærm besøg ", "og til ", "it-", "'s 's ",
    " ".join(f"ord{number}" for number in range(3_000)), "Viborgs ", "ß", "İı", "ﬁ", "١٢٣", "٪", "\u2028", "\ud800",
)  # fmt: skip
NASTY = st.lists(st.one_of(st.sampled_from(MADE_OF), st.text(max_size=40)), min_size=1, max_size=6).map(
    "".join
)
NAMES = st.sampled_from(
    [
        *(facet.name for facet in FACETS),
        "q",
        "sorter",
        "side",
        "antal",
        "kommune",
        "key",
        "title",
        "",
        "__class__",
    ]
)
VALUES = st.one_of(
    NASTY, st.sampled_from(["-1", "0", "1e9", "NaN", "9" * 400, "relevans", "ned", "e4", "dk", "2019"])
)
ARGS = st.lists(st.tuples(NAMES, VALUES), max_size=12)
PATHS = ("/soeg/", "/en/soeg/", "/soeg.json", "/soeg.csv", "/soeg/forslag/", "/soeg/forslag.json")
OTHER_NAMES = ("key", "solution", "_stored", "document", "score", "path", *WEIGHTS)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Config(), ToyBank()).test_client()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    """Everything the site reads a query by, over a few records."""
    catalogue = random_catalogue(5, 12, 40)
    documents = (document for key in catalogue.solutions for document in documents_of(catalogue, key))
    return Interpreter.of(catalogue, Lexicon.of(documents))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    folder: Path = tmp_path_factory.mktemp("index")
    return indexed(random_catalogue(5, 12, 40), folder)


def answers(client: FlaskClient, args: list[tuple[str, str]]) -> None:
    """Ask for the page and its twins as any bytes that an address may hold."""
    query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in args)
    for path in PATHS:
        response = client.get(f"{path}?{query}")
        assert response.status_code in (200, 400), (path, response.status)


def escaped(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="")


@given(st.text() | NASTY, ARGS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_a_nasty_address_is_answered(client: FlaskClient, text: str, args: list[tuple[str, str]]) -> None:
    """Whatever stands in the address, the page and its twins are shown or the address is refused."""
    answers(client, [("q", text), *args])


@pytest.mark.slow
@given(NASTY, ARGS)
@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])
def test_five_hundred_nasty_addresses_are_answered(
    client: FlaskClient, text: str, args: list[tuple[str, str]]
) -> None:
    """The same over many more."""
    answers(client, [("q", text), *args])


@given(NASTY)
@settings(max_examples=50)
@example(" ".join(f"ord{number}" for number in range(3_000)))
@example("a*b?c " * 30)
@example("(" * 2_000)
@example("hjemmehjælper" * 20)
@example('"' + " ".join(map(str, range(3_000))) + '"')
def test_a_nasty_query_asks_for_no_more_than_an_ordinary_one(interpreter: Interpreter, text: str) -> None:
    """However much is typed, what is asked for is bounded: words, and the units they are made into."""
    cleaned = parse_query([("q", text)]).text
    plain, whole = read_wanted(text), interpreter.read(cleaned).wanted

    assert len(cleaned) <= LONGEST_TEXT
    assert len(plain.terms) <= MOST_TERMS
    assert len(whole.units) + len(whole.hints) <= MOST_UNITS
    for unit in (*plain.units, *whole.units, *whole.hints):
        assert 0 < len(unit.terms) <= LONGEST_TEXT
        assert set(unit.fields) <= set(WEIGHTS)


@given(NASTY)
@settings(max_examples=50)
def test_no_sign_of_a_query_language_is_read_as_one(text: str) -> None:
    """Terms are letters, digits, a paragraph's sign and a decimal point: no field, wildcard, bracket or weight."""
    in_plain_signs = unicodedata.normalize("NFKC", text)

    for term in read_wanted(in_plain_signs).terms:
        assert all(character.isalnum() or character in "§." for character in term), term


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_a_name_of_a_field_is_a_word_like_any_other(engine: SearchEngine, name: str) -> None:
    """`title:robot` asks for what `title robot` asks for, in the text and in the address."""
    one, other = (engine.search(parse_query([("q", text)])) for text in (f"{name}:robot", f"{name} robot"))
    beside = parse_query([("q", "robot"), (name, "robot"), (f"{name}__contains", "robot")])

    assert [hit.solution_id for hit in one.hits] == [hit.solution_id for hit in other.hits]
    assert beside == parse_query([("q", "robot")])


@given(NASTY, ARGS)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_answers_a_nasty_query_by_itself(
    engine: SearchEngine, text: str, args: list[tuple[str, str]]
) -> None:
    """No query makes the index fail, so the site never falls back to reading every record."""
    results = engine.search(parse_query([("q", text), *args]))

    assert not results.is_degraded
    assert results.total >= len(results.hits)
    assert all(value.count >= 0 for facet in results.facets for value in facet.values)


@given(ARGS)
@settings(max_examples=50)
def test_an_address_chooses_a_bounded_number_of_values(args: list[tuple[str, str]]) -> None:
    """Thousands of values in an address are cut to a hundred a facet, and only the form's facets are read."""
    many = [(name, f"vaerdi-{number}") for name, _ in args for number in range(300)]
    query = parse_query([*args, *many])

    assert {name for name, _ in query.selected} <= {facet.name for facet in FACETS}
    assert all(len(values) <= MOST_VALUES for _, values in query.selected)
    assert len(pickle.dumps(query)) < 1_000 * MOST_VALUES
