"""What stands above the hits: words that were searched for in place of others, and filters the words name."""

from collections.abc import Iterator
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.search.interpreting import Reading
from kb.search.places import Name, places_in, read_names
from kb.search.query import SearchQuery
from kb.search.results import Correction, SuggestedFilter
from kb.search.tables import Tables

PLACES_FACET = "proevet-i"
MOST_FILTERS = 3


def correction_of(query: SearchQuery, reading: Reading, words: tuple[str, ...]) -> Correction | None:
    """Write the query with the words searched for in place of those typed; None where none was replaced."""
    if not reading.slips:
        return None
    text, done = "", 0
    for slip, word in zip(reading.slips, words, strict=True):
        text += query.text[done : slip.start] + word
        done = slip.end
    return Correction(text + query.text[done:], query.as_typed())


@dataclass(frozen=True)
class FilterOffers:
    """The municipalities that can be chosen, by the words of their names."""

    names: dict[Name, str]
    labels: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, tables: Tables) -> "FilterOffers":
        """Collect the municipalities with an experience."""
        labels = {key: catalogue.place_name(key) for key in tables.columns[PLACES_FACET].values}
        return cls(read_names(labels.items()), labels)

    def for_query(self, query: SearchQuery) -> Iterator[SuggestedFilter]:
        """Yield the municipalities that the words name and that are not chosen yet."""
        for place in places_in(query.text, self.names):
            if place.id not in query.values(PLACES_FACET):
                rest = f"{query.text[: place.start]} {query.text[place.end :]}"
                chosen = query.toggled(PLACES_FACET, place.id).saying(rest)
                yield SuggestedFilter(PLACES_FACET, place.id, self.labels[place.id], chosen)
