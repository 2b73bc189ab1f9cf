"""How terms are kept in a Whoosh index, and found in it again: the only module that knows Whoosh's index."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields, formats
from whoosh.analysis import IDAnalyzer
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.query import Phrase, Term
from whoosh.reading import SegmentReader
from whoosh.system import pack_uint

from kb.search.columns import Numbers
from kb.search.deriving import Vocabulary
from kb.search.fields import GRAMS, REPORT_FIELDS, WEIGHTS, WORD_FIELDS, Document
from kb.search.inverted import OF_REPORTS, PLACES
from kb.search.matching import Matches, Scores, whole
from kb.search.nearness import DERIVED, grams_of
from kb.search.read_model import LEAST_RARITY, Shape, saturations
from kb.search.wanted import Unit, Wanted

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
    terms = {name: fields.FieldType(TermPositions(), IDAnalyzer(), scorable=True) for name in WORD_FIELDS}
    return fields.Schema(key=fields.ID(stored=True), solution=fields.ID(), **terms)


def create_index(folder: Path, documents: Iterable[Document]) -> None:
    """Write a new index of one segment.

    It is large, so it lies in files that Whoosh maps: all in one, it would read the whole each time.
    """
    FileStorage(str(folder)).create_index(_schema())
    update_index(folder, documents, removed=(), in_one_file=False)


def update_index(
    folder: Path, documents: Iterable[Document], removed: Iterable[str], *, in_one_file: bool = True
) -> None:
    """Take out all documents of some solutions and add others."""
    index = FileStorage(str(folder)).open_index(schema=_schema())
    writer = index.writer(limitmb=MEMORY_MB, compound=in_one_file)
    for solution_id in removed:
        writer.delete_by_term("solution", solution_id)
    for document in documents:
        writer.add_document(key=document.key, solution=document.solution_id, **document.fields)
    writer.commit(mergetype=_merge)
    (folder / LOCK_FILE).unlink(missing_ok=True)


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Take in the segments that are no larger than what is written anew; keep those that are.

    So a document is seldom written again, and yet there are few segments: each is larger than the next.
    """
    size, kept = writer.docnum, list[Any]()
    for segment in sorted(segments, key=lambda segment: segment.doc_count()):
        if kept or segment.doc_count() > size:
            kept.append(segment)
            continue
        size += segment.doc_count()
        if segment.doc_count():
            with SegmentReader(writer.storage, writer.schema, segment) as reader:
                writer.add_reader(reader)
    return kept


def count_documents(folder: Path) -> int:
    """Count the documents that are not deleted."""
    with FileStorage(str(folder), supports_mmap=False).open_index().reader() as reader:
        return int(reader.doc_count())


Occurrences = tuple[NDArray[np.intp], Scores]


@dataclass(frozen=True)
class DocumentTable:
    """What each document of the index is: its row (solutions first, then reports) and its fields' lengths."""

    rows: Numbers
    lengths: Numbers
    solutions: int
    reports: int

    def average_length(self, field: str) -> float:
        """Tell how long a field is on average, of the documents that can have it."""
        count = self.reports if field in REPORT_FIELDS else self.solutions
        return float(self.lengths[PLACES[field]].sum()) / max(count, 1) or 1.0


def lengths_of(rows: Numbers, lengths: Numbers, shape: Shape) -> Numbers:
    """Tell for each field how long it is in each document, given the documents' rows."""
    found = np.zeros((len(WEIGHTS), len(rows)), dtype=np.int32)
    for place, of_reports in enumerate(OF_REPORTS):
        within = rows - shape.solutions if of_reports else rows
        has_field = (rows != DELETED) & (within >= 0) & (within < shape.sizes[place])
        found[place, has_field] = lengths[shape.offsets[place] + within[has_field]]
    return found


