"""What a reader may mean by the first letters of a word: solutions, municipalities and terms."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kb.catalogue import Catalogue
from kb.search.danish import TOKENS
from kb.search.facets import FACETS
from kb.search.letters import fold
from kb.search.nearness import grams_of
from kb.search.query import clean_text
from kb.search.stopwords import STOP_WORDS
from kb.search.tables import Tables

MOST_SHOWN = 8
MOST_LOOKED_AT = 500
LONGEST_PREFIX = 60
# The least share of pieces of four letters that two texts must have in common to be near.
NEAR = 0.3
# Stands after every prefix that goes on.
LAST = "\U0010ffff"


class SuggestedKind(StrEnum):
    """What a suggestion leads to, in the order in which they are shown."""

    TERM = "term"
    SOLUTION = "solution"
    MUNICIPALITY = "municipality"


ORDER = {kind: place for place, kind in enumerate(SuggestedKind)}


@dataclass(frozen=True)
class Suggestion:
    """A solution, a municipality or a facet value, by id and in words; `facet` is where a value is chosen."""

    kind: SuggestedKind
    value: str
    label: str
    facet: str = ""
    count: int = 0


@dataclass(frozen=True)
class Suggestions:
    """Every suggestion under each word that its label begins with or holds, in alphabetical order."""

    keys: Sequence[str]
    places: Sequence[int]
    all: Sequence[Suggestion]

    @classmethod
    def of(cls, catalogue: Catalogue, tables: Tables, language: str = "da") -> "Suggestions":
        """Collect what can be suggested: whatever leads to at least one solution."""
        found = [*_solutions(catalogue, tables, language), *_values(catalogue, tables, language)]
        entries = sorted((key, place) for place, one in enumerate(found) for key in _keys(one.label))
        return cls([key for key, _ in entries], [place for _, place in entries], found)

    def suggest(self, prefix: str, most: int = MOST_SHOWN) -> tuple[Suggestion, ...]:
        """List what begins with some letters: labels that begin so first, then labels with such a word."""
        wanted = " ".join(map(fold, _words(clean_text(prefix)[:LONGEST_PREFIX])))
        if not wanted:
            return ()
        start, end = bisect_left(self.keys, wanted), bisect_left(self.keys, wanted + LAST)
        near = {self.places[place] for place in range(start, min(end, start + MOST_LOOKED_AT))}
        found = sorted((self.all[place] for place in near), key=lambda one: _rank(one, wanted))
        return tuple(found[:most])

    def near(self, text: str) -> tuple[Suggestion, ...]:
        """List what is written much like a text, the likest first: by the share of pieces of four letters."""
        wanted = _grams(text)
        shared = Counter(place for gram in wanted for place in self._with_gram.get(gram, ())[:MOST_LOOKED_AT])
        alike = {place: 2 * count / (len(wanted) + self._sizes[place]) for place, count in shared.items()}
        near = sorted(
            (-share, self.all[place].label, place) for place, share in alike.items() if share >= NEAR
        )
        return tuple(self.all[place] for _, _, place in near)

    @cached_property
    def _with_gram(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.all):
            for gram in _grams(one.label):
                found.setdefault(gram, []).append(place)
        return found

    @cached_property
    def _sizes(self) -> list[int]:
        return [len(_grams(one.label)) for one in self.all]


def _grams(text: str) -> set[str]:
    return {gram for word in _words(text) for gram in grams_of(fold(word))}


def _rank(one: Suggestion, wanted: str) -> tuple[bool, int, int, str, str]:
    begins = next(_keys(one.label), "").startswith(wanted)
    return not begins, ORDER[one.kind], -one.count, one.label, one.value


def _words(text: str) -> list[str]:
    return [found[0] for found in TOKENS.finditer(text)]


def _keys(label: str) -> Iterator[str]:
    """Yield the label from each of its words on, in plain letters."""
    words = [word for word in map(fold, _words(label)) if word]
    for place, word in enumerate(words):
        if place == 0 or word not in STOP_WORDS:
            yield " ".join(words[place:])


def _solutions(catalogue: Catalogue, tables: Tables, language: str) -> Iterator[Suggestion]:
    for number, key in enumerate(tables.solutions):
        solution = catalogue.solutions[key]
        title = solution.title_en if language == "en" and solution.title_en else solution.title
        yield Suggestion(SuggestedKind.SOLUTION, key, title, count=int(tables.tried[number]))


def _values(catalogue: Catalogue, tables: Tables, language: str) -> Iterator[Suggestion]:
    for facet in FACETS:
        is_place = facet.name == "proevet-i"
        if facet.vocabulary or is_place:
            kind = SuggestedKind.MUNICIPALITY if is_place else SuggestedKind.TERM
            column = tables.columns[facet.name]
            for value in column.values:
                label = tables.label(catalogue, facet, value, language)
                count = len(column.rows_of(value))
                if count:
                    yield Suggestion(kind, value, label, facet.name, count)
