"""The engines beside the bank: they are asked the same, and answer the same."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from benchmarks.corpus import Corpus, encode, open_corpus
from benchmarks.engines.answers import Answer
from benchmarks.questions import CLASSES, draw_questions
from benchmarks.search import measure, open_engines, table_of


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("EFTERPROEVET_BENCH", str(tmp_path_factory.mktemp("bench")))
        yield open_corpus(60)


def test_all_engines_find_and_count_alike(corpus: Corpus) -> None:
    """Total and every count are equal for every class of questions, so that times may be compared."""
    questions = [one for found in draw_questions(corpus, 3).values() for one in found]
    with ExitStack() as stack:
        bank, *others = open_engines(corpus, stack, left_out=["postgres", "datasette"], say=lambda _: None)
        for question in questions:
            right = bank.ask(question)
            answers = {engine.name: engine.ask(question) for engine in others}
            assert right is not None
            assert {
                name: answer.differs(right) for name, answer in answers.items() if answer
            } == dict.fromkeys((name for name, answer in answers.items() if answer), ""), question


def test_a_difference_is_told() -> None:
    """An engine that leaves something out cannot pass for a fast one."""
    right = Answer(2, (1, 0), [1, 2])

    assert Answer(1, (1,), [1, 2]).differs(right) == "total 1 and 2"
    assert Answer(2, (0, 1), [1, 1]).differs(right) == "1 counts"
    assert Answer(2, (0, 1), [1, 2]).differs(right) == ""


def test_what_is_measured_becomes_a_table(corpus: Corpus) -> None:
    """The table has a row for each class and tells how many answers were compared."""
    found = measure(corpus.reports, 1, ("postgres", "datasette", "whoosh"), lambda _: None)
    lines = list(table_of(found))

    assert [row.kind for row in found.rows] == list(CLASSES)
    assert lines[-1] == f"{found.asked} answers compared, 0 disagreements in totals and counts."


@pytest.mark.parametrize("term", ["robot", "§83a", "13.6", "37705"])
def test_a_term_is_one_word_to_every_engine(term: str) -> None:
    """What other engines would cut up is written with letters and digits only, each term in its own way."""
    assert encode(term).isalnum()
    assert encode(term).isascii()
    assert len({encode(one) for one in ("§83", "83", "x83", "13.6", "136")}) == 5
