"""What the words of a query are taken to mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalogue import Catalogue
from kb.search.danish import term_of, terms_of
from kb.search.fields import GRAMS, WEIGHTS, documents_of
from kb.search.interpreting import ENOUGH, PART, PLACE, SYNONYM, Interpreter
from kb.search.lexicon import Lexicon
from kb.search.query import clean_text
from kb.search.wanted import MOST_UNITS, Wanted
from tests.search.toy import catalogue_of, solution

TEXTS = (
    "Skærmbesøg og virtuelt besøg.", "Skærm til hjemmepleje.", "Medicin og robot.", "Robot på tale.",
    "Tekst, sensor, gulv.", "Et sensorgulv.", "Rengøring i plejehjem.",
)  # fmt: skip
THESAURUS = (("skærmbesøg", "videobesøg", "virtuelt besøg"), ("talegenkendelse", "tale til tekst"))


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    catalogue = catalogue_of(
        [solution(f"s{number}", title=text) for number, text in enumerate(TEXTS)], thesaurus=THESAURUS
    )
    return interpreter_of(catalogue)


def interpreter_of(catalogue: Catalogue) -> Interpreter:
    lexicon = Lexicon.of(documents_of(catalogue, key)[0] for key in catalogue.solutions)
    return Interpreter.of(catalogue, lexicon)


def asked(wanted: Wanted) -> dict[tuple[str, ...], float]:
    return {unit.terms: round(unit.weight, 3) for unit in wanted.units}


def term(words: str) -> tuple[str, ...]:
    return tuple(terms_of(words))


def test_neighbours_are_joined_where_the_records_have_the_word(interpreter: Interpreter) -> None:
    """ "Skærm besøg" asks for skærmbesøg first, and for both words; "robot medicin" stays two words."""
    units = interpreter.read("skærm besøg").wanted.units

    assert [unit.terms for unit in units[:3]] == [term("skærmbesøg"), term("skærm"), term("besøg")]
    assert term("robotmedicin") not in asked(interpreter.read("robot medicin").wanted)


def test_a_word_nobody_uses_is_corrected_and_the_reader_can_be_told(interpreter: Interpreter) -> None:
    """One letter wrong: the nearest word is asked for in its place, and where it stood is remembered."""
    reading = interpreter.read("robot medisin")

    assert [(found.start, found.end, found.term) for found in reading.slips] == [(6, 13, "medicin")]
    assert {term("robot"), term("medicin")} <= set(asked(reading.wanted))
    assert term("medisin") not in asked(reading.wanted)


def test_in_a_word_with_hyphens_the_parts_are_corrected(interpreter: Interpreter) -> None:
    """So that no place in the query is replaced twice."""
    slips = interpreter.read("robot-medisin").slips

    assert [(slip.start, slip.end, slip.term) for slip in slips] == [(6, 13, "medicin")]


def test_literally_corrects_nothing(interpreter: Interpreter) -> None:
    """Who undoes a correction gets the words as typed."""
    reading = interpreter.read("medisin", literally=True)

    assert reading.slips == ()
    assert set(asked(reading.wanted)) == {term("medisin")}


@pytest.mark.parametrize(
    "text", ["skærm besøg", "Ågerups robot", "talegenkendelse", '"medisin"', "videobesøg"]
)
def test_what_is_explained_otherwise_is_no_slip(interpreter: Interpreter, text: str) -> None:
    """Joined words, municipalities, words of the thesaurus and quotations are not corrected."""
    assert interpreter.read(text).slips == ()


def test_synonyms_weigh_less_and_may_be_several_words(interpreter: Interpreter) -> None:
    """Each other name of a concept is asked for at .8, a name of several words as a phrase."""
    found = asked(interpreter.read("skærmbesøg").wanted)

    assert found[term("skærmbesøg")] == 1
    assert found[term("videobesøg")] == found[term("virtuelt besøg")] == SYNONYM


def test_a_name_of_several_words_is_recognised(interpreter: Interpreter) -> None:
    """Who types "tale til tekst" also asks for talegenkendelse."""
    assert asked(interpreter.read("app med tale til tekst").wanted)[term("talegenkendelse")] == SYNONYM


def test_labels_in_english_stand_for_the_danish(interpreter: Interpreter) -> None:
    """The toy's area "Home care" is Hjemmepleje."""
    assert asked(interpreter.read("home care").wanted)[term("hjemmepleje")] == SYNONYM


def test_the_parts_of_a_rare_compound_are_asked_for(interpreter: Interpreter) -> None:
    """Sensorgulv, which one solution has, also finds by sensor and gulv, at .6 / √2 each."""
    found = asked(interpreter.read("sensorgulv").wanted)

    assert found[term("sensor")] == found[term("gulv")] == round(PART / 2**0.5, 3)


def test_the_parts_of_a_usual_compound_only_lift() -> None:
    """A word that three solutions have finds enough; its parts are hints."""
    catalogue = catalogue_of(
        [solution(f"s{number}", title="Sensorgulv") for number in range(ENOUGH)]
        + [solution(f"t{number}", title="Sensor og gulv") for number in range(ENOUGH)]
    )
    wanted = interpreter_of(catalogue).read("sensorgulv").wanted

    assert set(asked(wanted)) == {term("sensorgulv")}
    assert {term("sensor"), term("gulv")} <= {hint.terms for hint in wanted.hints}


