"""How a read model is made: from all documents, or from an older model and the documents that changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kb.search.deriving import derive, holders_of
from kb.search.fields import Document
from kb.search.inverted import Collector, Numbering
from kb.search.model_making import Contents, make_read_model
from kb.search.model_patching import Patch, rows_today
from kb.search.read_model import ReadModel, Shape
from kb.search.splits import splits_of


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

    Both ways lead to the same model.
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

    @property
    def count(self) -> int:
        """Count the documents that were taken in or stay as they were."""
        before = (*self._before.solutions, *self._before.reports) if self._before else ()
        today = {*self._keys.solutions, *self._keys.reports}
        return len(self._taken | today.intersection(before))

    def finish(self) -> ReadModel:
        """Make the model."""
        words, lengths = self._collector.finish()
        if self._older and self._before:
            solutions = rows_today(self._before.solutions, self._keys.solutions, self._taken)
            reports = rows_today(self._before.reports, self._keys.reports, self._taken)
            patch = Patch(self._older, self._keys.shape, (solutions, reports), self._numbering)
            return patch.applied(words, lengths)
        holders = holders_of(words, len(self._numbering))
        held = {t: count for t, count in zip(self._numbering, holders.tolist(), strict=True) if count}
        parts = splits_of(list(held), held)
        columns = [lengths]
        for place, postings, its_lengths in derive(words, self._numbering, lambda t: parts.get(t, ())):
            words[place] = postings
            columns.append(its_lengths)
        contents = Contents(words, np.concatenate(columns, axis=1), held, parts)
        return make_read_model(list(self._numbering), contents, self._keys.shape)


def build_read_model(documents: Iterable[Document], keys: Keys) -> ReadModel:
    """Make a model of documents."""
    builder = ModelBuilder(keys)
    for _ in builder.taking(documents):
        pass
    return builder.finish()
