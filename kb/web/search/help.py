"""What to try when a search finds nothing: other words, fewer filters, broader terms, one word at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.search.query import SearchQuery
from kb.search.results import Advice, Lead, SearchResults
from kb.web.i18n import gettext
from kb.web.search.url import search_url

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_TRIES = 6


@dataclass(frozen=True)
class Try:
    """A search that finds something, and how much."""

    text: str
    query: SearchQuery
    total: int

    @property
    def url(self) -> str:
        """Write the address of the search."""
        return search_url(self.query)


@dataclass(frozen=True)
class Help:
    """Searches that find something where this one does not."""

    words: tuple[Try, ...] = ()
    without: tuple[Try, ...] = ()
    broader: tuple[Try, ...] = ()
    single_words: tuple[Try, ...] = ()


def help_for(release: "Release", results: SearchResults) -> Help:
    """Look for searches near this one that find something."""
    advice = results.advice or Advice()
    alone = [advice.without_filters] if advice.without_filters else []
    return Help(
        words=tries_of(advice.words),
        without=found(release, fewer_filters(results)) or tries_of(alone, gettext("Uden filtre")),
        broader=tries_of(advice.broader),
        single_words=found(release, word_queries(results.query)),
    )


def tries_of(leads: Iterable[Lead], text: str = "") -> tuple[Try, ...]:
    """Show ways on under their own names, or all under one."""
    return tuple(Try(text or lead.label, lead.query, lead.count) for lead in leads)


def found(release: "Release", queries: Iterator[tuple[str, SearchQuery]]) -> tuple[Try, ...]:
    """Keep the searches that find something."""
    tries = (Try(words, query, release.engine.total(query)) for words, query in [*queries][:MOST_TRIES])
    return tuple(attempt for attempt in tries if attempt.total)


def fewer_filters(results: SearchResults) -> Iterator[tuple[str, SearchQuery]]:
    """Take away one filter at a time."""
    for facet, value in results.chosen():
        yield gettext("Uden %(filter)s", filter=value.label), results.query.toggled(facet.name, value.value)


def word_queries(query: SearchQuery) -> Iterator[tuple[str, SearchQuery]]:
    """Search each word alone, without any filter."""
    words = query.text.split()
    if len(words) > 1 or query.selected:
        for word in dict.fromkeys(words):
            yield word, SearchQuery(text=word)
