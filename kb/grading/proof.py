"""Efterprøvningsgrad: how well a solution is proven, from the reports of those who tried it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kb.grading.age import Age, age_at, newest_confirmation, still_in_operation
from kb.grading.documentation import Documentation, DocumentationGrade
from kb.records.experience import Experience
from kb.records.outcome import Direction, Outcome, Verdict
from kb.records.solution import Solution, Success

TypeOf = Callable[[str], str | None]
# Positive reports must be this many times the contrary ones before mixed results allow the highest grade.
MAJORITY = 3


class ProofGrade(StrEnum):
    """How well a solution is proven, from an idea to proven across municipalities."""

    E0 = "E0"
    E1 = "E1"
    E2 = "E2"
    E3 = "E3"
    E4 = "E4"


class NotCounted(StrEnum):
    """Why a report does not count towards the grade."""

    MENTIONED = "omtalt"
    UNKNOWN = "intet-resultat"
    NOT_POSITIVE = "ikke-positiv"


@dataclass(frozen=True)
class Weighed:
    """A report as the grade reads it.

    `measures` are the primary outcomes on which a measured effect of it is positive, each with the
    places it was measured in; `is_contrary` tells that it points the other way.
    """

    ref: str
    documentation: Documentation
    project: str
    is_positive: bool
    is_contrary: bool
    measures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    not_counted: NotCounted | None = None

    @property
    def is_measured(self) -> bool:
        """Tell whether the report is documented as measured or better."""
        return self.documentation.grade >= DocumentationGrade.D2


@dataclass(frozen=True)
class Proof:
    """The grade of a solution and all that its rule rests on.

    `earned` is the grade before old age took a step off; `positive` and `contrary` count measured reports;
    `confirmed` is the day of the newest confirmation, if there is one.
    """

    grade: ProofGrade
    earned: ProofGrade
    reports: tuple[Weighed, ...] = ()
    positive: int = 0
    contrary: int = 0
    measure: str | None = None
    age: Age = Age.NEVER_CONFIRMED
    confirmed: str = ""

    @property
    def is_mixed(self) -> bool:
        """Tell whether measured reports point both ways."""
        return self.positive > 0 and self.contrary > 0

    @property
    def is_discouraged(self) -> bool:
        """Tell whether two or more measured reports point the other way and none is positive."""
        return self.contrary >= 2 and self.positive == 0

    @property
    def is_tried_in_vain(self) -> bool:
        """Tell whether it was tried and described without a positive result anywhere."""
        described = any(one.documentation.grade > DocumentationGrade.D0 for one in self.reports)
        return self.earned is ProofGrade.E0 and described

    @property
    def contrary_described(self) -> tuple[str, ...]:
        """List the reports that point the other way without having measured it; they change no grade."""
        return tuple(one.ref for one in self.reports if one.is_contrary and not one.is_measured)


def prove(
    solution: Solution,
    reports: Sequence[Experience],
    documented: Mapping[str, Documentation],
    *,
    type_of: TypeOf,
    as_of: str,
) -> Proof:
    """Grade a solution on a day, an ISO date; `documented` holds the grade of each report by reference."""
    weighed = tuple(weigh(solution, report, documented[report.ref]) for report in reports)
    measured = [one for one in weighed if one.is_measured]
    positive = sum(one.is_positive for one in measured)
    contrary = sum(one.is_contrary for one in measured)
    is_held_back = contrary > 0 and positive < MAJORITY * contrary
    lasting = any(still_in_operation(report) for report in reports)
    earned, measure = _earn(solution, weighed, type_of=type_of, may_be_highest=lasting and not is_held_back)
    described = [report for report in reports if documented[report.ref].grade > DocumentationGrade.D0]
    confirmed = newest_confirmation(solution, described)
    age = age_at(confirmed, as_of)
    grade = _drop(earned) if age is Age.OUTDATED else earned
    return Proof(grade, earned, weighed, positive, contrary, measure, age, confirmed)


def weigh(solution: Solution, report: Experience, documentation: Documentation) -> Weighed:
    """Read a report as the grade does: which way it points, on what, and whether it counts."""
    carried = [outcome for outcome in report.outcomes if outcome.id in documentation.carried_by]
    success = {primary.measure: primary.success for primary in solution.primary_outcomes}
    measures: dict[str, tuple[str, ...]] = {}
    for outcome in carried:
        if outcome.measure in success and is_success(outcome, success[outcome.measure]):
            places = measures.get(outcome.measure, ())
            measures[outcome.measure] = tuple(dict.fromkeys((*places, place_of(report, outcome))))
    verdict = report.verdict.value if report.verdict else Verdict.UNKNOWN
    is_positive = verdict is Verdict.POSITIVE or (verdict is Verdict.MIXED and bool(measures))
    is_worse = any(o.measure in success and o.direction is Direction.WORSE for o in carried)
    return Weighed(
        ref=report.ref,
        documentation=documentation,
        project=report.project or report.ref,
        is_positive=is_positive,
        is_contrary=verdict is Verdict.NEGATIVE or is_worse,
        measures=measures if is_positive else {},
        not_counted=_why_not(documentation, verdict, is_positive=is_positive),
    )


def is_success(outcome: Outcome, success: Success) -> bool:
    """Tell whether an outcome points the way that counts as success."""
    if outcome.direction is Direction.BETTER:
        return True
    return success is Success.NO_WORSE and outcome.direction is Direction.NO_DIFFERENCE


def place_of(report: Experience, outcome: Outcome) -> str:
    """Name the place an outcome was measured in; a group that no outcome tells apart is one place."""
    if outcome.municipality:
        return outcome.municipality
    places = (*report.municipalities, *report.authorities)
    return places[0] if len(places) == 1 and not report.unnamed_municipalities else report.ref


def _why_not(documentation: Documentation, verdict: Verdict, *, is_positive: bool) -> NotCounted | None:
    if documentation.grade is DocumentationGrade.D0:
        return NotCounted.MENTIONED
    if is_positive:
        return None
    return NotCounted.UNKNOWN if verdict is Verdict.UNKNOWN else NotCounted.NOT_POSITIVE


def _earn(
    solution: Solution, weighed: Iterable[Weighed], *, type_of: TypeOf, may_be_highest: bool
) -> tuple[ProofGrade, str | None]:
    """Find the highest step whose rule holds, and the primary outcome that carries it."""
    counted = [one for one in weighed if one.is_positive and one.documentation.grade > DocumentationGrade.D0]
    if not counted:
        return ProofGrade.E0, None
    measures = [primary.measure for primary in solution.primary_outcomes]
    found = {measure: [one for one in counted if measure in one.measures] for measure in measures}
    carried = max(measures, key=lambda m: len(_places(found[m], m)), default=None)
    if carried is None or not found[carried]:
        return ProofGrade.E1, None
    places = _places(found[carried], carried)
    is_repeated = len(places) >= 2 and len({one.project for one in found[carried]}) >= 2
    if not (is_repeated and places - {solution.originator}):
        return ProofGrade.E2, carried
    measured = {
        place for one in counted if one.is_measured for m in one.measures for place in one.measures[m]
    }
    is_compared = any(one.documentation.grade >= DocumentationGrade.D3 for one in counted)
    types = {type_of(place) for place in measured} - {None}
    if len(measured) >= 4 and len(types) >= 2 and is_compared and may_be_highest:
        return ProofGrade.E4, carried
    return ProofGrade.E3, carried


def _places(weighed: Iterable[Weighed], measure: str) -> set[str]:
    return {place for one in weighed for place in one.measures[measure]}


def _drop(grade: ProofGrade) -> ProofGrade:
    """Take one step off, never below the first success."""
    steps = list(ProofGrade)
    return grade if grade <= ProofGrade.E1 else steps[steps.index(grade) - 1]
