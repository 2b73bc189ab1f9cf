"""How a page names what the catalogue holds: places, terms, dates, in the language of the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kb.catalogue import Catalogue
from kb.web.formats import format_date

# The unit of what the label itself names: "Kommuner, der ringede: 3".
PLAIN_COUNT = "antal"


@dataclass(frozen=True)
class Voice:
    """The catalogue as one language tells it; what a presenter needs besides the record.

    `dead_links` are addresses that lead nowhere any more, each with the day on which that was last seen.
    """

    catalogue: Catalogue
    language: str
    dead_links: Mapping[str, str] = field(default_factory=dict)

    def place(self, place_id: str) -> str:
        """Name a municipality or another authority."""
        return self.catalogue.place_name(place_id)

    def page_of(self, place_id: str | None) -> str:
        """Return the id of a place that has a page of its own, or an empty text."""
        return place_id if place_id and place_id in self.catalogue.municipalities else ""

    def term(self, vocabulary_id: str, term_id: str | None) -> str:
        """Name a term; an unknown one names itself."""
        term = self.catalogue.term(vocabulary_id, term_id) if term_id else None
        if term is None:
            return term_id or ""
        return term.da if self.language == "da" else term.en

    def unit(self, unit_id: str | None, number: Decimal | None = None) -> str:
        """Name a unit as it is said after a number; a plain count has none."""
        if unit_id == PLAIN_COUNT:
            return ""
        term = self.catalogue.term("unit", unit_id) if unit_id else None
        one = (term.one_da if self.language == "da" else term.one_en) if term and number == 1 else None
        return one or self.term("unit", unit_id)

    def terms(self, vocabulary_id: str, term_ids: Iterable[str]) -> str:
        """Name several terms, one after the other."""
        return ", ".join(self.term(vocabulary_id, term_id) for term_id in term_ids)

    def date(self, date: str | None) -> str:
        """Write a date as far as it is known."""
        return format_date(date, self.language) if date else ""
