"""How mine is drawn beside theirs: a thin line for all who tried, a thick one where it worked; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from kb.comparison.observations import Observation
from kb.comparison.transfer import Comparison, Span, span_of

EDGE = Decimal(5)
LENGTH = Decimal(90)
# A number more than so many times the largest that matters is left outside the drawing.
FAR_OUT = 3


@dataclass(frozen=True)
class Bar:
    """Where things stand on the track, as lengths for svg; `runs_out` where the line ends in an arrow."""

    me: str
    tried: tuple[str, str]
    worked: tuple[str, str] | None
    runs_out: bool
    outside: tuple[Observation, ...]


@dataclass(frozen=True)
class Window:
    """The part of the numbers that is drawn."""

    low: Decimal
    high: Decimal

    def share(self, number: Decimal) -> Decimal:
        """Tell how far along the track a number stands, in per cent."""
        if self.low == self.high:
            return Decimal(50)
        return EDGE + LENGTH * (number - self.low) / (self.high - self.low)

    def at(self, number: Decimal) -> str:
        """Write how far along the track a number stands; one outside stands at the end."""
        return f"{self.share(number):.1f}%" if number <= self.high else "100%"


def bar_of(comparison: Comparison) -> Bar | None:
    """Draw the numbers of a factor; without mine and theirs there is nothing to draw."""
    tried, worked = span_of(comparison.tried), span_of(comparison.worked)
    if not comparison.mine or tried is None:
        return None
    mine: Decimal = comparison.mine[0].value
    window = window_of(mine, worked, comparison.tried)
    return Bar(
        me=window.at(mine),
        tried=(window.at(tried.low.value), window.at(tried.high.value)),
        worked=_thick(worked, window) if worked else None,
        runs_out=tried.high.value > window.high,
        outside=tuple(one for one in comparison.tried if one.value > window.high),
    )


def window_of(mine: Decimal, worked: Span | None, tried: Iterable[Observation]) -> Window:
    """Choose what is drawn: all of it, but nothing far beyond what is compared."""
    numbers: list[Decimal] = [one.value for one in tried]
    matters = max(mine, worked.high.value if worked else median(numbers))
    high = max(mine, *numbers)
    limit = FAR_OUT * matters
    if high > limit > 0:
        high = max(number for number in (mine, *numbers) if number <= limit)
    return Window(min(mine, *numbers), high)


def _thick(worked: Span, window: Window) -> tuple[str, str]:
    """Give start and width of the thick line; a single place still gets a visible one."""
    start, end = window.share(worked.low.value), window.share(worked.high.value)
    width = max(end - start, Decimal("0.8"))
    return f"{start:.1f}%", f"{width:.1f}%"
