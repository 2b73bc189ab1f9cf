"""What the words of a query ask for: single words and phrases, any of which is enough."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kb.search.danish import Token, analyse, tokens_of
from kb.search.fields import WORD_FIELDS
from kb.search.stopwords import STOP_WORDS

MOST_TERMS = 16
# Of units and hints together, however many other words the words of a query stand for.
MOST_UNITS = 96
_QUOTED = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]')


@dataclass(frozen=True)
class Unit:
    """One thing asked for in some fields: a term, or a phrase of several; its score counts by its weight.

    `word` numbers the word of the query that it stands for, from 0.
    """

    terms: tuple[str, ...]
    weight: float = 1.0
    fields: tuple[str, ...] = WORD_FIELDS
    word: int = 0


@dataclass(frozen=True)
class Wanted:
    """The units asked for, any of which is enough; hints find nothing, but lift what is found.

    `worth` tells what each word of the query counts beside the others; where it is empty, all count alike.
    """

    units: tuple[Unit, ...] = ()
    hints: tuple[Unit, ...] = ()
    worth: tuple[float, ...] = ()

    @property
    def words(self) -> int:
        """Tell how many words the query has."""
        return len(self.worth) or 1 + max((unit.word for unit in (*self.units, *self.hints)), default=0)

    @property
    def terms(self) -> frozenset[str]:
        """Collect every term of the units, those of phrases included."""
        return frozenset(term for unit in self.units for term in unit.terms)


@dataclass(frozen=True)
class Piece:
    """A run of words in a query, with their places in the query; in quotes, they are a phrase."""

    words: tuple[Token, ...]
    is_quoted: bool


def pieces_of(text: str) -> Iterator[Piece]:
    """Take a query apart at its quotes; stop words count only when nothing else was typed."""
    stop_words = STOP_WORDS if analyse(text) else frozenset()
    left = MOST_TERMS
    for start, end, is_quoted in _spans(text):
        words = tuple(islice(tokens_of(text[start:end], stop_words), left))
        left -= len(words)
        if words:
            yield Piece(tuple(Token(w.term, w.start + start, w.end + start) for w in words), is_quoted)


def _spans(text: str) -> Iterator[tuple[int, int, bool]]:
    done = 0
    for quoted in _QUOTED.finditer(text):
        yield done, quoted.start(), False
        yield *quoted.span(1), True
        done = quoted.end()
    yield done, len(text), False
