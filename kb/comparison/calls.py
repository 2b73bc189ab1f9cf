"""Which three to ring: the nearest, the nearest that stopped, the least alike that still succeeded; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.adoption import Adoption, newest_date
from kb.comparison.likeness import Likeness, Twin, Weights
from kb.comparison.observations import trials_of
from kb.records.experience import Experience
from kb.records.outcome import Verdict


class Reason(StrEnum):
    """Why a municipality is worth a call."""

    NEAREST = "naermest"
    STOPPED = "stoppet"
    AGAINST = "ikke-som-ventet"
    DIFFERENT = "mest-forskellig"


class Absence(StrEnum):
    """Why there is nobody to ring for a reason."""

    NOBODY = "ingen"
    NAMED_ABOVE = "staar-allerede"


@dataclass(frozen=True)
class Call:
    """A municipality to ring, and the report that tells about it."""

    reason: Reason
    twin: Twin
    report: str


@dataclass(frozen=True)
class Missing:
    """A reason that nobody can be named for."""

    reason: Reason
    why: Absence


def calls_for(
    municipality_id: str,
    reports: Iterable[Experience],
    adoption: Adoption,
    *,
    likeness: Likeness,
    weights: Weights | None = None,
) -> tuple[tuple[Call, ...], tuple[Missing, ...]]:
    """Choose the municipalities to ring, each once, and tell which could not be found.

    Where nobody stopped, the nearest with a negative verdict stands in.
    """
    reports = tuple(reports)
    newest = {reason: _newest_reports(reports, adoption, reason) for reason in Reason}
    orders = {reason: likeness.order(municipality_id, newest[reason], weights) for reason in Reason}
    orders[Reason.DIFFERENT] = orders[Reason.DIFFERENT][::-1]
    second = Reason.STOPPED if orders[Reason.STOPPED] or not orders[Reason.AGAINST] else Reason.AGAINST
    calls: list[Call] = []
    missing: list[Missing] = []
    for reason in (Reason.NEAREST, second, Reason.DIFFERENT):
        found = _first(orders[reason], {call.twin.municipality for call in calls})
        twin = likeness.twin(municipality_id, found, weights) if found else None
        if found and twin:
            calls.append(Call(reason, twin, newest[reason][found]))
        else:
            missing.append(Missing(reason, Absence.NAMED_ABOVE if orders[reason] else Absence.NOBODY))
    return tuple(calls), tuple(missing)


def _first(order: Iterable[str], named: Collection[str]) -> str | None:
    return next((one for one in order if one not in named), None)


def _newest_reports(reports: tuple[Experience, ...], adoption: Adoption, reason: Reason) -> dict[str, str]:
    """Give the newest report that tells of each place for a reason."""
    if reason is Reason.NEAREST:
        return {place: adoption.latest[place].report for place in adoption.tried if place in adoption.latest}
    if reason is Reason.STOPPED:
        return {place: adoption.latest[place].report for place in adoption.stopped}
    wanted = Verdict.POSITIVE if reason is Reason.DIFFERENT else Verdict.NEGATIVE
    trials = [trial for trial in trials_of(reports) if trial.report.verdict]
    trials.sort(key=lambda trial: (newest_date(trial.report), trial.report.ref))
    return {
        place: trial.report.ref
        for trial in trials
        if trial.report.verdict and trial.report.verdict.value is wanted
        for place in trial.places
    }
