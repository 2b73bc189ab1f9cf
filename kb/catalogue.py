"""All records of one release, by id and by reference."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from kb.records.authority import Authority, Project
from kb.records.business_case import Line
from kb.records.call import Call
from kb.records.experience import Experience
from kb.records.factor import Factor, WeightSet
from kb.records.municipality import Municipality
from kb.records.outcome import Outcome
from kb.records.solution import Solution
from kb.records.source import Source
from kb.records.vocabulary import Term, Vocabulary

Ids = tuple[str, ...]


@dataclass(frozen=True)
class Catalogue:
    """Every record by id; an experience report by its reference `solution/report`.

    `experiences` are the reports in force. Those `withdrawn` can be read at their address and count nowhere.
    `as_of` is the day, as an ISO date, that rules about time go by.

    The mappings may decode a record when it is asked for, so take one record where one is enough.
    """

    solutions: Mapping[str, Solution]
    experiences: Mapping[str, Experience]
    municipalities: Mapping[str, Municipality]
    withdrawn: Mapping[str, Experience] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    calls: Mapping[str, Call] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    factors: Mapping[str, Factor] = field(default_factory=dict)
    weight_sets: Mapping[str, WeightSet] = field(default_factory=dict)
    thesaurus: tuple[tuple[str, ...], ...] = ()
    refs_by_municipality: Mapping[str, Ids] = field(default_factory=dict)
    as_of: str = ""

    @cached_property
    def refs_by_solution(self) -> Mapping[str, Ids]:
        """Group the references of the experience reports by solution."""
        grouped: dict[str, list[str]] = {}
        for ref in self.experiences:
            grouped.setdefault(ref.partition("/")[0], []).append(ref)
        return {solution_id: tuple(refs) for solution_id, refs in grouped.items()}

    def experiences_of(self, solution_id: str) -> tuple[Experience, ...]:
        """List the experience reports of a solution."""
        return tuple(self.experiences[ref] for ref in self.refs_by_solution.get(solution_id, ()))

    def report(self, ref: str) -> Experience | None:
        """Find an experience report by its reference, withdrawn or not."""
        return self.experiences.get(ref) or self.withdrawn.get(ref)

    def withdrawn_of(self, solution_id: str) -> tuple[Experience, ...]:
        """List the reports of a solution that were withdrawn."""
        return tuple(self.withdrawn[ref] for ref in self.withdrawn if ref.startswith(f"{solution_id}/"))

    def experiences_in(self, municipality_id: str) -> tuple[Experience, ...]:
        """List the experience reports that a municipality takes part in."""
        return tuple(self.experiences[ref] for ref in self.refs_by_municipality.get(municipality_id, ()))

    def figure(self, solution_id: str, name: str) -> Outcome | Line | None:
        """Find the figure that a remark names: `report/figure`, or a figure of the solution itself."""
        report_id, _, figure_id = name.rpartition("/")
        ref = f"{solution_id}/{report_id}"
        owner = self.report(ref) if report_id else self.solutions.get(solution_id)
        case = owner.business_case if owner else None
        figures: list[Outcome | Line] = [*(owner.outcomes if owner else ()), *(case.lines if case else ())]
        return next((figure for figure in figures if figure.id == figure_id), None)

    def term(self, vocabulary_id: str, term_id: str) -> Term | None:
        """Find a term of a vocabulary."""
        return self._terms.get((vocabulary_id, term_id))

    def with_broader(self, vocabulary_id: str, term_ids: Iterable[str]) -> Ids:
        """List the ids and, after each, the ids of the broader terms it belongs under, each once."""
        found: dict[str, None] = {}
        for term_id in term_ids:
            current: str | None = term_id
            while current and current not in found:
                found[current] = None
                term = self.term(vocabulary_id, current)
                current = term.broader if term else None
        return tuple(found)

    @cached_property
    def _terms(self) -> Mapping[tuple[str, str], Term]:
        return {(v.id, term.id): term for v in self.vocabularies.values() for term in v.terms}

    def place_name(self, place_id: str) -> str:
        """Name a municipality or another authority; an unknown id names itself."""
        place = self.municipalities.get(place_id) or self.authorities.get(place_id)
        return place.name if place else place_id

    def type_of(self, municipality_id: str) -> str | None:
        """Tell the type of a municipality; other authorities have none."""
        municipality = self.municipalities.get(municipality_id)
        return municipality.type if municipality else None

    def source_of(self, source_id: str, *owners: Any) -> Source | None:
        """Find a source in the records given, in that order, and last among the shared ones."""
        for owner in owners:
            for source in (*owner.sources, *getattr(owner, "further_reading", ())):
                if source.id == source_id:
                    return source  # type: ignore[no-any-return]
        return self.sources.get(source_id)


def split_withdrawn(
    reports: Mapping[str, Experience],
) -> tuple[dict[str, Experience], dict[str, Experience]]:
    """Tell the reports in force from those withdrawn."""
    in_force = {ref: report for ref, report in reports.items() if not report.withdrawn}
    return in_force, {ref: report for ref, report in reports.items() if report.withdrawn}


def group_by_municipality(experiences: Iterable[Experience]) -> dict[str, Ids]:
    """Group the references of experience reports by municipality."""
    grouped: dict[str, list[str]] = {}
    for experience in experiences:
        for municipality_id in experience.municipalities:
            grouped.setdefault(municipality_id, []).append(experience.ref)
    return {municipality_id: tuple(refs) for municipality_id, refs in grouped.items()}
