"""What a business case is made of: a volume, a wage, and lines of costs, gains and grants."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kb.appraisal.measure import Measure, Period
from kb.records.business_case import Payer

DEFAULT_HORIZON = 5
# The public discount rate: 3.5 % for years 0–35, then 2.5 % (Finansministeriet, 7 January 2021).
DEFAULT_RATE = Decimal("3.5")
DEFAULT_LATE_RATE = Decimal("2.5")
LAST_EARLY_YEAR = 35


class End(StrEnum):
    """Which of the three numbers of an estimate is meant."""

    LOW = "lav"
    LIKELY = "mid"
    HIGH = "hoej"


@dataclass(frozen=True)
class Estimate:
    """A number that is not known for certain: its low, its likely and its high value, none below zero."""

    low: Decimal
    likely: Decimal
    high: Decimal

    @classmethod
    def exact(cls, number: Decimal) -> "Estimate":
        """Make an estimate of a number that is the same at all three places."""
        return cls(number, number, number)

    @property
    def is_exact(self) -> bool:
        """Tell whether the number is the same at all three places."""
        return self.low == self.high

    def at(self, end: End) -> Decimal:
        """Give the number at one end."""
        return {End.LOW: self.low, End.LIKELY: self.likely, End.HIGH: self.high}[end]

    def settled(self, end: End) -> "Estimate":
        """Take the number at one end for the likely one and keep the range."""
        return replace(self, likely=self.at(end))


@dataclass(frozen=True)
class Volume:
    """How many units the solution is used for, and whether that is in all or so many a week."""

    amount: Estimate
    period: Period = Period.IN_ALL

    @property
    def units_a_year(self) -> Decimal:
        """Count the units that come in a year."""
        return self.amount.likely * self.period.times_a_year


class Side(StrEnum):
    """Whether a line is a cost, a gain, or money given by others."""

    COST = "udgift"
    GAIN = "gevinst"
    GRANT = "tilskud"


@dataclass(frozen=True)
class Line:
    """One assumption: `amount` in `measure`; without an amount it is unknown and counts for nothing.

    `share` is the per cent of a gain that can be taken out of a budget. `starts_month` counts whole months
    from the start. `payer` pays a cost, gets a gain or gives a grant. `applies_to` is how many units the
    amount is for where that is not the case's own volume; `price_rise` per cent lifts it to today's prices.
    """

    id: str
    side: Side
    measure: Measure
    amount: Estimate | None = None
    label: str = ""
    share: Estimate | None = None
    starts_month: int = 0
    payer: Payer | None = Payer.MUNICIPALITY
    applies_to: Decimal | None = None
    price_rise: Decimal = Decimal(0)

    @property
    def is_stated(self) -> bool:
        """Tell whether the line says anything: a number, or a gain in words."""
        return self.amount is not None if self.measure.has_number else bool(self.label)


@dataclass(frozen=True)
class Case:
    """A business case at the prices of one year; rates are per cent a year, the wage kroner an hour."""

    lines: tuple[Line, ...] = ()
    volume: Volume | None = None
    wage: Estimate | None = None
    horizon_years: int = DEFAULT_HORIZON
    rate: Decimal = DEFAULT_RATE
    late_rate: Decimal = DEFAULT_LATE_RATE
    price_year: int | None = None

    def lines_of(self, side: Side) -> tuple[Line, ...]:
        """List the lines of one side that say something."""
        return tuple(line for line in self.lines if line.side is side and line.is_stated)


@dataclass(frozen=True)
class Assumption:
    """One number that the case rests on: a line's amount or share, or else the volume or the wage."""

    field: str
    line: Line | None
    estimate: Estimate


VOLUME, WAGE, AMOUNT, SHARE = "volume", "wage", "amount", "share"


def assumptions_of(case: Case) -> Iterator[Assumption]:
    """List every number that the municipality's result rests on; grants stand apart from it."""
    if case.volume:
        yield Assumption(VOLUME, None, case.volume.amount)
    if case.wage:
        yield Assumption(WAGE, None, case.wage)
    for line in case.lines:
        if line.amount and line.measure.has_number and line.side is not Side.GRANT:
            yield Assumption(AMOUNT, line, line.amount)
            if line.share and line.side is Side.GAIN:
                yield Assumption(SHARE, line, line.share)


def with_assumption(case: Case, assumption: Assumption, end: End) -> Case:
    """Move one number of a case to one of its ends and leave the rest."""
    settled = assumption.estimate.settled(end)
    if assumption.field == VOLUME and case.volume:
        return replace(case, volume=replace(case.volume, amount=settled))
    if assumption.field == WAGE:
        return replace(case, wage=settled)
    moved = assumption.line
    change = {assumption.field: settled}
    lines = tuple(replace(line, **change) if line is moved else line for line in case.lines)  # type: ignore[arg-type]
    return replace(case, lines=lines)


def with_volume(case: Case, number: Decimal) -> Case:
    """Give a case another volume."""
    period = case.volume.period if case.volume else Period.IN_ALL
    return replace(case, volume=Volume(Estimate.exact(number), period))
