"""How terms are kept in a Whoosh index, and found in it again: the only module that knows Whoosh's index."""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import fields, formats, scoring
from whoosh.analysis import IDAnalyzer
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.query import Phrase, Query, Term
from whoosh.system import pack_uint

from kb.search.columns import Numbers
from kb.search.fields import REPORT, WEIGHTS, Document
from kb.search.matching import Matches, Scores
from kb.search.wanted import Unit, Wanted

K1, B = 1.2, 0.75
MEMORY_MB = 256
LOCK_FILE = "MAIN_WRITELOCK"
DELETED = -1


class TermPositions(formats.Positions):  # type: ignore[misc]
    """Keep the positions of terms that come as a list; an empty term only takes up a place."""

    def word_values(
        self, value: list[str], _analyzer: Any, **_: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Yield each term with its number, its weight and its positions."""
        places: dict[str, list[int]] = {}
        for place, term in enumerate(value):
            if term:
                places.setdefault(term, []).append(place)
        for term, found in places.items():
            yield term, len(found), float(len(found)), self.encode(found)

    def encode(self, places: Iterable[int]) -> bytes:
        """Write positions as numbers of four bytes; Whoosh itself would pickle them."""
        numbers = array("I", places)
        return bytes(pack_uint(len(numbers))) + numbers.tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """Read positions."""
        numbers = array("I")
        numbers.frombytes(value[4:])
        return numbers.tolist()


def _schema() -> Any:
    terms = {name: fields.FieldType(TermPositions(), IDAnalyzer(), scorable=True) for name in WEIGHTS}
    return fields.Schema(key=fields.ID(stored=True), solution=fields.ID(), **terms)


def create_index(folder: Path, documents: Iterable[Document]) -> None:
    """Write a new index of one segment."""
    index = FileStorage(str(folder)).create_index(_schema())
    _write(index, documents, removed=())
    (folder / LOCK_FILE).unlink(missing_ok=True)


def update_index(folder: Path, documents: Iterable[Document], removed: Iterable[str]) -> None:
    """Take out all documents of some solutions and add others."""
    index = FileStorage(str(folder)).open_index(schema=_schema())
    _write(index, documents, removed)
    (folder / LOCK_FILE).unlink(missing_ok=True)


def _write(index: Any, documents: Iterable[Document], removed: Iterable[str]) -> None:
    writer = index.writer(limitmb=MEMORY_MB)
    for solution_id in removed:
        writer.delete_by_term("solution", solution_id)
    for document in documents:
        writer.add_document(key=document.key, solution=document.solution_id, **document.fields)
    writer.commit()


def read_keys(folder: Path) -> list[tuple[int, str]]:
    """List the number in the index and the key of every document that is not deleted."""
    with FileStorage(str(folder), supports_mmap=False).open_index().reader() as reader:
        return [(number, stored["key"]) for number, stored in reader.iter_docs()]


class Bm25(scoring.BM25F):  # type: ignore[misc]
    """Whoosh's BM25F with averages over the documents that can have the field, not over all."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        super().__init__(B=B, K1=K1)
        self.documents = documents

    def idf(self, searcher: Any, fieldname: str, text: bytes) -> float:
        """Weigh a term by its rarity; always above 0, so that a match always scores."""
        frequency = searcher.get_parent().doc_frequency(fieldname, text)
        return max(log(self.documents[fieldname] / (frequency + 1)) + 1, 0.1)

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: int = 1) -> Any:
        """Make the scorer of a term with the field's true average length."""
        scorer = super().scorer(searcher, fieldname, text, qf=qf)
        scorer.avgfl = searcher.get_parent().field_length(fieldname) / self.documents[fieldname] or 1
        return scorer


class IndexMatcher:
    """Find in an index that lies in memory.

    A searcher is no good for two threads, and a fresh one costs less than a millisecond.
    """

    def __init__(self, files: Mapping[str, bytes], rows: Numbers, solutions: int, reports: int) -> None:
        storage = RamStorage()
        storage.files = dict(files)
        self._index = storage.open_index()
        self._rows = rows
        self._solutions, self._reports = solutions, reports
        with self._searcher() as searcher:
            if searcher.doc_count_all() != len(rows):
                raise ValueError("the index and its table of documents differ in length")

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        scores = np.zeros(len(self._rows))
        with self._searcher() as searcher:
            for unit in wanted.units:
                for name, weight in WEIGHTS.items():
                    _add_scores(scores, searcher, _query(name, unit), weight)
        by_row = np.zeros(self._solutions + self._reports)
        living = self._rows != DELETED
        by_row[self._rows[living]] = scores[living]
        return Matches(by_row[: self._solutions], by_row[self._solutions :])

    def _searcher(self) -> Any:
        documents = {name: self._reports if name == REPORT else self._solutions for name in WEIGHTS}
        return self._index.searcher(weighting=Bm25(documents))


def _query(field: str, unit: Unit) -> Query:
    return Term(field, unit[0]) if len(unit) == 1 else Phrase(field, list(unit))


def _add_scores(scores: Scores, searcher: Any, query: Query, weight: float) -> None:
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context())
        while matcher.is_active():
            scores[offset + matcher.id()] += weight * matcher.score()
            matcher.next()
