"""tantivy (Rust), by its Python package: matching and ranking in Rust, facets in two ways.

Either the numbers of all hits are brought to numpy and counted by the bank's own counting, or tantivy
aggregates them itself; the second cannot say that choices hold in one and the same report.
"""

from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from tantivy import Occur, Query

from benchmarks.corpus import WORD_FIELDS, Corpus, digest_of, encode_all
from benchmarks.engines.answers import Answer, Values
from benchmarks.questions import Question
from kb.search.counting import sift
from kb.search.fields import WEIGHTS
from kb.search.tables import Tables

NUMBER, VALUES = "number", "values"
MEMORY = 2_000_000_000


def open_index(corpus: Corpus) -> tantivy.Index:
    """Open the index of a corpus; one segment, written by one thread."""
    name = f"tantivy-{version('tantivy')}-{digest_of('benchmarks/engines/tantivy_index.py')}"
    index = tantivy.Index.open(str(corpus.keep(name, lambda folder: _build(corpus, folder))))
    index.reload()
    return index


def _build(corpus: Corpus, folder: Path) -> None:
    builder = tantivy.SchemaBuilder()
    for name in WORD_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_unsigned_field(NUMBER, fast=True, indexed=False)
    builder.add_unsigned_field(VALUES, fast=True, indexed=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(heap_size=MEMORY, num_threads=1)
    values_of: list[list[int]] = [[] for _ in corpus.tables.solutions]
    for solution, value in Values(corpus.tables).pairs_of_solutions().T.tolist():
        values_of[solution].append(value)
    for number, fields in enumerate(corpus.documents()):
        document = tantivy.Document(**fields)
        document.add_unsigned(NUMBER, number)
        for value in values_of[number]:
            document.add_unsigned(VALUES, value)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


def words_query(schema: tantivy.Schema, question: Question) -> Query:
    """Ask for any of the units in any field, the fields weighted as the bank weighs them."""
    parts = [
        (Occur.Should, Query.boost_query(_unit_query(schema, name, encode_all(unit)), WEIGHTS[name]))
        for unit in question.units
        for name in WORD_FIELDS
    ]
    return Query.boolean_query(parts) if parts else Query.all_query()


def _unit_query(schema: tantivy.Schema, field: str, tokens: list[str]) -> Query:
    if len(tokens) == 1:
        return Query.term_query(schema, field, tokens[0], index_option="freq")
    return Query.phrase_query(schema, field, tokens)  # type: ignore[arg-type]


class TantivyWithNumpy:
    """Bring every hit to numpy, the best first, and count there."""

    name, is_server = "tantivy, numpy", False

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        index = open_index(corpus)
        self._schema, self._searcher, self._tables = index.schema, index.searcher(), tables

    def ask(self, question: Question) -> Answer:
        """Answer a question."""
        found = self._searcher.search(
            words_query(self._schema, question), len(self._tables.solutions), count=False
        )
        addresses = [address for _, address in found.hits]
        numbers = np.array(self._searcher.fast_field_values(NUMBER, addresses), dtype=np.int64)
        has_words = np.zeros(len(self._tables.solutions), dtype=bool)
        has_words[numbers] = True
        sieve = sift(self._tables, question.query, has_words)
        passing = sieve.passing()
        best = numbers[passing[numbers]][:10]
        return Answer(int(np.count_nonzero(passing)), tuple(best.tolist()), sieve.all_counts())


@dataclass(frozen=True)
class Filters:
    """The choices of a question as queries, one per facet."""

    by_facet: dict[str, Query]

    def all_but(self, words: Query, without: str = "") -> Query:
        """Ask for the words and every choice, less that of one facet."""
        kept = [query for name, query in self.by_facet.items() if name != without]
        return Query.boolean_query([(Occur.Must, query) for query in (words, *kept)]) if kept else words


class TantivyAlone:
    """Let tantivy filter and count by itself."""

    name, is_server = "tantivy alone", False

    def __init__(self, corpus: Corpus, tables: Tables) -> None:
        index = open_index(corpus)
        self._schema, self._searcher, self._values = index.schema, index.searcher(), Values(tables)
        self._aggregation = {VALUES: {"terms": {"field": VALUES, "size": self._values.count}}}

    def ask(self, question: Question) -> Answer | None:
        """Answer a question, unless it is about one and the same report."""
        if question.on_reports:
            return None
        words = words_query(self._schema, question)
        filters = Filters({name: self._any_of(name, values) for name, values in question.chosen})
        narrowed = filters.all_but(words)
        found: Any = self._searcher.search(narrowed, 10, count=True)
        best = self._searcher.fast_field_values(NUMBER, [address for _, address in found.hits])
        counts = self._counts(narrowed)
        for name in filters.by_facet:
            own = self._values.numbers(name)
            counts[own.start : own.stop] = self._counts(filters.all_but(words, name))[own.start : own.stop]
        return Answer(found.count, tuple(int(number or 0) for number in best), counts)

    def _any_of(self, facet: str, values: tuple[str, ...]) -> Query:
        terms = [
            Query.term_query(self._schema, VALUES, self._values.number(facet, value)) for value in values
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Should, term) for term in terms]), 0.0)

    def _counts(self, query: Query) -> list[int]:
        counts = [0] * self._values.count
        found: Any = self._searcher.aggregate(query, self._aggregation)
        for bucket in found[VALUES]["buckets"]:
            counts[int(bucket["key"])] = bucket["doc_count"]
        return counts
