"""Whether every id in a record names something, and which id the author may have meant."""

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kb.catalogue import Catalogue
from kb.content.layout import FOLDERS, Kind
from kb.content.reader import FieldPath
from kb.content.references import Reference, references_of
from kb.records.authority import AuthoritySchema, ProjectSchema
from kb.records.base import RecordSchema
from kb.records.call import CallSchema
from kb.records.experience import ExperienceSchema
from kb.records.marks import N_
from kb.records.municipality import MunicipalitySchema
from kb.records.solution import SolutionSchema
from kb.records.vocabulary import VocabularySchema

SCHEMAS: dict[Kind, RecordSchema] = {
    Kind.SOLUTION: SolutionSchema(),
    Kind.EXPERIENCE: ExperienceSchema(),
    Kind.MUNICIPALITY: MunicipalitySchema(),
    Kind.AUTHORITY: AuthoritySchema(),
    Kind.PROJECT: ProjectSchema(),
    Kind.CALL: CallSchema(),
    Kind.VOCABULARY: VocabularySchema(),
}


@dataclass(frozen=True)
class Finding:
    """A rule that is broken in a field of a file; without a line, it is looked up when it is reported."""

    path: str
    field: FieldPath
    message: str
    hint: str = ""
    line: int | None = None


def path_of(kind: Kind, record: Any) -> str:
    """Tell in which file a record stands."""
    if kind is Kind.SOLUTION:
        return f"solutions/{record.id}/solution.yaml"
    if kind is Kind.EXPERIENCE:
        return f"solutions/{record.solution}/experiences/{record.id}.yaml"
    folder = next(name for name, held in FOLDERS.items() if held is kind)
    return f"{folder}/{record.id}.yaml"


@dataclass(frozen=True)
class Scope:
    """What an id may name: the catalogue, and the files that exist but could not be read."""

    catalogue: Catalogue
    unread: frozenset[str] = frozenset()

    @cached_property
    def _terms(self) -> Mapping[str, Collection[str]]:
        """List the ids of the terms of each vocabulary."""
        found = self.catalogue.vocabularies.values()
        return {vocabulary.id: {term.id for term in vocabulary.terms} for vocabulary in found}

    def has(self, reference: Reference, *owners: Any) -> bool:
        """Tell whether a reference names something, or something that only could not be read."""
        is_unread = self._path_of(reference) in self.unread
        return is_unread or reference.target in self.targets(reference.kind, *owners)

    def _path_of(self, reference: Reference) -> str:
        name, _, vocabulary_id = reference.kind.partition(":")
        if name == "vocabulary":
            return f"vocabularies/{vocabulary_id}.yaml"
        if name == "solution":
            return f"solutions/{reference.target}/solution.yaml"
        return f"{_PLURALS.get(name, name)}/{reference.target}.yaml"

    def targets(self, kind: str, *owners: Any) -> Collection[str]:
        """List the ids that a reference of a kind may name."""
        name, _, vocabulary_id = kind.partition(":")
        if name == "vocabulary":
            return self._terms.get(vocabulary_id, ())
        if name == "source":
            return self.catalogue.sources.keys() | _source_ids(*owners)
        if name in _PARTS_OF_OWNER:
            return {target for owner in owners for target in _PARTS_OF_OWNER[name](owner)}
        known: Collection[str] = getattr(self.catalogue, _PLURALS[name])
        return known


def check_references(scope: Scope, kind: Kind, record: Any, *owners: Any) -> Iterator[Finding]:
    """Check that every id in a record names something, and suggest the nearest that does."""
    for reference in references_of(SCHEMAS[kind], record):
        if not scope.has(reference, *owners):
            message, hint = explain_missing(scope, reference, *owners)
            yield Finding(path_of(kind, record), reference.field, message, hint)


def explain_missing(scope: Scope, reference: Reference, *owners: Any) -> tuple[str, str]:
    """Say what a reference fails to name, and which id its author may have meant."""
    message = _MISSING.get(reference.kind.partition(":")[0], N_("Id'et findes ikke."))
    return message, nearest(reference.target, scope.targets(reference.kind, *owners))


_PLURALS = {
    "municipality": "municipalities",
    "authority": "authorities",
    "project": "projects",
    "solution": "solutions",
    "factor": "factors",
}
_PARTS_OF_OWNER: dict[str, Callable[[Any], Collection[str]]] = {
    "risk": lambda owner: {risk.id for risk in getattr(owner, "risks", ())},
    "core_element": lambda owner: {point.id for point in getattr(owner, "core_elements", ())},
}
_MISSING = {
    "vocabulary": N_("Termen findes ikke i ordlisten."),
    "source": N_("Kilden findes ikke blandt kilderne."),
    "municipality": N_("Kommunen findes ikke."),
    "authority": N_("Myndigheden findes ikke."),
    "project": N_("Projektet findes ikke."),
    "solution": N_("Løsningen findes ikke."),
    "factor": N_("Faktoren findes ikke."),
    "risk": N_("Løsningen har ingen risiko med det id."),
    "core_element": N_("Løsningen har intet kerneelement med det id."),
}


def _source_ids(*owners: Any) -> set[str]:
    return {
        source.id for owner in owners for source in (*owner.sources, *getattr(owner, "further_reading", ()))
    }


def nearest(wrong: str, valid: Collection[str]) -> str:
    """Suggest the valid id that looks most like a wrong one."""
    found = difflib.get_close_matches(wrong, sorted(valid)[:5000], n=1, cutoff=0.6)
    return f"{N_('Mente du')} {found[0]}?" if found else ""
