"""Invented reports and a solution, one small step from each rule of the grades."""

from dataclasses import replace
from decimal import Decimal

from kb.grading.documentation import Documentation, document
from kb.grading.proof import Proof, prove
from kb.records.course import Stage, StageEvent
from kb.records.experience import Experience
from kb.records.outcome import Art, Design, Direction, Judgement, Outcome, Role, Verdict
from kb.records.solution import PrimaryOutcome, Solution, Success
from kb.records.source import Origin, Source

OWN = Source("egen", "Notat", origin=Origin.MUNICIPALITY)
SOURCES = {
    source.id: source
    for source in (
        OWN,
        Source("firma", "Brochure", origin=Origin.SUPPLIER),
        Source("oplaeg", "Oplæg", origin=Origin.CONFERENCE),
        Source("avis", "Avis", origin=Origin.PRESS),
        Source("citat", "Avis med citat", origin=Origin.PRESS, quotes_municipality=True),
        Source("ukendt", "Uden ophav"),
        Source("rapport", "Evaluering", origin=Origin.EVALUATION),
    )
}
TYPES = {"nordby": "by", "sydby": "by", "vestby": "land", "oestby": "land", "midtby": "by"}
AS_OF = "2026-11-25"

MEASURED = Outcome(
    id="tid",
    label="Sparet tid",
    role=Role.EFFECT,
    art=Art.MEASURED,
    source="egen",
    measure="tid",
    value=Decimal(20),
    unit="pct",
    denominator="af tiden",
    method="Tidsmåling",
    direction=Direction.BETTER,
)
SOLUTION = Solution(
    "s", "Løsning", "En løsning.", (OWN,), primary_outcomes=(PrimaryOutcome("tid", Success.BETTER),)
)


def report(
    place: str = "nordby", *outcomes: Outcome, verdict: Verdict = Verdict.POSITIVE, **more
) -> Experience:
    """Make a described report of one place that went well, from the municipality's own note."""
    base = Experience(
        id=place,
        solution="s",
        municipalities=(place,),
        description="Det blev prøvet.",
        outcomes=outcomes,
        verdict=Judgement(verdict),
        cited=("egen",),
        stages=(StageEvent(Stage.TRYING, "2020"),),
    )
    return replace(base, **more)


def measured(place: str = "nordby", **changes) -> Experience:
    """Make a report with one measured effect, changed as said."""
    return report(place, replace(MEASURED, **changes))


def compared(place: str = "nordby", **changes) -> Experience:
    """Make a report whose effect was measured against a group without the solution."""
    return measured(place, design=Design.COMPARISON_GROUP, **changes)


def documented(one: Experience) -> Documentation:
    """Grade one report."""
    return document(one, SOURCES.get)


def proven(*reports: Experience, solution: Solution = SOLUTION, as_of: str = AS_OF) -> Proof:
    """Grade a solution by its reports."""
    grades = {one.ref: documented(one) for one in reports}
    return prove(solution, reports, grades, type_of=TYPES.get, as_of=as_of)
