"""When a case breaks even: after how many months, and at which volume."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal.case import Case, Line, Side, with_volume
from kb.appraisal.flows import NOTHING, lines_for, money, net
from kb.appraisal.measure import MONTHS_A_YEAR
from kb.appraisal.present_value import value_of
from kb.records.business_case import Payer


@dataclass(frozen=True)
class BreakEven:
    """The volume at which the net present value is zero; `is_ceiling` where more units mean a loss."""

    volume: Decimal
    is_ceiling: bool = False


def break_even_volume(case: Case) -> BreakEven | None:
    """Find the volume above zero at which the net present value is zero.

    The value is a straight line in the volume, so two points are enough. None where the volume does not
    decide whether there is a loss, or where the value cannot be told.
    """
    at_none = value_of(net(with_volume(case, Decimal(0))), case)
    at_one = value_of(net(with_volume(case, Decimal(1))), case)
    if at_none is None or at_one is None or at_one == at_none:
        return None
    slope = at_one - at_none
    volume = -at_none / slope
    return BreakEven(volume, is_ceiling=slope < 0) if volume > 0 else None


def payback_month(case: Case, *, counts_grants: bool = False) -> int | None:
    """Find the month from which the money added up is never below zero again; 0 where it never is.

    Undiscounted; None where that is not within the horizon, or where the cash line is unknown.
    """
    if net(case) is None:
        return None
    back = 0
    for month, added_up in enumerate(_added_up(case, counts_grants=counts_grants)):
        if added_up < 0:
            back = month + 1
    return back if back <= case.horizon_years * MONTHS_A_YEAR else None


def _added_up(case: Case, *, counts_grants: bool) -> Iterator[Decimal]:
    """Add the money up month by month, in twelfths of a krone so that nothing is divided."""
    came: defaultdict[int, Decimal] = defaultdict(Decimal)
    a_year: defaultdict[int, Decimal] = defaultdict(Decimal)
    for step in _steps(case, counts_grants=counts_grants):
        (came if step.is_once else a_year)[step.month] += step.amount
    added_up = running = NOTHING
    for month in range(case.horizon_years * MONTHS_A_YEAR + 1):
        added_up += running + came[month] * MONTHS_A_YEAR
        running += a_year[month]
        yield added_up


@dataclass(frozen=True)
class _Step:
    amount: Decimal
    month: int
    is_once: bool


def _steps(case: Case, *, counts_grants: bool) -> Iterable[_Step]:
    given: tuple[Line, ...] = case.lines_of(Side.GRANT) if counts_grants else ()
    incoming = (*lines_for(case, Side.GAIN, Payer.MUNICIPALITY), *given)
    for sign, lines in ((1, incoming), (-1, lines_for(case, Side.COST, Payer.MUNICIPALITY))):
        for line in lines:
            amount = money(line, case) or NOTHING
            yield _Step(sign * amount, line.starts_month, line.measure.meaning.is_once)
