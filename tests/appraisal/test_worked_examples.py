"""Business cases worked out by hand, to two decimals."""

from decimal import Decimal

import pytest

from kb.appraisal.case import Case, End, Line, Side, Volume
from kb.appraisal.flows import HUNDRED, quantity
from kb.appraisal.measure import Measure, Period
from kb.appraisal.outlook import Missing, appraise
from kb.appraisal.present_value import discount_factors
from kb.records.business_case import Payer
from tests.appraisal.cases import SCREEN, between, cost, exact, gain


def cents(number: Decimal | None) -> str:
    assert number is not None
    return f"{number:.2f}"


def test_a_case_that_loses() -> None:
    """Visits by screen, likely numbers: 120 visits × 52 weeks × 10 min ÷ 60 = 1,040 hours a year.

    1,040 × 260 kr. = 270,400; a quarter of that, 67,600, reaches the budget. 67,600 − 120,000 = −52,400 a year.
    1 ÷ 1.035 five times over adds up to 4.5150524; −52,400 × 4.5150524 = −236,588.74; less 200,000 at the
    start is −436,588.74. Undiscounted −200,000 − 5 × 52,400 = −462,000.
    """
    likely = appraise(SCREEN).likely

    assert cents(likely.hours_yearly) == "1040.00"
    assert cents(likely.time_value_yearly) == "270400.00"
    assert cents(likely.from_time) == "67600.00"
    assert cents(likely.yearly) == "-52400.00"
    assert [cents(year) for year in likely.cash or ()] == ["-200000.00"] + ["-52400.00"] * 5
    assert cents((likely.added_up or ())[-1]) == "-462000.00"
    assert cents(likely.value) == "-436588.74"
    assert likely.payback is None


def test_its_low_and_its_high_end() -> None:
    """Low: 60 × 52 × 5 ÷ 60 = 260 hours, no share of it money: −150,000 a year and −250,000 at the start.

    −150,000 × 4.5150524 − 250,000 = −927,257.86. High: 223 × 52 × 15 ÷ 60 = 2,899 hours × 260 × 50 % =
    376,870; less 100,000 is 276,870 a year; × 4.5150524 − 150,000 = 1,100,082.55. It is back after
    150,000 ÷ (276,870 ÷ 12) = 6.5 months, that is in month 7.
    """
    appraisal = appraise(SCREEN)

    assert cents(appraisal.low.value) == "-927257.86"
    assert cents(appraisal.high.value) == "1100082.55"
    assert (appraisal.low.payback, appraisal.high.payback) == (None, 7)


def test_its_break_even_volume() -> None:
    """What is fixed comes to −200,000 − 120,000 × 4.5150524 = −741,806.29 kr.

    One visit a week gives 52 × 10 ÷ 60 × 260 × 25 % × 4.5150524 = 2,543.48 kr., so 291.65 visits break even.
    """
    found = appraise(SCREEN).likely.break_even

    assert found is not None
    assert cents(found.volume) == "291.65"
    assert not found.is_ceiling


def test_its_tornado() -> None:
    """With no share of the time as money −741,806.29, with half of it −131,371.20; the wage moves nothing.

    270,400 × 50 % = 135,200; less 120,000 is 15,200; × 4.5150524 − 200,000 = −131,371.20.
    """
    swings = appraise(SCREEN).swings

    assert [swing.assumption.field for swing in swings] == [
        "share",
        "volume",
        "amount",
        "amount",
        "amount",
        "wage",
    ]
    assert (cents(swings[0].at_low), cents(swings[0].at_high)) == ("-741806.29", "-131371.20")
    assert swings[-1].width == 0


GRANTED = Case(
    lines=(
        cost(exact(500_000), Measure.KR_ONCE, "u1"),
        cost(exact(40_000), Measure.KR_YEAR, "u2"),
        gain(exact(180_000), starts_month=6),
        Line("t1", Side.GRANT, Measure.KR_ONCE, exact(200_000), payer=Payer.STATE),
    ),
    horizon_years=3,
)


def test_a_grant_stands_apart() -> None:
    """A gain of 180,000 from month 6: half of it, 90,000, in the first year.

    −500,000; 90,000 − 40,000 = 50,000; 140,000; 140,000. At 3.5 %: 48,309.18 + 130,691.50 + 126,271.98 =
    305,272.66; less 500,000 is −194,727.34. The state's 200,000 would make it 5,272.66, but stands apart.
    """
    likely = appraise(GRANTED).likely

    assert [cents(year) for year in likely.cash or ()] == ["-500000.00", "50000.00", "140000.00", "140000.00"]
    assert cents(likely.cost_total) == "620000.00"
    assert cents(likely.value) == "-194727.34"
    assert cents(likely.value_with_grants) == "5272.66"


def test_a_grant_pays_the_case_back_sooner() -> None:
    """−300,000 at the start and 3,333.33 kr. a month till month 6: −320,000; then 11,666.67 a month up.

    320,000 ÷ 11,666.67 = 27.4 months after month 6: back in month 34. Without the grant not within three years.
    """
    likely = appraise(GRANTED).likely

    assert likely.payback is None
    assert likely.payback_with_grants == 34


