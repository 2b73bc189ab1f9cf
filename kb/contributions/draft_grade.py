"""Which grade a draft would get now, what it has and lacks for it, and what would lift it; pure.

A field that is wrong counts as empty.
"""

from dataclasses import dataclass
from typing import Any

from kb.catalogue import Catalogue
from kb.contributions.drafting import Draft
from kb.grading.documentation import (
    Documentation,
    DocumentationGrade,
    Lack,
    SourceOf,
    document,
    nearest_lacks,
    source_ids,
    speaks_for_itself,
)
from kb.records.experience import Experience
from kb.records.outcome import Role

DESCRIBED = (Lack.SOURCE, Lack.DESCRIPTION)
MEASURED = (Lack.EFFECT, Lack.COUNTED, Lack.NUMBER, Lack.METHOD, Lack.BASELINE)
BEYOND = {DocumentationGrade.D2: Lack.COMPARISON, DocumentationGrade.D3: Lack.CONTROL}


@dataclass(frozen=True)
class Criterion:
    """Something a report may lack, and whether this one has it."""

    lack: Lack
    is_met: bool


@dataclass(frozen=True)
class DraftGrade:
    """The grade now, the criteria up to the next one, and the grade when all of them are met."""

    documentation: Documentation
    criteria: tuple[Criterion, ...]
    following: DocumentationGrade | None

    @property
    def missing(self) -> tuple[Lack, ...]:
        """List what is missing for the next grade."""
        return tuple(one.lack for one in self.criteria if not one.is_met)


def grade_of(draft: Draft, catalogue: Catalogue) -> DraftGrade:
    """Grade a draft as it stands."""
    report = draft.report
    solution = catalogue.solutions.get(report.solution)
    owners = (report, solution) if solution else (report,)

    def source_of(source_id: str) -> Any:
        return catalogue.source_of(source_id, *owners)

    documentation = document(report, source_of)
    criteria = tuple(criteria_of(report, documentation.grade, source_of))
    return DraftGrade(documentation, criteria, _following(documentation.grade))


def criteria_of(report: Experience, grade: DocumentationGrade, source_of: SourceOf) -> list[Criterion]:
    """List what a report needs up to its next grade, and whether it has it."""
    effects = [outcome for outcome in report.outcomes if outcome.role is Role.EFFECT]
    lacking = set(nearest_lacks(effects, source_of)) if effects else set(MEASURED)
    if not any(speaks_for_itself(found) for found in map(source_of, source_ids(report)) if found):
        lacking.add(Lack.SOURCE)
    if not report.description:
        lacking.add(Lack.DESCRIPTION)
    beyond = (BEYOND[grade],) if grade in BEYOND else ()
    lacking.update(beyond)
    return [Criterion(lack, lack not in lacking) for lack in (*DESCRIBED, *MEASURED, *beyond)]


def _following(grade: DocumentationGrade) -> DocumentationGrade | None:
    """Tell the grade of a report that meets all its criteria: from D0 too it is D2."""
    grades = list(DocumentationGrade)
    following = max(grades.index(grade) + 1, grades.index(DocumentationGrade.D2))
    return grades[following] if following < len(grades) else None
