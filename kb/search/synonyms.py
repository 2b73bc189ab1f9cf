"""Which words mean the same as those of a query: the thesaurus, and the names of the vocabularies' terms."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.search.danish import terms_of
from kb.search.fields import REPORT_TERMS, SOLUTION_TERMS
from kb.search.terms import words_of

# The vocabularies of what solutions are about; words like "gange" and "drift" mean too many other things.
VOCABULARIES = frozenset((*SOLUTION_TERMS.values(), *REPORT_TERMS.values(), "outcome"))
LONGEST = 6

Terms = tuple[str, ...]


@dataclass(frozen=True)
class Synonyms:
    """For each name, as terms, the other names of the concepts it stands for."""

    others: dict[Terms, tuple[Terms, ...]]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Synonyms":
        """Read the thesaurus and the vocabularies."""
        others: dict[Terms, dict[Terms, None]] = {}
        for names in concepts_of(catalogue):
            written = dict.fromkeys(filter(None, map(terms_of_name, names)))
            for name in written:
                others.setdefault(name, {}).update(written)
        return cls({name: tuple(found for found in same if found != name) for name, same in others.items()})

    def __contains__(self, name: object) -> bool:
        return name in self.others

    def in_query(self, terms: Sequence[str]) -> Iterator[tuple[int, tuple[Terms, ...]]]:
        """Yield where each name among the terms of a query begins, from left to right, with the others."""
        for start in range(len(terms)):
            for end in range(start + 1, min(start + LONGEST, len(terms)) + 1):
                name = tuple(terms[start:end])
                if self.others.get(name):
                    yield start, self.others[name]


def concepts_of(catalogue: Catalogue) -> Iterator[Iterable[str]]:
    """Yield names that mean the same, concept by concept."""
    yield from catalogue.thesaurus
    for vocabulary in catalogue.vocabularies.values():
        if vocabulary.id in VOCABULARIES:
            yield from map(words_of, vocabulary.terms)


def terms_of_name(name: str) -> Terms:
    """Read a name as terms; a hyphen counts as a blank, so that both ways of writing are met."""
    return tuple(terms_of(name.replace("-", " ")))