def test_who_pays_and_who_gains() -> None:
    """The state gives 200,000 and the municipality gets it; neither sum is part of what the case is worth."""
    ours, state = appraise(GRANTED).payers

    assert (ours.payer, cents(ours.value.likely), cents(ours.grants)) == (
        Payer.MUNICIPALITY,
        "-194727.34",
        "200000.00",
    )
    assert (state.payer, cents(state.value.likely), cents(state.grants)) == (
        Payer.STATE,
        "0.00",
        "-200000.00",
    )


def test_a_record_that_tells_only_the_costs() -> None:
    """A report tells 3 million kr. and 400,000 kr. a year for 100 employees; the reader has 60 and a wage.

    3,000,000 × 60 ÷ 100 = 1,800,000; 400,000 × 60 ÷ 100 = 240,000 a year; over five years 3,000,000. With prices
    up 12 % the purchase is 2,016,000. What it gives nobody says, so neither a value nor a payback is told.
    """
    bought = cost(exact(3_000_000), Measure.KR_ONCE, "u1", applies_to=Decimal(100))
    running = cost(exact(400_000), Measure.KR_YEAR, "u2", applies_to=Decimal(100))
    case = Case(lines=(bought, running, gain(None)), volume=Volume(exact(60)), wage=exact(300))
    appraisal = appraise(case)

    assert cents(appraisal.likely.cost_once) == "1800000.00"
    assert cents(appraisal.likely.cost_yearly) == "240000.00"
    assert cents(appraisal.likely.cost_total) == "3000000.00"
    assert appraisal.likely.value is None
    assert appraisal.likely.payback is None
    assert appraisal.missing == (Missing.GAIN,)
    assert (appraisal.swings, appraisal.payers) == ((), ())
    risen = cost(exact(3_000_000), Measure.KR_ONCE, "u1", applies_to=Decimal(100), price_rise=Decimal(12))
    assert cents(quantity(risen, case)) == "2016000.00"


def test_the_rate_falls_after_year_35() -> None:
    """1.035 to the power of −35 is 0.2999769; a year later it is divided by 1.025, not by 1.035."""
    factors = discount_factors(Case(horizon_years=36))

    assert f"{factors[35]:.7f}" == "0.2999769"
    assert factors[36] == factors[35] * HUNDRED / Decimal("102.5")


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.MINUTES_EACH, "6240.00"),
        (Measure.MINUTES_WEEK_UNIT, "6240.00"),
        (Measure.MINUTES_DAY_UNIT, "43800.00"),
        (Measure.HOURS_WEEK, "3120.00"),
        (Measure.HOURS_YEAR_UNIT, "7200.00"),
        (Measure.KR_MONTH_UNIT, "86400.00"),
        (Measure.KR_EACH, "374400.00"),
    ],
)
def test_what_a_number_counts(measure: Measure, expected: str) -> None:
    """The number 60 with 120 visits a week: per visit 6,240 times a year, per unit 120 times, in all once."""
    case = Case(volume=Volume(exact(120), Period.WEEK))

    assert cents(quantity(gain(exact(60), measure), case)) == expected


def test_freed_time_without_a_wage_stays_time() -> None:
    """Hours are told; what they are worth is not, and no wage is made up."""
    case = Case(lines=(cost(exact(1)), gain(exact(10), Measure.HOURS_WEEK, share=exact(50))))
    appraisal = appraise(case)

    assert cents(appraisal.likely.hours_yearly) == "520.00"
    assert (appraisal.likely.from_time, appraisal.likely.value) == (None, None)
    assert appraisal.missing == (Missing.WAGE,)


def test_freed_time_that_nobody_takes_out_needs_no_wage() -> None:
    """With a share of zero the money of freed time is zero, whatever an hour costs."""
    case = Case(
        lines=(cost(exact(1000)), gain(exact(10), Measure.HOURS_WEEK, share=exact(0))), horizon_years=1
    )

    assert cents((appraise(case).likely.cash or ())[1]) == "-1000.00"


def test_a_gain_in_quality_is_no_money() -> None:
    """A case whose only gain is quality comes to its costs; that is an answer too."""
    better = Line("g1", Side.GAIN, Measure.QUALITY, label="Roligere nætter")
    likely = appraise(Case(lines=(cost(exact(500)), better), rate=Decimal(0))).likely

    assert cents(likely.value) == "-2500.00"


def test_the_bad_volume_is_the_one_that_costs() -> None:
    """Where every unit costs more than it gives, the low result has the high volume."""
    case = Case(
        lines=(cost(exact(10), Measure.KR_EACH), gain(exact(4), Measure.KR_EACH)),
        volume=Volume(between(1, 2, 3)),
        horizon_years=1,
        rate=Decimal(0),
    )

    assert [outlook.value for outlook in appraise(case).ends] == [-18, -12, -6]
    assert list(End) == [End.LOW, End.LIKELY, End.HIGH]
