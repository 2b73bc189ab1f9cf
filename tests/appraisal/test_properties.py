"""What must hold for every case, whatever its numbers."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kb.appraisal.case import Case, Estimate, Line, Side, with_volume
from kb.appraisal.flows import net
from kb.appraisal.measure import Measure
from kb.appraisal.outlook import Appraisal, appraise
from kb.appraisal.present_value import present_value, value_of
from kb.appraisal.rebase import offer_of_line
from kb.records.business_case import BusinessCase
from kb.records.experience import Experience
from kb.web.appraisal.told import told_figures
from tests.appraisal.cases import cases, cost, estimates, exact, gain
from tests.web.rich import CASE, FULL, RICH

SMALL = Decimal("1e-6")
few = settings(max_examples=30, deadline=None)
PER_YEAR = {
    Measure.KR_MONTH: (Measure.KR_YEAR, 12),
    Measure.HOURS_WEEK: (Measure.HOURS_YEAR, 52),
    Measure.HOURS_WEEK_UNIT: (Measure.HOURS_YEAR_UNIT, 52),
    Measure.KR_MONTH_UNIT: (Measure.KR_YEAR_UNIT, 12),
}


def times(estimate: Estimate, factor: Decimal) -> Estimate:
    return Estimate(estimate.low * factor, estimate.likely * factor, estimate.high * factor)


def close(one: Decimal | None, other: Decimal | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= SMALL * (1 + abs(other))


def main_figures(appraisal: Appraisal) -> list[Decimal | None]:
    """List what a page tells first: value, cost, hours, and how far each assumption moves it."""
    found = [figure for o in appraisal.ends for figure in (o.value, o.cost_total, o.hours_yearly)]
    return [*found, *(swing.width for swing in appraisal.swings)]


@few
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(case: Case, chance) -> None:
    """Permuting the lines changes no figure, nor the order of the tornado."""
    shuffled = list(case.lines)
    chance.shuffle(shuffled)
    one, other = appraise(case), appraise(replace(case, lines=tuple(shuffled)))

    assert all(map(close, main_figures(one), main_figures(other)))
    assert [o.payback for o in one.ends] == [o.payback for o in other.ends]
    assert [payer.payer for payer in one.payers] == [payer.payer for payer in other.payers]


@few
@given(cases())
def test_thousands_are_kroner_too(case: Case) -> None:
    """Writing every amount and the wage in thousands makes every sum a thousandth; nothing else moves."""
    factor = Decimal("0.001")
    lines = [
        replace(line, amount=times(line.amount, factor))
        if line.amount and line.measure.value.startswith("kr-")
        else line
        for line in case.lines
    ]
    one = appraise(case)
    other = appraise(replace(case, lines=tuple(lines), wage=times(case.wage, factor) if case.wage else None))

    for kroner, thousands in zip(one.ends, other.ends, strict=True):
        assert close((thousands.value or Decimal(0)) * 1000, kroner.value)
        assert thousands.payback == kroner.payback
        assert close(thousands.hours_yearly, kroner.hours_yearly)


@few
@given(cases())
def test_a_week_is_a_part_of_a_year(case: Case) -> None:
    """An amount a week or a month and the same amount a year give the same result."""
    lines = []
    for line in case.lines:
        measure, factor = PER_YEAR.get(line.measure, (line.measure, 1))
        amount = times(line.amount, Decimal(factor)) if line.amount else None
        lines.append(replace(line, measure=measure, amount=amount))

    same = appraise(replace(case, lines=tuple(lines)))
    assert all(map(close, main_figures(appraise(case)), main_figures(same)))


@few
@given(cases(), st.sampled_from(list(Side)))
def test_an_empty_line_changes_nothing(case: Case, side: Side) -> None:
    """A line without a number is unknown, and counts for nothing."""
    empty = Line("x", side, Measure.KR_YEAR)

    assert appraise(replace(case, lines=(*case.lines, empty))) == replace(
        appraise(case), case=replace(case, lines=(*case.lines, empty))
    )


@few
@given(st.integers(0, 3))
def test_an_empty_report_changes_nothing(count: int) -> None:
    """A report without figures adds nothing that a reader could begin with."""
    empty = [
        Experience(id=f"tom-{number}", solution="rig", business_case=BusinessCase())
        for number in range(count)
    ]

    assert [told.ref for told in told_figures(RICH, [FULL, *empty])] == [
        told.ref for told in told_figures(RICH, [FULL])
    ]


@few
@given(cases())
def test_at_rate_zero_the_value_is_the_sum(case: Case) -> None:
    """Without interest the net present value is the cash line added up."""
    likely = appraise(replace(case, rate=Decimal(0), late_rate=Decimal(0))).likely

    assert likely.cash is not None
    assert close(likely.value, sum(likely.cash, Decimal(0)))


@few
@given(cases(), st.integers(1, 10**6), st.integers(1, 10**4))
def test_the_break_even_volume_gives_zero(case: Case, fixed: int, each: int) -> None:
    """Put back as the volume, the break-even volume has a net present value of zero."""
    simple = replace(
        case, lines=(cost(exact(fixed), Measure.KR_ONCE), gain(exact(each), Measure.KR_EACH, starts_month=1))
    )
    for one in (case, simple):
        check_break_even(one)
    assert appraise(simple).likely.break_even is not None


def check_break_even(case: Case) -> None:
    found = appraise(case).likely.break_even
    if found is None:
        return
    back = with_volume(case, found.volume)
    cash = net(back)

    assert cash is not None
    assert abs(present_value(cash, back)) <= SMALL * (1 + sum(abs(year) for year in cash))


@few
@given(cases())
def test_low_is_never_above_high(case: Case) -> None:
    """The low result is the lowest and the high one the highest."""
    low, likely, high = (outlook.value for outlook in appraise(case).ends)

    assert low is not None
    assert likely is not None
    assert high is not None
    assert low - SMALL * (1 + abs(low)) <= likely <= high + SMALL * (1 + abs(high))


@few
@given(cases())
def test_the_tornado_is_widest_first_and_whole(case: Case) -> None:
    """Every assumption has its row, those without effect too, and no row is wider than the one above."""
    swings = appraise(case).swings
    widths = [swing.width for swing in swings]
    lines = [line for line in case.lines if line.side is not Side.GRANT]

    assert widths == sorted(widths, reverse=True)
    assert len(swings) == 2 + len(lines) + sum(line.side is Side.GAIN for line in lines)


@few
@given(cases())
def test_the_payback_month_holds(case: Case) -> None:
    """At the end of the year of the payback month, and of every later one, the money is back."""
    likely = appraise(case).likely
    assume(likely.payback is not None and likely.added_up is not None)
    assert likely.payback is not None
    later = (likely.added_up or ())[-(-likely.payback // 12) :]

    assert all(money >= -SMALL * (1 + abs(money)) for money in later)


@few
@given(cases(), estimates())
def test_grants_move_nothing_but_their_own_figures(case: Case, amount: Estimate) -> None:
    """A further grant changes neither cost, cash line, value nor payback."""
    grant = Line("t9", Side.GRANT, Measure.KR_ONCE, amount, payer=None)
    one, other = appraise(case).likely, appraise(replace(case, lines=(*case.lines, grant))).likely

    assert (one.costs, one.cash, one.value, one.payback) == (
        other.costs,
        other.cash,
        other.value,
        other.payback,
    )
    assert other.grants is not None
    assert close(
        (other.value_with_grants or Decimal(0)), (other.value or 0) + (value_of(other.grants, case) or 0)
    )


def test_a_figure_of_a_source_is_never_lifted_to_other_prices() -> None:
    """An offer keeps the printed number and its printed price year."""
    bought = CASE.lines[0]
    offer = offer_of_line(bought, CASE)

    assert offer.numbers.likely == Decimal(5_700_000)  # type: ignore[union-attr]
    assert offer.price_year == 2020  # type: ignore[union-attr]