class IndexMatcher:
    """Find in an index that lies in memory.

    A searcher is no good for two threads, and a fresh one costs less than a millisecond. Whoosh keeps lengths
    only roughly, so they are given, as the read model has them; `keys` are the ids of solutions and the
    references of reports, by row.
    """

    def __init__(
        self,
        files: Mapping[str, bytes],
        keys: tuple[Sequence[str], Sequence[str]],
        lengths: Numbers,
        vocabulary: Vocabulary,
    ) -> None:
        storage = RamStorage()
        storage.files = dict(files)
        self._index = storage.open_index()
        self._vocabulary = vocabulary
        rows = self._rows(keys)
        solutions, reports = map(len, keys)
        by_document = lengths_of(rows, lengths, Shape(solutions, reports))
        self._documents = DocumentTable(rows, by_document, solutions, reports)

    def _rows(self, keys: tuple[Sequence[str], Sequence[str]]) -> Numbers:
        """Tell the row of each document; raise ValueError unless every solution and report is there once."""
        numbers = {key: number for number, key in enumerate((*keys[0], *keys[1]))}
        with self._index.reader() as reader:
            rows = np.full(reader.doc_count_all(), DELETED, dtype=np.int32)
            found = [(number, stored["key"]) for number, stored in reader.iter_docs()]
        if sorted(key for _, key in found) != sorted(numbers):
            raise ValueError("the index and its tables hold different documents")
        for number, key in found:
            rows[number] = numbers[key]
        return rows

    def match(self, wanted: Wanted) -> Matches:
        """Score every solution and every report."""
        documents = self._documents
        scores = np.zeros((wanted.words, len(documents.rows)))
        with self._index.searcher() as searcher:
            self._add(scores, searcher, wanted.units)
            is_found = scores.max(axis=0) > 0
            self._add(scores, searcher, wanted.hints)
        living = documents.rows != DELETED
        rows = documents.rows[living]
        by_row = np.zeros((wanted.words, documents.solutions + documents.reports))
        by_row[:, rows] = scores[:, living]
        is_row_found = np.zeros(by_row.shape[1], dtype=bool)
        is_row_found[rows] = is_found[living]
        ends = slice(None, documents.solutions), slice(documents.solutions, None)
        solutions, reports = (whole(by_row[:, end], is_row_found[end], wanted.worth) for end in ends)
        return Matches(solutions, lambda: reports)

    def _add(self, scores: Scores, searcher: Any, units: Iterable[Unit]) -> None:
        """Add what each unit is worth to the row of its word."""
        for unit in units:
            for field in unit.fields:
                self._add_scores(scores[unit.word], searcher, field, unit)

    def _add_scores(self, scores: Scores, searcher: Any, field: str, unit: Unit) -> None:
        """Add BM25's share of one unit in one field; always above 0 where the unit occurs."""
        numbers, counts = self._postings(searcher, field, unit.terms)
        documents = self._documents
        of_kind = documents.reports if field in REPORT_FIELDS else documents.solutions
        rarity = max(log(max(of_kind, 1) / (len(numbers) + 1)) + 1, LEAST_RARITY)
        lengths = documents.lengths[PLACES[field]][numbers] / documents.average_length(field)
        saturation = saturations(counts, lengths)
        scores[numbers] += unit.weight * WEIGHTS[field] * rarity * saturation

    def _postings(self, searcher: Any, field: str, terms: tuple[str, ...]) -> Occurrences:
        if field not in DERIVED:
            return read_postings(searcher, field, terms)
        return self._derived(searcher, field, terms[0] if len(terms) == 1 else "")

    def _derived(self, searcher: Any, field: str, piece: str) -> Occurrences:
        """Count a piece by the terms that it is a piece of."""
        counts = np.zeros(len(self._documents.rows))
        one = DERIVED[field]
        for term, times in self._terms_with[field].get(piece, {}).items():
            of_term = np.zeros(len(counts))
            for source in one.sources:
                numbers, found = read_postings(searcher, source, (term,))
                of_term[numbers] += found
            counts += times * (of_term > 0 if one.is_distinct else of_term)
        numbers = np.flatnonzero(counts)
        return numbers, counts[numbers]

    @cached_property
    def _terms_with(self) -> Mapping[str, Mapping[str, Mapping[str, int]]]:
        """Tell for each derived field which terms have a piece, and how many times."""
        found: dict[str, dict[str, dict[str, int]]] = {field: {} for field in DERIVED}
        for term, parts in self._vocabulary.parts.items():
            for field in DERIVED:
                for piece in grams_of(term) if field == GRAMS else parts:
                    times = found[field].setdefault(piece, {})
                    times[term] = times.get(term, 0) + 1
        return found


def read_postings(searcher: Any, field: str, terms: Sequence[str]) -> Occurrences:
    """List the documents that hold a term or a phrase in a field, and how many times each does."""
    terms = list(terms)
    query = Term(field, terms[0]) if len(terms) == 1 else Phrase(field, terms)
    numbers: list[int] = []
    counts: list[float] = []
    for leaf, offset in searcher.leaf_searchers():
        matcher = query.matcher(leaf, leaf.context(weighting=None))
        while matcher.is_active():
            numbers.append(offset + matcher.id())
            counts.append(matcher.weight() if len(terms) == 1 else len(matcher.spans()))
            matcher.next()
    return np.array(numbers, dtype=np.intp), np.array(counts, dtype=np.float64)
