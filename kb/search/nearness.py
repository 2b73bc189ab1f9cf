"""What a document is found by beyond its own words: the parts of its compounds, and pieces of four letters.

These fields follow from the terms of the word fields, one term at a time, so they need not be analysed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kb.search.compounds import Compounds
from kb.search.fields import (
    GAP,
    GRAMS,
    NAMES,
    PARTS,
    REPORT,
    REPORT_PARTS,
    REPORTS,
    TEXT,
    TITLE,
    Document,
)

GRAM = 4
MOST_TERMS_KEPT = 65_536


@dataclass(frozen=True)
class Derived:
    """From which fields another follows; where only distinct terms count, a term counts once a document."""

    sources: tuple[str, ...]
    is_distinct: bool = False


DERIVED: Mapping[str, Derived] = {
    PARTS: Derived((TITLE, NAMES, TEXT, REPORTS)),
    GRAMS: Derived((TITLE, NAMES, TEXT), is_distinct=True),
    REPORT_PARTS: Derived((REPORT,)),
}


def derive(field: str, term: str, compounds: Compounds) -> tuple[str, ...]:
    """List what one term adds to a derived field."""
    return grams_of(term) if field == GRAMS else compounds.parts_of(term)


def complete(document: Document, compounds: Compounds) -> Document:
    """Give a document the fields that follow from its words."""
    added = {
        name: _derived(document, name, derived, compounds)
        for name, derived in DERIVED.items()
        if all(source in document.fields for source in derived.sources)
    }
    return replace(document, fields={**document.fields, **added})


def _derived(document: Document, name: str, derived: Derived, compounds: Compounds) -> list[str]:
    terms = [term for source in derived.sources for term in document.fields[source] if term != GAP]
    counted = dict.fromkeys(terms) if derived.is_distinct else terms
    return [piece for term in counted for piece in derive(name, term, compounds)]


@lru_cache(maxsize=MOST_TERMS_KEPT)
def grams_of(term: str) -> tuple[str, ...]:
    """List the different pieces of four letters of a term, from left to right."""
    return tuple(dict.fromkeys(term[place : place + GRAM] for place in range(len(term) - GRAM + 1)))