def test_a_word_that_no_record_has_asks_for_the_longer_ones_it_begins_or_ends() -> None:
    """Kæledyr finds robotkæledyr at .6, without being corrected to something else."""
    interpreter = interpreter_of(catalogue_of([solution(title="Et robotkæledyr.")]))

    reading = interpreter.read("kæledyr")

    assert asked(reading.wanted) == {term("kæledyr"): 1, term("robotkæledyr"): PART}
    assert reading.slips == ()


def test_a_rare_word_is_worth_more_than_a_usual_one(interpreter: Interpreter) -> None:
    """Of seven solutions, two have robot and none xylofon: √(1 - log 3 / (1 + log 7)) and 1; repeated, the same."""
    wanted = interpreter.read('robot "robot" xylofon robot').wanted

    assert [round(worth, 3) for worth in wanted.worth] == [0.792, 1, 1, 0.792]
    assert wanted.words == 4


def test_every_unit_tells_which_word_it_stands_for(interpreter: Interpreter) -> None:
    """Words are numbered through the query, quotations as their first; what follows from a word has its number."""
    wanted = interpreter.read('robot "tale til tekst" sensorgulv skærmbesøg').wanted
    words = {unit.terms: unit.word for unit in (*wanted.units, *wanted.hints)}

    assert words[term("robot")] == words[("robo",)] == 0
    assert words[term("tale til tekst")] == 1
    assert words[term("sensorgulv")] == words[term("sensor")] == words[term("gulv")] == 3
    assert words[term("skærmbesøg")] == words[term("videobesøg")] == words[term("virtuelt besøg")] == 4
    assert wanted.words == 5


def test_what_is_typed_as_one_word_counts_once(interpreter: Interpreter) -> None:
    """A word with hyphens and its parts, a paragraph and its number: each is one word of the query."""
    wanted = interpreter.read("robot-medicin efter § 83 a sensor").wanted
    words = {unit.terms: unit.word for unit in wanted.units}

    assert words[term("robotmedicin")] == words[term("robot")] == words[term("medicin")] == 0
    assert words[("§83a",)] == words[("§83",)] == words[("83",)] == 1
    assert words[term("sensor")] == 2


def test_a_genitive_that_the_stemmer_leaves_asks_for_the_name(interpreter: Interpreter) -> None:
    """Æblerøds asks for Æblerød, whichever way the stemmer goes."""
    assert term("Æblerød") in asked(interpreter.read("Æblerøds app").wanted)


def test_the_name_of_a_municipality_weighs_more_and_has_no_pieces(interpreter: Interpreter) -> None:
    """Names stand mostly in reports, whose words weigh little; and Aalborg is not like Viborg."""
    wanted = interpreter.read("Nordby").wanted

    assert asked(wanted) == {term("Nordby"): PLACE}
    assert wanted.hints == ()


def test_hints_are_pieces_of_four_letters(interpreter: Interpreter) -> None:
    """They are looked for among the pieces only."""
    hints = interpreter.read("robot").wanted.hints

    assert [(hint.terms, hint.fields) for hint in hints] == [(("robo",), (GRAMS,)), (("obot",), (GRAMS,))]


def test_quotations_are_taken_at_their_word(interpreter: Interpreter) -> None:
    """A phrase brings neither synonyms nor hints."""
    wanted = interpreter.read('"tale til tekst"').wanted

    assert asked(wanted) == {term("tale til tekst"): 1}
    assert wanted.hints == ()


@given(st.one_of(st.text(), st.lists(st.sampled_from(" ".join(TEXTS).split())).map(" ".join)))
def test_any_query_asks_for_a_bounded_number_of_things(interpreter: Interpreter, text: str) -> None:
    """However much is typed: units and hints are bounded, distinct, never empty, and of known fields."""
    for typed in (
        text,
        f"{text} " * 30,
        "hjemmeplejerobot " + " ".join(f"ord{number}x" for number in range(3_000)),
    ):
        wanted = interpreter.read(clean_text(typed)).wanted
        everything = [*wanted.units, *wanted.hints]

        assert len(everything) <= MOST_UNITS
        assert all(unit.terms and all(unit.terms) and unit.weight > 0 for unit in everything)
        assert all(set(unit.fields) <= set(WEIGHTS) for unit in everything)


@given(st.text("robtmedicsnhjælp -§'8", max_size=60))
def test_slips_stand_apart_in_the_query(interpreter: Interpreter, text: str) -> None:
    """From left to right, each within the text and after the one before."""
    typed = clean_text(text)
    ends = [0]
    for slip in interpreter.read(typed).slips:
        assert ends[-1] <= slip.start < slip.end <= len(typed)
        ends.append(slip.end)


@given(st.sampled_from(sorted({term_of(word) for text in TEXTS for word in text.split() if word.isalpha()})))
def test_a_word_of_the_records_is_never_corrected(interpreter: Interpreter, word: str) -> None:
    """What a record says is no slip."""
    assert interpreter.read(word).slips == ()
