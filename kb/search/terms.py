"""By which names the terms that a record carries are known, the broader ones included."""

from collections.abc import Iterable, Iterator

from kb.catalogue import Catalogue
from kb.records.vocabulary import Term


def labels_of(catalogue: Catalogue, vocabulary: str, ids: Iterable[str]) -> Iterator[str]:
    """Yield the labels in both languages and the other words of terms and their broader terms."""
    for term_id in catalogue.with_broader(vocabulary, ids):
        term = catalogue.term(vocabulary, term_id)
        if term:
            yield from words_of(term)


def words_of(term: Term) -> tuple[str, ...]:
    """List every name that a term goes by."""
    return (term.da, term.en, *term.aliases)
