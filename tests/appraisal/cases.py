"""Made-up cases, and how hypothesis makes more of them."""

from decimal import Decimal

from hypothesis import strategies as st

from kb.appraisal.case import Case, Estimate, Line, Side, Volume
from kb.appraisal.measure import Measure, Period
from kb.records.business_case import Payer

MONEY = [measure for measure in Measure if measure.value.startswith("kr-")]
TIME = [measure for measure in Measure if measure.value.startswith(("timer-", "minutter-"))]


def exact(number: int | str) -> Estimate:
    """Make an estimate that is the same at all three places."""
    return Estimate.exact(Decimal(number))


def between(low: int | str, likely: int | str, high: int | str) -> Estimate:
    """Make an estimate of three numbers."""
    return Estimate(Decimal(low), Decimal(likely), Decimal(high))


def cost(amount: Estimate, measure: Measure = Measure.KR_YEAR, name: str = "u1", **fields: object) -> Line:
    """Make a cost of the municipality."""
    return Line(name, Side.COST, measure, amount, **fields)  # type: ignore[arg-type]


def gain(
    amount: Estimate | None, measure: Measure = Measure.KR_YEAR, name: str = "g1", **fields: object
) -> Line:
    """Make a gain of the municipality."""
    return Line(name, Side.GAIN, measure, amount, **fields)  # type: ignore[arg-type]


# The municipality's round numbers of the prototype: visits moved to a screen.
SCREEN = Case(
    lines=(
        cost(between(150_000, 200_000, 250_000), Measure.KR_ONCE, "u1"),
        cost(between(100_000, 120_000, 150_000), Measure.KR_YEAR, "u2"),
        gain(between(5, 10, 15), Measure.MINUTES_EACH, share=between(0, 25, 50)),
    ),
    volume=Volume(between(60, 120, 223), Period.WEEK),
    wage=exact(260),
)

numbers = st.integers(0, 10**6).map(Decimal) | st.decimals(0, 10**4, places=2, allow_nan=False)


def estimates(numbers: st.SearchStrategy[Decimal] = numbers) -> st.SearchStrategy[Estimate]:
    """Make three numbers in order."""
    return st.tuples(numbers, numbers, numbers).map(lambda three: Estimate(*sorted(three)))


shares = estimates(st.integers(0, 100).map(Decimal))


@st.composite
def lines(draw: st.DrawFn, side: Side, name: str) -> Line:
    """Make a line of one side."""
    measure = draw(st.sampled_from([*MONEY, *TIME] if side is Side.GAIN else MONEY))
    return Line(
        id=name,
        side=side,
        measure=measure,
        amount=draw(estimates()),
        share=draw(shares) if side is Side.GAIN else None,
        starts_month=draw(st.integers(0, 24)),
        payer=draw(st.sampled_from(list(Payer))) if side is not Side.GRANT else Payer.STATE,
        applies_to=draw(st.none() | st.integers(1, 500).map(Decimal)),
        price_rise=draw(st.sampled_from([Decimal(0), Decimal(12), Decimal("3.5")])),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Make a case in which nothing is missing."""
    made = [draw(lines(Side.COST, "u0")), draw(lines(Side.GAIN, "g0"))]
    for number in range(draw(st.integers(0, 3))):
        side = draw(st.sampled_from(list(Side)))
        made.append(draw(lines(side, f"{side.value}{number}")))
    return Case(
        lines=tuple(made),
        volume=Volume(
            draw(estimates(st.integers(0, 10**4).map(Decimal))), draw(st.sampled_from(list(Period)))
        ),
        wage=draw(estimates(st.integers(0, 1000).map(Decimal))),
        horizon_years=draw(st.sampled_from([2, 5, 38])),
        rate=draw(st.sampled_from([Decimal(0), Decimal("3.5"), Decimal(7)])),
        late_rate=draw(st.sampled_from([Decimal(0), Decimal("2.5")])),
    )
