"""Which grades changed from one day to another, and why: every change is an event."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kb.grading.proof import Proof, Weighed

# Grades by what carries them: a solution's id, or a report's reference. A withdrawn record has none.
Grades = Mapping[str, str]


class Cause(StrEnum):
    """Why a grade is another than before."""

    BEGINNING = "listen-begynder"
    NEW_SOLUTION = "ny-loesning"
    NEW_REPORT = "ny-erfaring"
    CHANGED_REPORT = "aendret-erfaring"
    WITHDRAWN = "trukket-tilbage"
    CHANGED_BASIS = "aendret-grundlag"
    RULE = "regel"
    DATE = "alder"


@dataclass(frozen=True)
class Change:
    """A grade that changed on a day: of a solution, or of the report that `report` names by reference.

    A grade that is None is that of a record not in the bank; `refs` are the reports that caused the change.
    """

    date: str
    solution: str
    cause: Cause
    report: str | None = None
    before: str | None = None
    after: str | None = None
    refs: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """Tell what has the grade: a solution's id or a report's reference."""
        return self.report or self.solution


@dataclass(frozen=True)
class Grounds:
    """What differs beneath two sets of grades besides the day.

    `touched` are the solutions and reports whose own files differ; `shared` tells that a record which
    many rest on does, and `rules` that another version of the program set the grades.
    """

    touched: frozenset[str] = frozenset()
    shared: bool = False
    rules: bool = False


def grades_of(proofs: Mapping[str, Proof]) -> dict[str, str]:
    """List the grade of every solution and of every report."""
    grades: dict[str, str] = {}
    for solution_id, proof in proofs.items():
        grades[solution_id] = proof.grade.value
        grades |= {one.ref: one.documentation.grade.value for one in proof.reports}
    return grades


def replay(changes: Iterable[Change], start: Grades | None = None) -> dict[str, str]:
    """Work out the grades that stand after a course of changes."""
    grades = dict(start or {})
    for change in changes:
        grades.pop(change.subject, None)
        if change.after is not None:
            grades[change.subject] = change.after
    return grades


def compare(before: Grades, after: Mapping[str, Proof], grounds: Grounds, date: str) -> tuple[Change, ...]:
    """List what changed from the grades before to the proofs of a day, each solution before its reports."""
    now = grades_of(after)
    differing = {subject for subject in before.keys() | now.keys() if before.get(subject) != now.get(subject)}
    changes = []
    for subject in sorted(differing, key=lambda subject: subject.partition("/")):
        solution_id, _, report_id = subject.partition("/")
        cause, refs = _why(subject, before, after.get(solution_id), grounds)
        report = subject if report_id else None
        grades = before.get(subject), now.get(subject)
        changes.append(Change(date, solution_id, cause, report, *grades, refs))
    return tuple(changes)


def begin(after: Mapping[str, Proof], date: str) -> tuple[Change, ...]:
    """List the grades that stand on the day from which changes are followed."""
    return tuple(replace(c, cause=Cause.BEGINNING) for c in compare({}, after, Grounds(), date))


def _why(
    subject: str, before: Grades, proof: Proof | None, grounds: Grounds
) -> tuple[Cause, tuple[str, ...]]:
    if "/" in subject:
        return _why_report(subject, before, proof, grounds), (subject,)
    return _why_solution(subject, before, proof, grounds)


def _why_report(ref: str, before: Grades, proof: Proof | None, grounds: Grounds) -> Cause:
    if ref not in before:
        return Cause.NEW_REPORT
    if proof is None or all(one.ref != ref for one in proof.reports):
        return Cause.WITHDRAWN
    if ref in grounds.touched:
        return Cause.CHANGED_REPORT
    return _why_else(ref.partition("/")[0], grounds)


def _why_solution(
    solution_id: str, before: Grades, proof: Proof | None, grounds: Grounds
) -> tuple[Cause, tuple[str, ...]]:
    """Find the cause in this order: age, reports that carry the change, what they rest on, other reports."""
    if proof is None:
        return Cause.WITHDRAWN, ()
    if solution_id not in before:
        return Cause.NEW_SOLUTION, tuple(one.ref for one in proof.reports)
    if before[solution_id] == proof.earned != proof.grade:
        return Cause.DATE, ()
    moved = dict(_moved(solution_id, before, proof, grounds))
    carrying = _carrying(proof, is_up=proof.grade.value > before[solution_id])
    found = _first({cause: tuple(r for r in refs if r in carrying) for cause, refs in moved.items()})
    if found is None and (cause := _why_else(solution_id, grounds)) is Cause.CHANGED_BASIS:
        found = cause, ()
    return found or _first(moved) or (_why_else(solution_id, grounds), ())


def _moved(
    solution_id: str, before: Grades, proof: Proof, grounds: Grounds
) -> Iterator[tuple[Cause, tuple[str, ...]]]:
    """List the reports that are new, changed and gone."""
    there = [one.ref for one in proof.reports]
    earlier = [subject for subject in before if subject.startswith(f"{solution_id}/")]
    yield Cause.NEW_REPORT, tuple(ref for ref in there if ref not in before)
    yield Cause.CHANGED_REPORT, tuple(ref for ref in there if ref in before and ref in grounds.touched)
    yield Cause.WITHDRAWN, tuple(ref for ref in earlier if ref not in there)


def _carrying(proof: Proof, *, is_up: bool) -> set[str]:
    """List the reports that pull a grade the way it went."""

    def carries(one: Weighed) -> bool:
        if not is_up:
            return one.is_contrary or one.not_counted is not None
        return proof.measure in one.measures if proof.measure else one.not_counted is None

    return {one.ref for one in proof.reports if carries(one)}


def _first(found: Mapping[Cause, tuple[str, ...]]) -> tuple[Cause, tuple[str, ...]] | None:
    return next(((cause, refs) for cause, refs in found.items() if refs), None)


def _why_else(solution_id: str, grounds: Grounds) -> Cause:
    if solution_id in grounds.touched or grounds.shared:
        return Cause.CHANGED_BASIS
    return Cause.RULE if grounds.rules else Cause.DATE
