"""Dokumentationsgrad: how well one experience report is documented, and what is missing for the next step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.records.experience import Experience
from kb.records.outcome import Art, Design, Outcome, Role
from kb.records.source import Origin, Source

SourceOf = Callable[[str], Source | None]

# Those who sell, and those who only pass on: what they say makes no report documented.
WEAK_ORIGINS = (Origin.SUPPLIER, Origin.CONFERENCE)
COMPARED = (Design.COMPARISON_GROUP, Design.WAITING_LIST, Design.QUASI, Design.RANDOMISED)


class DocumentationGrade(StrEnum):
    """How well a report is documented, from mentioned to controlled."""

    D0 = "D0"
    D1 = "D1"
    D2 = "D2"
    D3 = "D3"
    D4 = "D4"


class Lack(StrEnum):
    """What a report lacks for the next step."""

    SOURCE = "kilde"
    DESCRIPTION = "beskrivelse"
    EFFECT = "virkning"
    COUNTED = "maalt-eller-opgjort"
    NUMBER = "tal"
    METHOD = "metode"
    BASELINE = "sammenligningsgrundlag"
    COMPARISON = "sammenligning-eller-uafhaengig"
    CONTROL = "lodtraekning-eller-udgivet"


@dataclass(frozen=True)
class Documentation:
    """The grade of a report, the outcomes that carry it, and what is missing for the next step."""

    grade: DocumentationGrade
    carried_by: tuple[str, ...] = ()
    lacks: tuple[Lack, ...] = ()


def document(report: Experience, source_of: SourceOf) -> Documentation:
    """Grade a report; `source_of` finds a source that the report names."""
    sources = [source for source in map(source_of, source_ids(report)) if source]
    if not any(map(speaks_for_itself, sources)):
        return Documentation(DocumentationGrade.D0, lacks=(Lack.SOURCE,))
    if not report.description:
        return Documentation(DocumentationGrade.D0, lacks=(Lack.DESCRIPTION,))
    effects = [outcome for outcome in report.outcomes if outcome.role is Role.EFFECT]
    measured = [outcome for outcome in effects if not lacks_of(outcome, source_of)]
    if not measured:
        return Documentation(DocumentationGrade.D1, lacks=nearest_lacks(effects, source_of))
    return _compare(measured)


def source_ids(report: Experience) -> set[str]:
    """List the ids of all sources that a report rests on."""
    own = {source.id for source in report.sources}
    return {*report.cited, *own, *(outcome.source for outcome in report.outcomes)}


def speaks_for_itself(source: Source) -> bool:
    """Tell whether a source can carry a report: no seller, nor press that quotes no municipality."""
    if source.origin is Origin.PRESS:
        return bool(source.quotes_municipality)
    return source.origin is not None and source.origin not in WEAK_ORIGINS


def lacks_of(outcome: Outcome, source_of: SourceOf) -> tuple[Lack, ...]:
    """List what an effect lacks to be measured: kind, number, method, and something to hold it against."""
    source = source_of(outcome.source)
    return tuple(
        lack
        for lack, is_there in (
            (Lack.SOURCE, bool(source and speaks_for_itself(source)) and not outcome.supplier_figure),
            (Lack.COUNTED, outcome.art in (Art.MEASURED, Art.COUNTED)),
            (Lack.NUMBER, outcome.has_number),
            (Lack.METHOD, bool(outcome.method)),
            (Lack.BASELINE, has_baseline(outcome)),
        )
        if not is_there
    )


def has_baseline(outcome: Outcome) -> bool:
    """Tell whether a figure can be held against something: before, a comparison, or what it is a share of."""
    is_before_and_after = outcome.before is not None and outcome.after is not None
    is_compared = outcome.design is not None and outcome.design is not Design.NONE
    return is_before_and_after or is_compared or outcome.out_of is not None or bool(outcome.denominator)


def nearest_lacks(effects: Iterable[Outcome], source_of: SourceOf) -> tuple[Lack, ...]:
    """Say what the effect that comes nearest to being measured lacks."""
    lacks = [lacks_of(outcome, source_of) for outcome in effects]
    return min(lacks, key=len, default=(Lack.EFFECT,))


def _compare(measured: list[Outcome]) -> Documentation:
    """Grade a measured report by how its effects were compared and by whom."""
    controlled = [outcome for outcome in measured if is_controlled(outcome)]
    if controlled:
        return Documentation(DocumentationGrade.D4, _ids(controlled))
    compared = [outcome for outcome in measured if outcome.design in COMPARED or outcome.independent]
    if compared:
        return Documentation(DocumentationGrade.D3, _ids(compared), (Lack.CONTROL,))
    return Documentation(DocumentationGrade.D2, _ids(measured), (Lack.COMPARISON,))


def is_controlled(outcome: Outcome) -> bool:
    """Tell whether lots were drawn, or a quasi-experiment by independent evaluators is published."""
    if outcome.design is Design.RANDOMISED:
        return True
    return outcome.design is Design.QUASI and bool(outcome.published_report and outcome.independent)


def _ids(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(outcome.id for outcome in outcomes)
