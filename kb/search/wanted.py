"""What the words of a query ask for: single words and phrases, any of which is enough."""

import re
from dataclasses import dataclass

from kb.search.danish import analyse, tokens_of
from kb.search.query import clean_text
from kb.search.stopwords import STOP_WORDS

MOST_TERMS = 16
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')

Unit = tuple[str, ...]


@dataclass(frozen=True)
class Wanted:
    """The units asked for; a unit of more than one term is a phrase."""

    units: tuple[Unit, ...] = ()

    @property
    def terms(self) -> frozenset[str]:
        """Collect every term, those of phrases included."""
        return frozenset(term for unit in self.units for term in unit)


def read_wanted(text: str) -> Wanted:
    """Read units from what was typed: what stands in quotes is a phrase, any other word stands alone.

    Stop words count only when nothing else was typed.
    """
    text = clean_text(text)
    stop_words = STOP_WORDS if analyse(text) else frozenset()
    units: dict[Unit, None] = {}
    left = MOST_TERMS
    for number, piece in enumerate(_QUOTED.split(text)):
        terms = tuple(token.term for token in tokens_of(piece, stop_words))[:left]
        left -= len(terms)
        is_quoted = number % 2 == 1
        units.update(dict.fromkeys([terms] if is_quoted and terms else [(term,) for term in terms]))
    return Wanted(tuple(units))
