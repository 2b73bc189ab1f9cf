"""Which assumption means most: one number at a time is moved from low to high, the rest stay likely."""

from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal.case import Assumption, Case, End, assumptions_of, with_assumption
from kb.appraisal.flows import net
from kb.appraisal.present_value import value_of


@dataclass(frozen=True)
class Swing:
    """The net present value in kroner with one assumption at its low and at its high number."""

    assumption: Assumption
    at_low: Decimal
    at_high: Decimal

    @property
    def width(self) -> Decimal:
        """Tell how far the net present value moves."""
        return abs(self.at_high - self.at_low)


def tornado(case: Case) -> tuple[Swing, ...]:
    """Move every assumption in turn, the widest first; one without effect is kept."""
    swings = [swing for one in assumptions_of(case) if (swing := _swing(case, one))]
    return tuple(sorted(swings, key=_order))


def _swing(case: Case, assumption: Assumption) -> Swing | None:
    values = [
        value_of(net(moved), moved)
        for moved in (with_assumption(case, assumption, end) for end in (End.LOW, End.HIGH))
    ]
    at_low, at_high = values
    return None if at_low is None or at_high is None else Swing(assumption, at_low, at_high)


def _order(swing: Swing) -> tuple[Decimal, str, str]:
    line = swing.assumption.line
    return -swing.width, line.id if line else "", swing.assumption.field
