"""What is asked in the measurement of search: eleven classes of questions, drawn from a corpus by seed."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from benchmarks.corpus import WORD_FIELDS, Corpus, encode
from kb.search.facets import FACETS, Level
from kb.search.query import SearchQuery

SEED = 7
SAMPLED_TEXTS = 400
Chosen = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Question:
    """Any of the terms, or the phrase; and in each chosen facet any of the values."""

    kind: str
    terms: tuple[str, ...] = ()
    phrase: tuple[str, ...] = ()
    chosen: Chosen = ()

    @cached_property
    def units(self) -> tuple[tuple[str, ...], ...]:
        """List what is asked for; more than one term is a phrase."""
        return (self.phrase,) if self.phrase else tuple((term,) for term in self.terms)

    @cached_property
    def on_reports(self) -> bool:
        """Tell whether something is chosen that must hold in one and the same report."""
        on_reports = {facet.name for facet in FACETS if facet.level is Level.REPORT}
        return any(name in on_reports for name, _ in self.chosen)

    @cached_property
    def query(self) -> SearchQuery:
        """Write the question as the bank's own query; its text only says that words are asked for."""
        query = SearchQuery(" ".join(self.phrase or self.terms), page_size=10)
        for name, values in self.chosen:
            query = query.choosing(name, values)
        return query


@dataclass(frozen=True)
class Asker:
    """What questions are drawn from: terms by how many solutions have them, phrases and facet values."""

    corpus: Corpus
    chance: random.Random
    terms: dict[str, list[str]]
    phrases: dict[str, list[tuple[str, ...]]]

    def ask(self, kind: str) -> Question:
        """Draw one question of a class."""
        return Question(kind, **CLASSES[kind](self))  # type: ignore[arg-type]

    def of(self, band: str, count: int = 1) -> tuple[str, ...]:
        """Draw terms."""
        return tuple(self.chance.sample(self.terms[band], count))

    def choose(self, *names: str) -> Chosen:
        """Draw a value in each facet, the common ones oftener."""
        return tuple((name, (self._value(name),)) for name in names)

    def _value(self, name: str) -> str:
        column = self.corpus.tables.columns[name]
        sizes = [int(size) for size in column.starts[1:] - column.starts[:-1]]
        return self.chance.choices(column.values, sizes)[0]


CLASSES: dict[str, Callable[[Asker], dict[str, object]]] = {
    "one word": lambda asker: {"terms": asker.of("usual")},
    "two words": lambda asker: {"terms": asker.of("usual", 2)},
    "five words": lambda asker: {"terms": asker.of("usual", 5)},
    "fifteen words": lambda asker: {"terms": asker.of("usual", 15)},
    "a rare word": lambda asker: {"terms": asker.of("rare")},
    "a common word": lambda asker: {"terms": asker.of("common")},
    "a phrase": lambda asker: {"phrase": asker.chance.choice(asker.phrases["phrase"])},
    "a rare phrase": lambda asker: {"phrase": asker.chance.choice(asker.phrases["rare phrase"])},
    "words, two facets": lambda asker: {
        "terms": asker.of("usual", 2),
        "chosen": asker.choose("omraade", "gevinst"),
    },
    "words, one report": lambda asker: {
        "terms": asker.of("usual", 2),
        "chosen": asker.choose("stadie", "aar"),
    },
    "facets alone": lambda asker: {"chosen": asker.choose("omraade", "maalgruppe")},
}


def draw_questions(corpus: Corpus, each: int) -> dict[str, list[Question]]:
    """Draw a number of questions of every class; the same corpus gives the same."""
    asker = Asker(corpus, random.Random(SEED), _bands(corpus), _phrases(corpus))  # noqa: S311 - chance, not secrets
    return {kind: [asker.ask(kind) for _ in range(each)] for kind in CLASSES}


def _bands(corpus: Corpus) -> dict[str, list[str]]:
    """Sort terms by the share of solutions that have them: rare ones a handful, common ones half or more."""
    solutions = len(corpus.tables.solutions)
    shares = {term: count / solutions for term, count in corpus.frequencies.items()}
    return {
        "rare": [
            term for term, count in corpus.frequencies.items() if 1 <= count <= max(3, solutions // 1_000)
        ],
        "usual": [term for term, share in shares.items() if 0.02 <= share <= 0.3],
        "common": [term for term, share in shares.items() if share >= 0.5][:100],
    }


def _phrases(corpus: Corpus) -> dict[str, list[tuple[str, ...]]]:
    """Find neighbours, every third time three of them: those met again and again, and those met once."""
    known = {encode(term): term for term, count in corpus.frequencies.items() if count > 3}
    found: Counter[tuple[str, ...]] = Counter()
    for number, tokens in enumerate(islice(_texts(corpus), SAMPLED_TEXTS)):
        length = 3 if number % 3 == 0 else 2
        pieces = zip(*(tokens[start:] for start in range(length)), strict=False)
        found.update(piece for piece in pieces if all(token in known for token in piece))
    often = {piece: count for piece, count in found.most_common(SAMPLED_TEXTS) if count > 2}
    once = [piece for piece, count in found.items() if count == 1][:: SAMPLED_TEXTS // 2]
    return {
        "phrase": [tuple(known[token] for token in piece) for piece in often],
        "rare phrase": [tuple(known[token] for token in piece) for piece in once],
    }


def _texts(corpus: Corpus) -> Iterator[list[str]]:
    for document in corpus.documents():
        yield " ".join(document[name] for name in WORD_FIELDS[2:]).split()
