"""What a case comes to for the municipality: low, likely and high, and what is missing to tell."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.appraisal import flows
from kb.appraisal.break_even import BreakEven, break_even_volume, payback_month
from kb.appraisal.case import Case, End, Line, Side
from kb.appraisal.ends import at_end
from kb.appraisal.flows import Series, lines_for
from kb.appraisal.payers import PayerSum, payers_of
from kb.appraisal.present_value import value_of
from kb.appraisal.sensitivity import Swing, tornado
from kb.records.business_case import GainKind, Payer

OURS = Payer.MUNICIPALITY


class Missing(StrEnum):
    """What must be known before the money can be told."""

    COST = "udgift"
    GAIN = "gevinst"
    VOLUME = "maengde"
    WAGE = "loen"
    SHARE = "andel"


@dataclass(frozen=True)
class Outlook:
    """What a case comes to at one set of numbers, in kroner and hours; None is what cannot be told.

    Freed hours stand apart from money: `from_time` is the part of them that reaches the budget through the
    wage, `from_money` what was money from the start. `cash` holds no grants; they stand in `grants`.
    """

    cost_once: Decimal | None
    cost_yearly: Decimal | None
    costs: Series | None
    hours_yearly: Decimal | None
    time_value_yearly: Decimal | None
    from_time: Decimal | None
    from_money: Decimal | None
    gained_once: Decimal | None
    yearly: Decimal | None
    cash: Series | None
    grants: Series | None
    value: Decimal | None
    value_with_grants: Decimal | None
    payback: int | None
    payback_with_grants: int | None
    break_even: BreakEven | None

    @property
    def cost_total(self) -> Decimal | None:
        """Add what the municipality pays over the whole horizon, undiscounted."""
        return None if self.costs is None else sum(self.costs, Decimal(0))

    @property
    def added_up(self) -> Series | None:
        """Add the cash line up year by year."""
        if self.cash is None:
            return None
        return tuple(sum(self.cash[: year + 1], Decimal(0)) for year in range(len(self.cash)))


@dataclass(frozen=True)
class Appraisal:
    """A case worked out, with what it lacks; the tornado and the payers are empty while something lacks."""

    case: Case
    low: Outlook
    likely: Outlook
    high: Outlook
    swings: tuple[Swing, ...]
    payers: tuple[PayerSum, ...]
    missing: tuple[Missing, ...]

    @property
    def ends(self) -> tuple[Outlook, Outlook, Outlook]:
        """Give the three outlooks in their order."""
        return self.low, self.likely, self.high


def appraise(case: Case) -> Appraisal:
    """Work a case out."""
    by_end = {end: at_end(case, end) for end in End}
    low, likely, high = (outlook_of(by_end[end]) for end in End)
    return Appraisal(
        case=case,
        low=low,
        likely=likely,
        high=high,
        swings=tornado(case),
        payers=payers_of(by_end),
        missing=tuple(dict.fromkeys(missing_in(case))),
    )


def outlook_of(case: Case) -> Outlook:
    """Read a case at its likely numbers."""
    paid, gained = lines_for(case, Side.COST, OURS), lines_for(case, Side.GAIN, OURS)
    timed, priced = _of_kind(gained, GainKind.TIME), _of_kind(gained, GainKind.MONEY)
    costs, cash = flows.costs(case), flows.net(case)
    hours, from_time = flows.hours(gained, case), flows.running(timed, case) if timed else None
    cost_yearly, gain_yearly = flows.running(paid, case), flows.running(gained, case)
    is_known = cash is not None and cost_yearly is not None and gain_yearly is not None
    return Outlook(
        cost_once=None if costs is None else flows.once(paid, case),
        cost_yearly=None if costs is None else cost_yearly,
        costs=costs,
        hours_yearly=hours,
        time_value_yearly=hours * case.wage.likely if hours is not None and case.wage else None,
        from_time=from_time,
        from_money=flows.running(priced, case) if priced else None,
        gained_once=flows.once(priced, case) if priced else None,
        yearly=(gain_yearly or 0) - (cost_yearly or 0) + Decimal(0) if is_known else None,
        cash=cash,
        grants=flows.grants(case),
        value=value_of(cash, case),
        value_with_grants=value_of(flows.with_grants(case), case),
        payback=payback_month(case),
        payback_with_grants=payback_month(case, counts_grants=True) if case.lines_of(Side.GRANT) else None,
        break_even=break_even_volume(case),
    )


def _of_kind(lines: tuple[Line, ...], kind: GainKind) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.measure.meaning.kind is kind)


def missing_in(case: Case) -> Iterator[Missing]:
    """List what must be known before the cash line can be told."""
    if not case.lines_of(Side.COST):
        yield Missing.COST
    if not case.lines_of(Side.GAIN):
        yield Missing.GAIN
    for line in (line for side in Side for line in case.lines_of(side)):
        if flows.units_for(line, case) is None:
            yield Missing.VOLUME
        if line.side is Side.GAIN and line.measure.meaning.kind is GainKind.TIME:
            yield from _missing_in_time(line, case)


def _missing_in_time(line: Line, case: Case) -> Iterator[Missing]:
    if line.share is None:
        yield Missing.SHARE
    if case.wage is None and (line.share is None or line.share.high > 0):
        yield Missing.WAGE
