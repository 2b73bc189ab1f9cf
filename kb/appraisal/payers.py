"""Who pays and who gains: the municipality, the region, the state, the citizen and others."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal.case import Case, End, Estimate, Side
from kb.appraisal.flows import costs, gains, grants, lines_for, net, total
from kb.appraisal.present_value import value_of
from kb.records.business_case import Payer


@dataclass(frozen=True)
class PayerSum:
    """What one payer has over the whole horizon, in kroner of today; a payer of None is somebody else.

    `grants` is what the municipality gets and what others give, below zero; it is not part of `value`.
    """

    payer: Payer | None
    costs: Decimal
    gains: Decimal
    grants: Decimal
    value: Estimate


def payers_of(by_end: Mapping[End, Case]) -> tuple[PayerSum, ...]:
    """Add up per payer; those without a line are left out, and unknown sums give nothing at all."""
    case = by_end[End.LIKELY]
    involved = {line.payer for side in Side for line in case.lines_of(side)}
    if case.lines_of(Side.GRANT):
        involved.add(Payer.MUNICIPALITY)
    ordered: tuple[Payer | None, ...] = (*Payer, None)
    found = [_sum_of(payer, by_end) for payer in ordered if payer in involved]
    known = tuple(one for one in found if one)
    return known if len(known) == len(found) else ()


def _sum_of(payer: Payer | None, by_end: Mapping[End, Case]) -> PayerSum | None:
    case = by_end[End.LIKELY]
    values = [value_of(net(one, payer), one) for one in (by_end[end] for end in End)]
    paid, gained = value_of(costs(case, payer), case), value_of(gains(case, payer), case)
    if paid is None or gained is None or None in values:
        return None
    low, likely, high = (value for value in values if value is not None)
    return PayerSum(payer, paid, gained, _granted(payer, case), Estimate(low, likely, high))


def _granted(payer: Payer | None, case: Case) -> Decimal:
    if payer is Payer.MUNICIPALITY:
        return value_of(grants(case), case) or Decimal(0)
    return -(value_of(total(lines_for(case, Side.GRANT, payer), case), case) or Decimal(0))
