"""Which terms of a vocabulary a record carries, the broader ones included."""

from collections.abc import Iterable, Iterator

from kb.catalogue import Catalogue
from kb.records.vocabulary import Term


def with_broader(catalogue: Catalogue, vocabulary: str, ids: Iterable[str]) -> tuple[str, ...]:
    """List the ids and, after each, the ids of the broader terms it belongs under, each once."""
    found: dict[str, None] = {}
    for term_id in ids:
        current: str | None = term_id
        while current and current not in found:
            found[current] = None
            term = catalogue.term(vocabulary, current)
            current = term.broader if term else None
    return tuple(found)


def labels_of(catalogue: Catalogue, vocabulary: str, ids: Iterable[str]) -> Iterator[str]:
    """Yield the labels in both languages and the other words of terms and their broader terms."""
    for term_id in with_broader(catalogue, vocabulary, ids):
        term = catalogue.term(vocabulary, term_id)
        if term:
            yield from words_of(term)


def words_of(term: Term) -> tuple[str, ...]:
    """List every name that a term goes by."""
    return (term.da, term.en, *term.aliases)
