"""What a series of yearly amounts is worth today."""

from decimal import Decimal

from kb.appraisal.case import LAST_EARLY_YEAR, Case
from kb.appraisal.flows import HUNDRED, Series


def discount_factors(case: Case) -> Series:
    """Give what a krone of each year is worth at the start: 1 ÷ (1 + rate), once for every year passed.

    The first rate holds until year 35, the late one after that.
    """
    factors = [Decimal(1)]
    for year in range(1, case.horizon_years + 1):
        rate = case.rate if year <= LAST_EARLY_YEAR else case.late_rate
        factors.append(factors[-1] * HUNDRED / (HUNDRED + rate))
    return tuple(factors)


def present_value(amounts: Series, case: Case) -> Decimal:
    """Add yearly amounts, each times its discount factor."""
    return sum(
        (amount * factor for amount, factor in zip(amounts, discount_factors(case), strict=True)), Decimal(0)
    )


def value_of(amounts: Series | None, case: Case) -> Decimal | None:
    """Give the present value of amounts that may be unknown."""
    return None if amounts is None else present_value(amounts, case)
