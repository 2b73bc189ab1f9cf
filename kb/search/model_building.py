"""How a read model is made: from all documents, or from an older model and the documents that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.search.columns import Flags, Numbers
from kb.search.deriving import NO_VOCABULARY, Vocabulary, derive, vocabulary_of
from kb.search.fields import Document
from kb.search.inverted import (
    DOCUMENT_BITS,
    FIELDS,
    HAS_POSITIONS,
    OF_REPORTS,
    Collector,
    Numbering,
    Postings,
    merged,
)
from kb.search.read_model import ReadModel, Shape, make_read_model

GONE = -1


@dataclass(frozen=True)
class Keys:
    """The keys of the documents that a model holds: ids of solutions and references of reports, by row."""

    solutions: Sequence[str]
    reports: Sequence[str]

    @property
    def shape(self) -> Shape:
        """Tell how many there are."""
        return Shape(len(self.solutions), len(self.reports))


class ModelBuilder:
    """Make a model of documents, or of an older model and the documents that are new or changed since.

    What depends on all documents (rarities, average lengths) is worked out anew for all in either case, which
    takes a few operations on whole arrays; so both ways lead to the same model.
    """

    def __init__(self, keys: Keys, older: ReadModel | None = None, before: Keys | None = None) -> None:
        self._keys, self._older, self._before = keys, older, before
        self._numbering = Numbering(older.all_terms() if older else ())
        self._collector = Collector(self._numbering)
        self._taken: set[str] = set()

    def taking(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Take in the words of documents on their way to somebody else; their order does not matter."""
        rows = {
            key: row for those in (self._keys.solutions, self._keys.reports) for row, key in enumerate(those)
        }
        for document in documents:
            self._collector.add(document, rows[document.key])
            self._taken.add(document.key)
            yield document

    def finish(self) -> ReadModel:
        """Make the model."""
        words, lengths = self._collector.finish()
        if self._older and self._before:
            rows = _rows_today(self._before, self._keys, self._taken)
            older = _Older(self._older, rows, self._keys.shape)
            return self._finish_on(older, words, lengths)
        vocabulary = vocabulary_of(words, self._numbering, NO_VOCABULARY)
        return self._make(vocabulary, [(words, lengths), derive(words, self._numbering, vocabulary)])

    def _finish_on(self, older: "_Older", words: Postings, lengths: Numbers) -> ReadModel:
        """Carry over what is as it was; what follows from words is derived anew only where those changed."""
        kept, kept_lengths = older.words()
        words, lengths = merged([kept, words]), np.concatenate([kept_lengths, lengths], axis=1)
        known = older.model.vocabulary()
        vocabulary = vocabulary_of(words, self._numbering, known)
        split_anew = [term for term, parts in vocabulary.parts.items() if known.parts.get(term) != parts]
        anew = self._documents_with(words, split_anew)
        its_words = words.taken_where(anew[older.today.offsets[words.fields] + words.documents])
        derived = derive(its_words, self._numbering, vocabulary)
        return self._make(vocabulary, [(words, lengths), older.derived(anew), derived])

    def _documents_with(self, words: Postings, terms: Sequence[str]) -> Flags:
        """Flag, field by field in a row, the documents taken in and those that hold any of some terms."""
        is_sought = np.zeros(len(self._numbering), dtype=bool)
        is_sought[[self._numbering[term] for term in terms]] = True
        found = words.taken_where(is_sought[words.slots // len(FIELDS)])
        is_report = OF_REPORTS[found.fields]
        flags = []
        for keys, rows in (
            (self._keys.solutions, found.documents[~is_report]),
            (self._keys.reports, found.documents[is_report]),
        ):
            flag = np.array([key in self._taken for key in keys], dtype=bool)
            flag[rows] = True
            flags.append(flag)
        return np.concatenate([flags[int(of_reports)] for of_reports in OF_REPORTS])

    def _make(self, vocabulary: Vocabulary, pieces: Sequence[tuple[Postings, Numbers]]) -> ReadModel:
        postings = merged([postings for postings, _ in pieces])
        lengths = np.concatenate([lengths for _, lengths in pieces], axis=1)
        return make_read_model(self._numbering, vocabulary, postings, lengths, self._keys.shape)


def build_read_model(documents: Iterable[Document], keys: Keys) -> ReadModel:
    """Make a model of documents."""
    builder = ModelBuilder(keys)
    for _ in builder.taking(documents):
        pass
    return builder.finish()


def _rows_today(before: Keys, keys: Keys, changed: set[str]) -> Numbers:
    """Tell for each field of each older document its row today, or that it is gone, in the flat order."""
    solutions, reports = (
        _places(those, today, changed)
        for those, today in ((before.solutions, keys.solutions), (before.reports, keys.reports))
    )
    return np.concatenate([reports if of_reports else solutions for of_reports in OF_REPORTS])


def _places(before: Sequence[str], today: Sequence[str], changed: set[str]) -> Numbers:
    places = {key: row for row, key in enumerate(today) if key not in changed}
    return np.array([places.get(key, GONE) for key in before], dtype=np.int32)


class _Older:
    """An older model, and where its documents stand today: `rows` has the row of each field of each."""

    def __init__(self, model: ReadModel, rows: Numbers, today: Shape) -> None:
        self.model, self.today = model, today
        self._postings = model.postings()
        self._rows = rows[model.shape.offsets[self._postings.fields] + self._postings.documents]
        fields = np.repeat(np.arange(len(FIELDS), dtype=np.int32), model.shape.sizes)
        self._lengths = np.stack([fields, rows, model.lengths, model.extents])

    def words(self) -> tuple[Postings, Numbers]:
        """Take the words of the documents that are carried over, and the lengths of those fields."""
        return self._taken(HAS_POSITIONS, np.zeros(self.today.offsets[-1], dtype=bool))

    def derived(self, anew: Flags) -> tuple[Postings, Numbers]:
        """Take what follows from words, but for the documents that are derived anew."""
        return self._taken(~HAS_POSITIONS, anew)

    def _taken(self, of_fields: Flags, but: Flags) -> tuple[Postings, Numbers]:
        """Take postings and lengths of some fields under today's rows."""
        fields = self._postings.fields
        kept = np.flatnonzero(self._is_kept(of_fields, but, fields, self._rows))
        # The numbering begins with the gap, so a term's number is one higher there than in the model.
        slots = self._postings.slots[kept] + len(FIELDS)
        keys = (slots << DOCUMENT_BITS) | self._rows[kept]
        has_row = self._is_kept(of_fields, but, self._lengths[0], self._lengths[1])
        return self._postings.taken(kept, keys), self._lengths[:, has_row]

    def _is_kept(self, of_fields: Flags, but: Flags, fields: NDArray[np.integer], rows: Numbers) -> Flags:
        is_there = rows != GONE
        places = self.today.offsets[fields] + np.where(is_there, rows, 0)
        kept: Flags = of_fields[fields] & is_there & ~np.append(but, False)[np.minimum(places, len(but))]
        return kept
