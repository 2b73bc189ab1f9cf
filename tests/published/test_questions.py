"""Questions that leaders, project workers and researchers ask: a search and one click answer each."""

from dataclasses import dataclass

import pytest

from kb.bank import KnowledgeBank
from kb.search.query import SearchQuery


@dataclass(frozen=True)
class Question:
    """What is typed, the solution that answers, and words of the answer on its page."""

    text: str
    solution: str
    answer: tuple[str, ...]


QUESTIONS = [
    Question("Hvad sparer skærmbesøg?", "skaermbesoeg-hjemmepleje-sygepleje", ("300 mio. kr.", "estimeret")),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_the_question_is_answered_by_a_search_and_one_click(bank: KnowledgeBank, question: Question) -> None:
    """The solution that answers is among the first three, and its page holds the answer."""
    hits = bank.search(SearchQuery(question.text)).hits[:3]

    assert question.solution in [hit.solution_id for hit in hits]
