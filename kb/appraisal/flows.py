"""What the lines of a case come to: hours and kroner, once, a year, and year by year.

Every function reads the likely numbers; a case moved to its low or high ends is read the same way. What
cannot be told because a number is missing is None.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from kb.appraisal.case import Case, Line, Side
from kb.appraisal.measure import MONTHS_A_YEAR, Scope
from kb.records.business_case import GainKind, Payer

HUNDRED = Decimal(100)
NOTHING = Decimal(0)
Series = tuple[Decimal, ...]


def units_for(line: Line, case: Case) -> Decimal | None:
    """Tell how many times the number of a line counts."""
    scope, volume = line.measure.meaning.scope, case.volume
    if scope is Scope.CASE and line.applies_to is None:
        return Decimal(1)
    if volume is None:
        return None
    if scope is Scope.CASE and line.applies_to:
        return volume.amount.likely / line.applies_to
    return volume.units_a_year if scope is Scope.EACH else volume.amount.likely


def quantity(line: Line, case: Case) -> Decimal | None:
    """Work out a line in kroner or hours, once or a year in full operation."""
    meaning, units = line.measure.meaning, units_for(line, case)
    if line.amount is None or units is None or not line.measure.has_number:
        return None
    # What is multiplied comes before what is divided by, so that sixths of an hour leave no trace.
    number = line.amount.likely * units * meaning.times
    risen = number * (HUNDRED + line.price_rise) / HUNDRED if line.price_rise else number
    return risen / meaning.parts


def money(line: Line, case: Case) -> Decimal | None:
    """Work out the kroner of a line that reach a budget, once or a year; always zero or more.

    Freed time is money only through the wage, and only the share that can be taken out. Quality is never
    money.
    """
    if not line.measure.has_number:
        return NOTHING
    amount = quantity(line, case)
    if line.side is not Side.GAIN or amount is None:
        return amount
    if line.measure.meaning.kind is GainKind.TIME:
        return _money_of_time(amount, line, case)
    return amount * line.share.likely / HUNDRED if line.share else amount


def _money_of_time(hours: Decimal, line: Line, case: Case) -> Decimal | None:
    if line.share is None:
        return None
    if line.share.likely == 0:
        return NOTHING
    return hours * case.wage.likely * line.share.likely / HUNDRED if case.wage else None


def months_in_year(line: Line, year: int) -> int:
    """Count the months of a year, the first being year 1, in which a running line counts."""
    return min(max(year * MONTHS_A_YEAR - line.starts_month, 0), MONTHS_A_YEAR)


def year_of(month: int) -> int:
    """Tell in which year a month lies; month 0 is the start, months 1–12 are year 1."""
    return -(-month // MONTHS_A_YEAR)


def series(line: Line, case: Case) -> Series | None:
    """Lay the money of a line out over the start and the years of the case."""
    amount = money(line, case)
    if amount is None:
        return None
    years = range(case.horizon_years + 1)
    if line.measure.meaning.is_once:
        return tuple(amount if year == year_of(line.starts_month) else NOTHING for year in years)
    return tuple(amount * months_in_year(line, year) / MONTHS_A_YEAR if year else NOTHING for year in years)


def total(lines: Iterable[Line], case: Case) -> Series | None:
    """Add lines year by year; one that cannot be told makes the sum unknown."""
    found = [series(line, case) for line in lines]
    known = [one for one in found if one is not None]
    if len(known) < len(found):
        return None
    return tuple(sum(year, NOTHING) for year in zip(*known, strict=True)) or _empty(case)


def _empty(case: Case) -> Series:
    return (NOTHING,) * (case.horizon_years + 1)


def lines_for(case: Case, side: Side, payer: Payer | None) -> tuple[Line, ...]:
    """List the lines of one side that one payer has."""
    return tuple(line for line in case.lines_of(side) if line.payer is payer)


def costs(case: Case, payer: Payer | None = Payer.MUNICIPALITY) -> Series | None:
    """Add what somebody pays year by year; unknown where no cost is stated at all."""
    return total(lines_for(case, Side.COST, payer), case) if case.lines_of(Side.COST) else None


def gains(case: Case, payer: Payer | None = Payer.MUNICIPALITY) -> Series | None:
    """Add the gains that reach somebody's budget; unknown where no gain is stated at all."""
    return total(lines_for(case, Side.GAIN, payer), case) if case.lines_of(Side.GAIN) else None


def grants(case: Case) -> Series | None:
    """Add what others give the municipality year by year; unknown where no grant is stated."""
    lines = case.lines_of(Side.GRANT)
    return total(lines, case) if lines else None


def net(case: Case, payer: Payer | None = Payer.MUNICIPALITY) -> Series | None:
    """Take costs from gains year by year, grants left out; unknown where either is unknown."""
    paid, gained = costs(case, payer), gains(case, payer)
    if paid is None or gained is None:
        return None
    return tuple(gain - cost for gain, cost in zip(gained, paid, strict=True))


def with_grants(case: Case) -> Series | None:
    """Add the grants to the municipality's cash line."""
    cash, given = net(case), grants(case)
    if cash is None or given is None:
        return None
    return tuple(one + other for one, other in zip(cash, given, strict=True))


def running(lines: Iterable[Line], case: Case) -> Decimal | None:
    """Add the yearly money of lines in full operation."""
    return _sum(money(line, case) for line in lines if not line.measure.meaning.is_once)


def once(lines: Iterable[Line], case: Case) -> Decimal | None:
    """Add the money of lines that come once."""
    return _sum(money(line, case) for line in lines if line.measure.meaning.is_once)


def hours(lines: Iterable[Line], case: Case) -> Decimal | None:
    """Add the hours a year that lines free in full operation; unknown where no line is about time."""
    timed = [line for line in lines if line.measure.meaning.kind is GainKind.TIME]
    return _sum(quantity(line, case) for line in timed) if timed else None


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    found: Sequence[Decimal | None] = tuple(amounts)
    known = [amount for amount in found if amount is not None]
    return sum(known, NOTHING) if len(known) == len(found) else None
