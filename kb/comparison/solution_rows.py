"""What two to four solutions say on the same topics; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.adoption import Adoption, newest_date
from kb.comparison.side_by_side import (
    Fact,
    Row,
    Topic,
    each,
    economy_rows,
    line_facts,
    named,
    once,
    outcome_facts,
    outcome_rows,
    words,
)
from kb.grading.proof import Proof
from kb.records.course import Stage
from kb.records.experience import Experience
from kb.records.framework import Risk
from kb.records.solution import Solution


@dataclass(frozen=True)
class Subject:
    """A solution with its reports, who tried it, and how well it is proven."""

    solution: Solution
    reports: tuple[Experience, ...]
    adoption: Adoption
    proof: Proof


@dataclass(frozen=True)
class Reports:
    """All reports of a solution, for telling who vouches for them."""

    reports: tuple[Experience, ...]


@dataclass(frozen=True)
class Tally:
    """How many did something, and who; `unnamed` more are counted by a source that does not name them."""

    places: tuple[str, ...]
    unnamed: int = 0


@dataclass(frozen=True)
class Newest:
    """The newest date that the reports of a solution name."""

    date: str


@dataclass(frozen=True)
class RiskTally:
    """A risk and the reports it happened in, of how many."""

    risk: Risk
    happened: tuple[Experience, ...]
    reports: int

    @property
    def source(self) -> str | None:
        """Name the source of the risk."""
        return self.risk.source


@dataclass(frozen=True)
class Dispute:
    """What one source says on a question that sources disagree on; the last carries the explanation."""

    question: str
    statement: str
    source: str
    explanation: str | None = None


def solution_rows(subjects: Sequence[Subject]) -> tuple[Row, ...]:
    """Lay solutions beside each other; no figure is made that no record holds."""
    primary = [one.measure for subject in subjects for one in subject.solution.primary_outcomes]
    first = tuple(Row(topic, each(subjects, facts_of)) for topic, facts_of in BEFORE_RESULTS.items())
    last = tuple(Row(topic, each(subjects, facts_of)) for topic, facts_of in AFTER_RESULTS.items())
    results = outcome_rows(each(subjects, _outcomes), dict.fromkeys(primary))
    return (*first, *results, *economy_rows(each(subjects, _lines)), *last)


def _grade(subject: Subject) -> Iterator[Fact]:
    proof = subject.proof
    yield Fact(proof, mark=(proof.grade, proof.is_mixed, proof.is_discouraged))


def _vouched(subject: Subject) -> Iterator[Fact]:
    if subject.solution.withdrawn:
        yield Fact(subject.solution.withdrawn, mark=Topic.VOUCHED)
    confirmed = tuple(report.id for report in subject.reports if report.confirmed)
    yield Fact(Reports(subject.reports), mark=bool(confirmed))


def _tried(subject: Subject) -> Iterator[Fact]:
    if subject.reports:
        adoption = subject.adoption
        mark = (len(adoption.tried), adoption.unnamed)
        yield Fact(Tally(adoption.tried, adoption.unnamed), mark=mark)


def _running(subject: Subject) -> Iterator[Fact]:
    if subject.reports:
        places = subject.adoption.in_operation
        yield Fact(Tally(places), mark=len(places))


def _stopped(subject: Subject) -> Iterator[Fact]:
    """Count who stopped, and tell of each when and why."""
    if not subject.reports:
        return
    places = subject.adoption.stopped
    yield Fact(Tally(places), mark=len(places))
    for report in subject.reports:
        for event in report.stages:
            if event.stage is Stage.STOPPED:
                yield Fact(event, report, event.municipality)


def _newest(subject: Subject) -> Iterator[Fact]:
    date = max(map(newest_date, subject.reports), default="")
    if date:
        yield Fact(Newest(date), mark=date)


def _purpose(subject: Subject) -> Iterator[Fact]:
    solution = subject.solution
    yield from named("gain", solution.gains)
    yield from words(solution.problem)


def _success(subject: Subject) -> Iterator[Fact]:
    return (Fact(primary, mark=primary) for primary in subject.solution.primary_outcomes)


def _target(subject: Subject) -> Iterator[Fact]:
    solution = subject.solution
    yield from named("target-group", solution.target_groups)
    yield from named("living-situation", solution.living_situations)
    yield from words(solution.target_group)


def _outcomes(subject: Subject) -> Iterator[Fact]:
    for report in subject.reports:
        yield from outcome_facts(report.outcomes, report)
    yield from outcome_facts(subject.solution.outcomes, None)


def _lines(subject: Subject) -> Iterator[Fact]:
    for report in subject.reports:
        yield from line_facts(report.business_case, report)
        if report.price:
            yield Fact(report.price, report, mark=(report.price.amount, report.price.unit))
    yield from line_facts(subject.solution.business_case, None)


def _disputed(subject: Subject) -> Iterator[Fact]:
    for conflict in subject.solution.conflicts:
        *first, last = conflict.claims
        for claim in first:
            yield Fact(Dispute(conflict.question, claim.statement, claim.source))
        yield Fact(Dispute(conflict.question, last.statement, last.source, conflict.explanation))


def _prerequisites(subject: Subject) -> Iterator[Fact]:
    return (Fact(point) for point in subject.solution.prerequisites)


def _systems(subject: Subject) -> Iterator[Fact]:
    own = named("system", subject.solution.systems)
    reported = (fact for report in subject.reports for fact in named("system", report.systems, report))
    return once((*own, *reported))


def _laws(subject: Subject) -> Iterator[Fact]:
    for basis in subject.solution.legal_bases:
        yield Fact(basis, mark=(basis.law.casefold(), basis.paragraph))
    yield from (Fact(change) for change in subject.solution.changes)


def _risks(subject: Subject) -> Iterator[Fact]:
    """List the risks with the reports each happened in, and then what else went wrong."""
    reports = subject.reports
    for risk in subject.solution.risks:
        happened = tuple(r for r in reports if any(event.risk == risk.id for event in r.risks_happened))
        yield Fact(RiskTally(risk, happened, len(reports)))
    known = {risk.id for risk in subject.solution.risks}
    for report in reports:
        yield from (Fact(event, report) for event in report.risks_happened if event.risk not in known)


def _gaps(subject: Subject) -> Iterator[Fact]:
    for gap in subject.solution.gaps:
        yield from words(gap)


BEFORE_RESULTS = {
    Topic.GRADE: _grade,
    Topic.VOUCHED: _vouched,
    Topic.TRIED: _tried,
    Topic.RUNNING: _running,
    Topic.STOPPED: _stopped,
    Topic.NEWEST: _newest,
    Topic.PURPOSE: _purpose,
    Topic.SUCCESS: _success,
    Topic.TARGET: _target,
}
AFTER_RESULTS = {
    Topic.DISPUTED: _disputed,
    Topic.PREREQUISITES: _prerequisites,
    Topic.SYSTEMS: _systems,
    Topic.LAWS: _laws,
    Topic.RISKS: _risks,
    Topic.GAPS: _gaps,
}
