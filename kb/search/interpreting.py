"""What the words of a query mean: QUERY → joined and corrected words → units, with synonyms, and hints."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from math import log, sqrt

from kb.catalogue import Catalogue
from kb.search.concordance import Concordance
from kb.search.danish import Token, term_of, terms_of
from kb.search.fields import GRAMS, PART_FIELDS, WORD_FIELDS
from kb.search.lexicon import Lexicon
from kb.search.nearness import grams_of
from kb.search.snippets import Marker
from kb.search.synonyms import Synonyms, Terms
from kb.search.wanted import MOST_UNITS, Unit, Wanted, pieces_of

EVERYWHERE = (*WORD_FIELDS, *PART_FIELDS)
SYNONYM, PART = 0.8, 0.6
# The names of municipalities stand mostly in reports, whose words weigh little in a solution.
PLACE = 2.0
SHORTEST_JOINED = 6
SHORTEST_NAME = 6
MOST_SYNONYMS = 24
# Looking for the nearest word is the dearest step, and nobody makes so many slips.
MOST_LOOKED_UP = 4
# A compound that fewer solutions have finds by its parts as well.
ENOUGH = 3


@dataclass(frozen=True)
class Slip:
    """A word of a query that no record has, where it stands there, and the term searched for in its place."""

    start: int
    end: int
    term: str


@dataclass(frozen=True)
class Reading:
    """A query as it was understood."""

    wanted: Wanted
    slips: tuple[Slip, ...] = ()

    def marker(self, take_apart: Callable[[str], Concordance]) -> Marker:
        """Tell what to mark in the records: every term asked for, and phrases where they stand together."""
        phrases = frozenset(unit.terms for unit in self.wanted.units if len(unit.terms) > 1)
        terms = frozenset(unit.terms[0] for unit in self.wanted.units if len(unit.terms) == 1)
        return Marker(terms, phrases, take_apart)


@dataclass(frozen=True)
class Interpreter:
    """What it takes to understand words: the terms of the records, synonyms, and names never corrected.

    `solutions` is how many there are.
    """

    lexicon: Lexicon
    synonyms: Synonyms
    solutions: int
    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, catalogue: Catalogue, lexicon: Lexicon) -> "Interpreter":
        """Read the synonyms and the names of a catalogue."""
        names = frozenset(
            term
            for place in catalogue.municipalities.values()
            for number, term in enumerate(terms_of(place.name))
            # Høje of Høje-Taastrup is a word like any other; Midtfyn and Taastrup are names.
            if number == 0 or len(term) >= SHORTEST_NAME
        )
        return cls(lexicon, Synonyms.of(catalogue), len(catalogue.solutions), names)

    def knows(self, term: str) -> bool:
        """Tell whether a term is a word of the records, the thesaurus or the map, and so no slip."""
        is_word = term in self.lexicon or (term,) in self.synonyms
        return is_word or self.is_place(term)

    def is_place(self, term: str) -> bool:
        """Tell whether a term is a municipality's name: no word whose pieces or parts mean anything."""
        return term in self.names or self.is_genitive(term)

    def is_genitive(self, term: str) -> bool:
        """Tell whether a term is a municipality's name with an s that the stemmer left: Ærøs."""
        return term.endswith("s") and term[:-1] in self.names

    def worth(self, term: str) -> float:
        """Tell what a word counts beside others: the root of how rare it is, 1 for one that no record has."""
        rarest = 1 + log(max(self.solutions, 1))
        return sqrt(1 - log(1 + self.lexicon.counts.get(term, 0)) / rarest)

    def read(self, text: str, *, literally: bool = False) -> Reading:
        """Read a query, as cleaned; `literally` corrects nothing."""
        runs, phrases, first = [], [], 0
        for piece in pieces_of(text):
            numbers = _numbers(piece.words, first)
            if piece.is_quoted:
                phrases.append(Unit(tuple(word.term for word in piece.words), word=first))
            else:
                runs.append(_Run(self, text, piece.words, literally, numbers))
            first = numbers[-1] + 1
        units = _capped((*phrases, *(unit for run in runs for unit in run.units())), MOST_UNITS)
        hints = _capped((hint for run in runs for hint in run.hints()), MOST_UNITS - len(units))
        worth = dict.fromkeys(range(first), 1.0) | {
            number: found for run in runs for number, found in run.worth().items()
        }
        slips = tuple(slip for run in runs for slip in run.slips.values())
        return Reading(Wanted(units, hints, tuple(worth.values())), slips)


def _capped(units: Iterable[Unit], most: int) -> tuple[Unit, ...]:
    """Take the first units, each term or phrase once, with the weight it was first given."""
    found: dict[tuple[Terms, tuple[str, ...]], Unit] = {}
    for unit in units:
        found.setdefault((unit.terms, unit.fields), unit)
    return tuple(islice(found.values(), most))


def _numbers(words: Sequence[Token], first: int) -> tuple[int, ...]:
    """Give each word a number; the terms of a word with hyphens, or of a paragraph, have the same."""
    numbers: list[int] = []
    end = 0
    for word in words:
        numbers.append(first if not numbers else numbers[-1] + (word.start >= end))
        end = max(end, word.end)
    return tuple(numbers)


