"""Questions that leaders, project workers and researchers ask: a search and one click answer each."""

import re
from dataclasses import dataclass
from html import unescape

import pytest
from flask.testing import FlaskClient

from kb.bank import KnowledgeBank
from kb.search.query import SearchQuery, parse_query

FIRST_SEEN = 3


@dataclass(frozen=True)
class Question:
    """What is typed, the solution that answers, and words of the answer on its page."""

    text: str
    solution: str
    answer: tuple[str, ...]


QUESTIONS = [
    Question(
        "Hvad sparer skærmbesøg?", "skaermbesoeg-hjemmepleje-sygepleje", ("knap 300 mio. kr.", "estimeret")
    ),
    Question("Hvem er stoppet med vasketoiletter?", "vasketoiletter", ("Stoppet 2018: København",)),
    Question(
        "Hvor mange timer har robotter frigjort i Ringkøbing-Skjern?", "rpa-i-storskala", ("37.400 timer",)
    ),
    Question("Hvad koster telemedicin til KOL?", "telemedicin-kol", ("5.400 kr.", "7.000 kr.")),
    Question("Hvem deler it-drift med andre kommuner?", "faelles-it-drift", ("Ballerup", "Egedal", "Furesø")),
    Question("Hvem har prøvet talegenkendelse?", "talegenkendelse", ("har prøvet", "Aabenraa", "Hjørring")),
    Question(
        "Hvad gik galt med sensorbleer i Aarhus?", "sensorbleer", ("Aarhus", "Hvad gik galt?")
    ),
    Question("Sparer elektroniske låse tid?", "elektroniske-laase", ("50 %", "målt")),
    Question(
        "Må kommunen bruge GPS til borgere med demens?", "gps-pejlesystemer-demens", ("Lovgrundlag", "§")
    ),
    Question("Virker digital genoptræning efter en knæoperation?", "digital-genoptraening-knae-hofte", ("målt",)),
]  # fmt: skip


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_a_search_and_one_click_answer_the_question(
    bank: KnowledgeBank, client: FlaskClient, question: Question
) -> None:
    """The solution that answers is among the first three, and its page holds the answer."""
    hits = bank.search(SearchQuery(question.text)).hits[:FIRST_SEEN]
    assert question.solution in [hit.solution_id for hit in hits]

    page = words_of(client.get(f"/loesninger/{question.solution}/").get_data(as_text=True))
    assert [words for words in question.answer if words not in page] == []


def words_of(html: str) -> str:
    """Read a page as plain words with single spaces."""
    text = re.sub(r"(?s)<(script|style|svg).*?</\1>|<[^>]+>", " ", html)
    return re.sub(r"\s+", " ", unescape(text))


def test_who_uses_a_product_is_one_click_away(bank: KnowledgeBank) -> None:
    """Hvilke kommuner bruger DigiRehab? A search for the product offers it as a facet that finds its reports."""
    (product,) = [f for f in bank.search(SearchQuery("DigiRehab")).facets if f.name == "produkt"]
    assert "digirehab" in [value.value for value in product.values]

    found = bank.search(parse_query([("produkt", "digirehab")]))
    reports = [bank.current.catalogue.experiences[ref] for hit in found.hits for ref in hit.matched_reports]
    assert len({place for report in reports for place in report.municipalities}) >= 2
