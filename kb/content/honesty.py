"""Whether a record says more than its sources do: in prose, in expectations, in idle sources."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from kb.content.claims import numbers_in, sourced_numbers
from kb.content.layout import Kind
from kb.content.references import references_of
from kb.content.resolving import SCHEMAS, Finding, Scope, path_of
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.outcome import Art, Outcome, Realised, Verdict
from kb.records.solution import Solution

EXPECTATIONS = (Art.ESTIMATED, Art.SIMULATED, Art.EXPECTED)
# What only a figure that came true can have.
OF_RESULTS = ("design", "before", "after")
NOT_A_RESULT = N_("En forventning eller beregning kan ikke stå som et resultat.")


def check_honesty(scope: Scope, only: Iterable[str] | None = None) -> Iterator[Finding]:
    """Check solutions, or only some, with their reports for what their sources do not carry.

    What needs all files of a solution is not asked where one of them could not be read.
    """
    incomplete = {PurePosixPath(path).parts[1] for path in scope.unread if path.startswith("solutions/")}
    for solution_id in scope.catalogue.solutions if only is None else only:
        solution = scope.catalogue.solutions[solution_id]
        reports = (
            *scope.catalogue.experiences_of(solution.id),
            *scope.catalogue.withdrawn_of(solution.id),
        )
        if solution.id not in incomplete:
            yield from _check_prose(solution, reports)
            yield from _check_sources(solution, reports)
        yield from _check_expectations(path_of(Kind.SOLUTION, solution), solution)
        for report in reports:
            yield from _check_expectations(path_of(Kind.EXPERIENCE, report), report)
            yield from _check_verdict(report)


def _check_prose(solution: Solution, reports: tuple[Experience, ...]) -> Iterator[Finding]:
    """Find figures of the text that no sourced field of the solution or its reports has."""
    texts = (("da", "solution.md", solution.prose), ("en", "solution.en.md", solution.prose_en))
    if not any(prose for _, _, prose in texts):
        return
    known = {number for record in (solution, *reports) for number in sourced_numbers(record)}
    for language, name, prose in texts:
        for claimed in numbers_in(prose.markdown, language) if prose else ():
            if claimed.value not in known:
                message = N_("Tallet står ikke i et felt med kilde. Skriv det som felt, eller stryg det.")
                path = f"solutions/{solution.id}/{name}"
                yield Finding(path, (), message, claimed.text, claimed.line)


def _check_sources(solution: Solution, reports: tuple[Experience, ...]) -> Iterator[Finding]:
    """Find sources that stand in the wrong list: idle among the used, or used among the idle."""
    used = _sources_used(Kind.SOLUTION, solution)
    used |= {source for report in reports for source in _sources_used(Kind.EXPERIENCE, report)}
    path = path_of(Kind.SOLUTION, solution)
    for index, source in enumerate(solution.sources):
        if source.id not in used:
            message = N_("Intet felt bruger kilden. Flyt den til further_reading.")
            yield Finding(path, ("sources", index, "id"), message)
    for index, source in enumerate(solution.further_reading):
        if source.id in used:
            message = N_("Et felt bruger kilden. Flyt den til sources.")
            yield Finding(path, ("further_reading", index, "id"), message)


def _sources_used(kind: Kind, record: Any) -> set[str]:
    return {one.target for one in references_of(SCHEMAS[kind], record) if one.kind == "source"}


def _check_expectations(path: str, record: Any) -> Iterator[Finding]:
    """Find expectations that carry what only a result can have."""
    for index, outcome in enumerate(record.outcomes):
        if outcome.art in EXPECTATIONS:
            for name in _marks_of_result(outcome):
                yield Finding(path, ("outcomes", index, name), NOT_A_RESULT)
    for index, line in enumerate(record.business_case.lines if record.business_case else ()):
        if line.art in EXPECTATIONS and line.realised_in_budget is Realised.YES:
            yield Finding(path, ("business_case", "lines", index, "realised_in_budget"), NOT_A_RESULT)


def _marks_of_result(outcome: Outcome) -> Iterator[str]:
    yield from (name for name in OF_RESULTS if getattr(outcome, name) is not None)
    if outcome.realised_in_budget is Realised.YES:
        yield "realised_in_budget"


def _check_verdict(report: Experience) -> Iterator[Finding]:
    """Find a positive verdict that rests on expectations alone."""
    is_positive = report.verdict is not None and report.verdict.value is Verdict.POSITIVE
    if is_positive and all(outcome.art in EXPECTATIONS for outcome in report.outcomes):
        message = N_("En positiv dom kræver mindst ét resultat, der er sket.")
        hint = N_("Skriv resultatet under outcomes, eller sæt dommen til ukendt.")
        yield Finding(path_of(Kind.EXPERIENCE, report), ("verdict", "value"), message, hint)
