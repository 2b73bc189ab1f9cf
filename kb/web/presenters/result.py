"""One result in full: the figure with how it was measured, by whom, and what to know before using it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.records.discussion import Remark
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.outcome import Design, Direction, Outcome, Realised
from kb.web.formats import format_number, uncapital
from kb.web.i18n import gettext
from kb.web.presenters.economy import REALISED
from kb.web.presenters.outcome import Finding, finding_of, told_by
from kb.web.presenters.source import Cite
from kb.web.voice import Voice

DESIGNS = {
    Design.NONE: N_("uden sammenligning"),
    Design.BEFORE_AFTER: N_("før og efter"),
    Design.COMPARISON_GROUP: N_("mod en sammenligningsgruppe"),
    Design.WAITING_LIST: N_("mod en venteliste"),
    Design.QUASI: N_("mod en sammenligning uden lodtrækning"),
    Design.RANDOMISED: N_("ved lodtrækning"),
}
DIRECTIONS = {
    Direction.BETTER: N_("bedre"),
    Direction.WORSE: N_("dårligere"),
    Direction.NO_DIFFERENCE: N_("ingen forskel"),
    Direction.MIXED: N_("blandet"),
}


@dataclass(frozen=True)
class ResultRow:
    """A finding with what one must know to judge it; `facts` are the bank's words, the rest the record's."""

    finding: Finding
    facts: tuple[str, ...]
    direction: str
    evaluator: str
    for_whom: str


def results_of(
    report: Experience, voice: Voice, *, cite: Cite, remarks: tuple[Remark, ...] = ()
) -> tuple[ResultRow, ...]:
    """List the results of a report: what has happened before what is expected."""
    told = sorted(told_by(report, cite, remarks), key=lambda one: not one.outcome.art.has_happened)
    return tuple(
        ResultRow(
            finding=finding_of(one, voice),
            facts=tuple(facts_of(one.outcome, voice)),
            direction=gettext(DIRECTIONS[one.outcome.direction]) if one.outcome.direction else "",
            evaluator=one.outcome.evaluator or "",
            for_whom=one.outcome.for_whom or "",
        )
        for one in told
    )


def facts_of(outcome: Outcome, voice: Voice) -> Iterable[str]:
    """Say how a result was measured, in a few words each."""
    if outcome.evidence:
        yield uncapital(voice.term("evidence-method", outcome.evidence))
    if outcome.design:
        yield gettext(DESIGNS[outcome.design])
    if outcome.n is not None:
        yield gettext("%(number)s målt", number=format_number(outcome.n, voice.language))
    if outcome.independent is not None:
        yield gettext("målt af uafhængige") if outcome.independent else gettext("egen måling")
    if outcome.used_for:
        yield gettext("tiden brugt til: %(terms)s", terms=voice.terms("time-use", outcome.used_for).lower())
    if outcome.realised_in_budget:
        yield gettext(REALISED[Realised(outcome.realised_in_budget)])
