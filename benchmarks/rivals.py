"""Other search engines on the texts of the bank's own solutions, as good as each can fairly be made.

All get the same four texts of a solution, weighed as the bank weighs them, the same stop words, and any of
the words is enough. SQLite has no Danish, so each of its words may also begin a longer one.
"""

import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.catalogue import Catalogue
from kb.search.fields import (
    SOLUTION_WEIGHTS,
    names_of_related,
    names_of_solution,
    texts_of_report,
    texts_of_solution,
)
from kb.search.letters import fold
from kb.search.stopwords import STOP_WORDS
from kb.search.tables import solutions_to_find

MOST = 100
SHORTEST_PREFIX = 4
FIELDS = tuple(SOLUTION_WEIGHTS)
_WORD = re.compile(r"[^\W_]+")

Ask = Callable[[str], Sequence[str]]


@dataclass(frozen=True)
class Text:
    """What a solution is found by, as running text: title, names, own texts, and what stands beside it."""

    id: str
    fields: Mapping[str, str]


def texts_of_bank(catalogue: Catalogue) -> Iterator[Text]:
    """Yield the texts of every solution that can be found."""
    for key in solutions_to_find(catalogue):
        solution = catalogue.solutions[key]
        reports = (
            text for report in catalogue.experiences_of(key) for text in texts_of_report(catalogue, report)
        )
        parts = (
            [solution.title],
            names_of_solution(catalogue, solution),
            texts_of_solution(catalogue, solution),
            (*reports, *names_of_related(catalogue, solution)),
        )
        yield Text(key, dict(zip(FIELDS, map("\n".join, parts), strict=True)))


def words_of(query: str) -> list[str]:
    """Take a query apart into words, less the stop words, or with them where there is nothing else."""
    words = _WORD.findall(query.lower())
    return [word for word in words if fold(word) not in STOP_WORDS] or words


def sqlite(texts: Sequence[Text]) -> Ask:
    """Fill SQLite's FTS5 and tell how it is asked."""
    connection = sqlite3.connect(":memory:")
    columns = ", ".join(FIELDS)
    connection.execute(
        f"CREATE VIRTUAL TABLE words USING fts5(id UNINDEXED, {columns}, "
        "tokenize='unicode61 remove_diacritics 2', prefix='4 5 6')"
    )
    rows = ((text.id, *text.fields.values()) for text in texts)
    connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?, ?)", rows)
    weights = ", ".join(map(str, SOLUTION_WEIGHTS.values()))

    def ask(query: str) -> list[str]:
        wanted = " OR ".join(f'"{w}"{"*" if len(w) >= SHORTEST_PREFIX else ""}' for w in words_of(query))
        statement = (
            f"SELECT id FROM words WHERE words MATCH ? ORDER BY bm25(words, 0, {weights}) LIMIT {MOST}"
        )
        return [row[0] for row in connection.execute(statement, [wanted])] if wanted else []

    return ask


def tantivy(texts: Sequence[Text]) -> Ask:
    """Fill tantivy, with its Danish stemmer, and tell how it is asked."""
    from tantivy import Document, Filter, Index, Occur, Query, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name="danish")
    index = Index(builder.build())
    analyzer = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stemmer("danish"))
    )
    built = analyzer.build()
    index.register_tokenizer("danish", built)
    writer = index.writer()
    for text in texts:
        writer.add_document(Document(id=text.id, **text.fields))
    writer.commit()
    index.reload()
    searcher, schema = index.searcher(), index.schema

    def ask(query: str) -> list[str]:
        stems = dict.fromkeys(stem for word in words_of(query) for stem in built.analyze(word))
        parts = [
            (Occur.Should, Query.boost_query(Query.term_query(schema, name, stem), weight))
            for stem in stems
            for name, weight in SOLUTION_WEIGHTS.items()
        ]
        found = searcher.search(Query.boolean_query(parts), MOST).hits if parts else []
        return [str(searcher.doc(address)["id"][0]) for _, address in found]

    return ask


@contextmanager
def postgres(texts: Sequence[Text]) -> Iterator[Ask]:
    """Fill a PostgreSQL of its own, with its configuration `danish`, and tell how it is asked."""
    import psycopg

    from benchmarks.engines import postgres as server

    with tempfile.TemporaryDirectory(prefix="kb-") as folder:
        data = Path(folder) / "data"
        Path(folder).chmod(0o777)
        server._as_server("initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        with server._started(data) as address, psycopg.connect(address, autocommit=True) as connection:
            vector = " || ".join(f"setweight(to_tsvector('danish', %s), '{letter}')" for letter in "ABCD")
            connection.execute("CREATE TABLE words (id text, vector tsvector)")
            statement = f"INSERT INTO words VALUES (%s, {vector})"
            connection.cursor().executemany(statement.encode(), [(t.id, *t.fields.values()) for t in texts])

            def ask(query: str) -> list[str]:
                wanted = " | ".join(f"'{word}'" for word in words_of(query))
                found = connection.execute(
                    # 1 divides by the logarithm of the length, the best of the ways it offers.
                    f"SELECT id FROM words, to_tsquery('danish', %s) AS query WHERE vector @@ query "
                    f"ORDER BY ts_rank({server.WEIGHTS}, vector, query, 1) DESC, id LIMIT {MOST}".encode(),
                    [wanted],
                )
                return [row[0] for row in found] if wanted else []

            yield ask
