"""Invented municipalities, factors and reports for the tests of the comparison."""

from decimal import Decimal
from typing import Any

from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.records.factor import Factor, FactorGroup, FactorKind, Weight
from kb.records.municipality import Figure, Municipality
from kb.records.outcome import Judgement, Verdict
from kb.records.solution import Solution
from kb.records.source import Source

SOLUTION = Solution("skaerm", "Skærmbesøg", "Et besøg over skærm.", (Source("k", "Kilde"),))


def factor(factor_id: str, kind: FactorKind = FactorKind.NUMBER, **more: Any) -> Factor:
    """Make a factor named after its id."""
    settings = {"importance": 1, **more}
    return Factor(factor_id, FactorGroup.SETTING, kind, factor_id, factor_id, **settings)


PEOPLE = factor("folk", figure="population", likeness=Weight(Decimal(1), is_log=True))
OLD = factor("gamle", figure="share", likeness=Weight(Decimal(1)))
FAR = factor("fjern", figure="commute", likeness=Weight(Decimal("0.5")))
TYPE = factor("type", FactorKind.CATEGORY, municipality_field="type")
UNITS = factor("enheder", report_field="scale.units", ask_da="Hvor mange?", importance=2)
UPTAKE = factor(
    "andel",
    report_field="funnel.accepted",
    share_of="funnel.offered",
    ask_da="Hvor mange procent?",
    unit_da="%",
    importance=3,
    question_da="Hvor mange siger ja?",
    first_step_da=("Tilbyd den.", "Tæl."),
)
RUN_BY = factor("drift", FactorKind.CATEGORY, report_field="operation", ask_da="Hvem driver?")
SUPPLIER = factor("medvirken", FactorKind.YES_NO, report_field="supplier_involved", ask_da="Er de med?")
STAFF = factor("folkene", FactorKind.TEXT, report_field="for_staff", importance=3)
FACTORS = (PEOPLE, OLD, FAR, TYPE, UNITS, UPTAKE, RUN_BY, SUPPLIER, STAFF)


def municipality(
    municipality_id: str, people: object, share: object = 20, commute: object = 10, kind: str = "by"
) -> Municipality:
    """Make a municipality with three figures."""
    figures = {"population": people, "share": share, "commute": commute}
    return Municipality(
        id=municipality_id,
        code="9000",
        name=municipality_id.capitalize(),
        official_name=municipality_id,
        type=kind,
        figures={name: Figure(Decimal(str(value)), "2026", "k") for name, value in figures.items()},
    )


def report(
    report_id: str,
    *places: str,
    verdict: Verdict = Verdict.POSITIVE,
    stage: Stage = Stage.RUNNING,
    **more: Any,
) -> Experience:
    """Make a report of one or more municipalities."""
    settings = {"stages": (StageEvent(stage, report_id[:4]),), "verdict": Judgement(verdict), **more}
    return Experience(report_id, SOLUTION.id, places, **settings)
