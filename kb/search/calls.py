"""Which open calls for partners hold the words of a query, by the same analysis as the records; pure."""

from collections.abc import Iterator
from functools import lru_cache

from kb.catalogue import Catalogue
from kb.records.call import Call
from kb.search.danish import terms_of
from kb.search.terms import labels_of

MOST_CALLS_KEPT = 1024


def calls_matching(catalogue: Catalogue, text: str) -> tuple[Call, ...]:
    """List the open calls in which every word of a query stands, the newest first."""
    if not catalogue.calls:
        return ()
    wanted = frozenset(terms_of(text))
    if not wanted:
        return ()
    open_calls = (call for call in catalogue.calls.values() if call.is_open)
    found = [call for call in open_calls if wanted <= _terms("\n".join(_texts(catalogue, call)))]
    return tuple(sorted(found, key=lambda call: call.opened, reverse=True))


def _texts(catalogue: Catalogue, call: Call) -> Iterator[str]:
    yield from (call.title, call.challenge, call.plan or "", catalogue.place_name(call.municipality))
    yield from labels_of(catalogue, "area", call.areas)
    solution = catalogue.solutions.get(call.solution or "")
    if solution:
        yield from (solution.title, solution.title_en or "", *solution.aliases, *solution.aliases_en)


@lru_cache(MOST_CALLS_KEPT)
def _terms(text: str) -> frozenset[str]:
    return frozenset(terms_of(text))
