"""What a case comes to when things go badly, as expected, or well."""

from dataclasses import replace
from decimal import Decimal

from kb.appraisal.case import Case, End, Line, Side
from kb.appraisal.flows import net
from kb.appraisal.present_value import value_of

OPPOSITE = {End.LOW: End.HIGH, End.HIGH: End.LOW}


def at_end(case: Case, end: End) -> Case:
    """Move every number to the end that is bad (low) or good (high) for the municipality.

    Costs go up when gains go down. More units may be good or bad, so both volumes are tried.
    """
    if end is End.LIKELY:
        return case
    moved = replace(
        case,
        lines=tuple(_moved(line, end) for line in case.lines),
        wage=case.wage.settled(end) if case.wage else None,
    )
    if moved.volume is None:
        return moved
    volume = moved.volume
    tried = [
        replace(moved, volume=replace(volume, amount=volume.amount.settled(one)))
        for one in (end, OPPOSITE[end])
    ]
    choose = min if end is End.LOW else max
    return choose(tried, key=_value)


def _moved(line: Line, end: End) -> Line:
    ends = OPPOSITE[end] if line.side is Side.COST else end
    return replace(
        line,
        amount=line.amount.settled(ends) if line.amount else None,
        share=line.share.settled(ends) if line.share else None,
    )


def _value(case: Case) -> Decimal:
    """Order cases by their net present value; of two unknown ones the first is taken."""
    return value_of(net(case), case) or Decimal(0)