@dataclass(frozen=True)
class _Run:
    """The words of a query between two quotes, each with its number among all words typed."""

    interpreter: Interpreter
    text: str
    words: tuple[Token, ...]
    literally: bool
    numbers: tuple[int, ...]

    def units(self) -> Iterator[Unit]:
        """Yield what is asked for, the most direct first."""
        for term, place in self._terms.items():
            weight = PLACE if self.interpreter.is_place(term) else 1.0
            yield Unit((term,), weight, EVERYWHERE, self.numbers[place])
        yield from self._parts(are_enough=False)
        yield from self._longer()
        yield from islice(self._synonyms(), MOST_SYNONYMS)

    def hints(self) -> Iterator[Unit]:
        """Yield the parts of compounds that find enough by themselves, and the pieces of four letters."""
        yield from self._parts(are_enough=True)
        for term, place in self._terms.items():
            if not self.interpreter.is_place(term):
                yield from (Unit((gram,), 1.0, (GRAMS,), self.numbers[place]) for gram in grams_of(term))

    def worth(self) -> Mapping[int, float]:
        """Tell what each word counts, by its number: as much as the rarest term that it comes to."""
        found: dict[int, float] = {}
        for term, place in self._terms.items():
            number = self.numbers[place]
            found[number] = max(self.interpreter.worth(term), found.get(number, 0.0))
        return found

    def _parts(self, *, are_enough: bool) -> Iterator[Unit]:
        """Yield the parts of compounds: of those that enough solutions have, or of the others."""
        lexicon = self.interpreter.lexicon
        for term, place in self._terms.items():
            if (lexicon.counts.get(term, 0) >= ENOUGH) == are_enough:
                yield from self._lesser(lexicon.compounds.parts_of(term), place)

    def _longer(self) -> Iterator[Unit]:
        """Yield, for a term that no record has, those that begin or end with it: kæledyr, robotkæledyr."""
        lexicon = self.interpreter.lexicon
        unknown = (
            (term, place)
            for term, place in self._terms.items()
            if not (term in lexicon or self.interpreter.is_place(term))
        )
        for term, place in islice(unknown, MOST_LOOKED_UP):
            yield from self._lesser(lexicon.longer_than(term), place)

    def _lesser(self, terms: Sequence[str], place: int) -> Iterator[Unit]:
        for term in terms:
            yield Unit((term,), PART / len(terms) ** 0.5, EVERYWHERE, self.numbers[place])

    def _synonyms(self) -> Iterator[Unit]:
        others = self.interpreter.synonyms.others
        line = [self._meant(place) for place in range(len(self.words))]
        found = [*self.interpreter.synonyms.in_query(line)]
        found += [(place, others.get((term,), ())) for place, term in self.joined.items()]
        for place, those in found:
            for other in those:
                fields = EVERYWHERE if len(other) == 1 else WORD_FIELDS
                yield Unit(other, SYNONYM, fields, self.numbers[place])

    @cached_property
    def _terms(self) -> Mapping[str, int]:
        """Map the terms that the words come to, those joined first, to the place of their word."""
        alone = ((self._meant(place), place) for place in range(len(self.words)))
        genitives = (
            (word.term, place)
            for place, word in enumerate(self.words)
            if self.interpreter.is_genitive(word.term)
        )
        found: dict[str, int] = {}
        for term, place in (*((term, place) for place, term in self.joined.items()), *alone, *genitives):
            found.setdefault(term, place)
        return found

    def _meant(self, place: int) -> str:
        slip, term = self.slips.get(place), self.words[place].term
        if slip:
            return slip.term
        return term[:-1] if self.interpreter.is_genitive(term) else term

    @cached_property
    def joined(self) -> Mapping[int, str]:
        """Join neighbours that are known as one word: "skærm besøg"."""
        found = {}
        for place, (one, other) in enumerate(pairwise(self.words)):
            if self.text[one.end : other.start].isspace():
                term = term_of(self.text[one.start : one.end] + self.text[other.start : other.end])
                if len(term) >= SHORTEST_JOINED and self.interpreter.knows(term):
                    found[place] = term
        return found

    @cached_property
    def slips(self) -> Mapping[int, Slip]:
        """Correct words that nothing else explains; of a word with hyphens, its parts."""
        if self.literally:
            return {}
        unknown = (
            (place, word)
            for place, word in enumerate(self.words)
            if not (self.interpreter.knows(word.term) or {place, place - 1} & self.joined.keys())
            if not any(later.start < word.end for later in self.words[place + 1 : place + 2])
        )
        found = {}
        for place, word in islice(unknown, MOST_LOOKED_UP):
            term = self._corrected(word.term)
            if term:
                found[place] = Slip(word.start, word.end, term)
        return found

    def _corrected(self, term: str) -> str | None:
        """Find what was meant; a compound of known words is a slip only where one letter is wrong."""
        lexicon = self.interpreter.lexicon
        is_compound = bool(lexicon.compounds.parts_of(term))
        return lexicon.speller.nearest(term, most=1 if is_compound else 2)
