"""How numbers are laid out on a track of their own: a round scale, marks at per cent of its length; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from kb.records.outcome import Direction, Outcome, Role

ROUND_STEPS = tuple(Decimal(step) for step in ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"))
ROOM = Decimal("1.05")
HUNDRED = Decimal(100)
PER_CENT = "pct"


@dataclass(frozen=True)
class Scale:
    """Where a track begins and ends; it holds zero, so that lengths can be compared."""

    low: Decimal
    high: Decimal

    def at(self, number: Decimal) -> str:
        """Tell how far along the track a number stands, as a length for svg."""
        share = (number - self.low) / (self.high - self.low) * HUNDRED
        return f"{share:.1f}%"


@dataclass(frozen=True)
class PlotMark:
    """One mark on a track."""

    x: str
    art: str
    is_bad: bool = False


@dataclass(frozen=True)
class PlotLine:
    """What joins two marks: a change, or the two ends of an interval."""

    start: str
    end: str
    css: str


@dataclass(frozen=True)
class Track:
    """What stands on the track of one row."""

    zero: str
    marks: tuple[PlotMark, ...]
    lines: tuple[PlotLine, ...] = ()


def scale_of(outcomes: Iterable[Outcome]) -> Scale:
    """Choose the round scale that holds every number of a table."""
    outcomes = tuple(outcomes)
    numbers = [number for outcome in outcomes for number in numbers_in(outcome)]
    low, high = min([*numbers, Decimal(0)]), max([*numbers, Decimal(0)])
    top = round_up(high)
    if all(is_per_cent(outcome) for outcome in outcomes) and high <= HUNDRED < top:
        top = HUNDRED
    bottom = -round_up(-low)
    return Scale(bottom, top if top or bottom else Decimal(1))


def numbers_in(outcome: Outcome) -> tuple[Decimal, ...]:
    """List the numbers that an outcome shows on its track: its value and interval, or else its change."""
    change = (outcome.before, outcome.after) if outcome.value is None else ()
    shown = (outcome.value, outcome.low, outcome.high, *change)
    return tuple(number for number in shown if number is not None)


def is_per_cent(outcome: Outcome) -> bool:
    """Tell whether an outcome is counted in per cent."""
    return outcome.unit == PER_CENT


def round_up(number: Decimal) -> Decimal:
    """Find the round number just above a positive number, with a little room; zero for zero."""
    if number <= 0:
        return Decimal(0)
    wanted = number * ROOM
    power = Decimal(10) ** wanted.adjusted()
    step = next(step for step in ROUND_STEPS if step * power >= wanted)
    top = step * power
    return top.to_integral_value(ROUND_CEILING) if top >= 10 else top.normalize()


def is_bad(outcome: Outcome) -> bool:
    """Tell whether an outcome points the wrong way: worse, or use that fell."""
    return outcome.direction is Direction.WORSE or has_fallen(outcome)


def has_fallen(outcome: Outcome) -> bool:
    """Tell whether use fell from before to after."""
    if outcome.role is not Role.REACH or outcome.before is None or outcome.after is None:
        return False
    return outcome.direction is None and outcome.after < outcome.before


def track_of(outcome: Outcome, scale: Scale) -> Track | None:
    """Put an outcome's numbers on the track; an outcome in words has none."""
    art, bad = outcome.art.value, is_bad(outcome)
    if outcome.value is not None:
        marks = [PlotMark(scale.at(outcome.value), art, bad)]
    else:
        ends = [(outcome.low, bad), (outcome.high, bad), (outcome.before, False), (outcome.after, bad)]
        marks = [PlotMark(scale.at(number), art, red) for number, red in ends if number is not None]
    return Track(scale.at(Decimal(0)), tuple(marks), tuple(_lines(outcome, scale))) if marks else None


def _lines(outcome: Outcome, scale: Scale) -> Iterable[PlotLine]:
    if outcome.low is not None and outcome.high is not None:
        yield PlotLine(scale.at(outcome.low), scale.at(outcome.high), "stem")
    if outcome.value is None and outcome.before is not None and outcome.after is not None:
        css = "drop" if is_bad(outcome) else "join"
        yield PlotLine(scale.at(outcome.before), scale.at(outcome.after), css)
