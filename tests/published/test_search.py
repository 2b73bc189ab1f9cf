"""What a leader types finds what she looks for, and a click on any facet gives what it promised."""

from itertools import islice

import pytest

from kb.bank import KnowledgeBank
from kb.search.query import SearchQuery, parse_query

SCREEN, RPA = "skaermbesoeg-hjemmepleje-sygepleje", "rpa-i-storskala"
FIRST = {
    "skærmbesøg": SCREEN,
    "skaermbesoeg": SCREEN,
    "skærmbesøgene": SCREEN,
    "videobesøg": SCREEN,
    "video visits": SCREEN,
    "softwarerobot": RPA,
    "RPA": RPA,
    "bostøtte": "virtuel-bostoette",
    "straffeattester": "straffeattester-auto",
    "Nova Link": "tvaergaaende-borgerplan",
    "vasketoilet": "vasketoiletter",
    "sensorbleer": "sensorbleer",
    "KOL": "telemedicin-kol",
    "robotplæneklipper": "robotgraesslaaning",
    "platforme i Horsens": "platformorganisering-horsens",
}


@pytest.mark.parametrize(("text", "solution_id"), FIRST.items())
def test_the_solution_one_looks_for_comes_first(bank: KnowledgeBank, text: str, solution_id: str) -> None:
    """The obvious words lead to the obvious solution."""
    assert bank.search(SearchQuery(text)).hits[0].solution_id == solution_id


ASKED = [
    [],
    [("q", "robot")],
    [("q", "borgere hjemme"), ("stadie", "i-drift")],
    [("stadie", "stoppet"), ("land", "dk")],
    [("omraade", "pleje-og-sundhed"), ("kommunetype", "landkommune"), ("aar", "2019")],
    [("proevet-i", "viborg"), ("proevet-i", "vejle"), ("teknologi", "video")],
    [
        ("region", "region-midtjylland"),
        ("stadie", "i-drift"),
        ("stadie", "udbredt"),
        ("gevinst", "frigjort-tid"),
    ],
]


@pytest.mark.parametrize(
    "args", ASKED, ids=lambda args: "&".join("=".join(pair) for pair in args) or "nothing"
)
def test_every_value_of_every_facet_gives_the_count_it_promised(
    bank: KnowledgeBank, args: list[tuple[str, str]]
) -> None:
    """A value's count is the total when it is its facet's only value and the other facets stand."""
    asked = parse_query(args)
    results = bank.search(asked)
    assert len(results.facets) >= 12

    for facet in results.facets:
        for value in facet.values:
            alone = asked.choosing(facet.name, (value.value,))
            assert bank.search(alone).total == value.count, (facet.name, value.value)


def test_the_address_carries_all_state(bank: KnowledgeBank) -> None:
    """A query read from its own address is the same query, for every link that a page offers."""
    asked = parse_query([("q", "robot"), ("stadie", "i-drift")])
    results = bank.search(asked)
    links = [asked.toggled(facet.name, value.value) for facet in results.facets for value in facet.values]

    assert links
    assert all(parse_query(link.to_args()) == link for link in islice(links, 200))
