"""How a figure that a source reports can stand in another municipality's case, or why it cannot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from kb.appraisal.case import Side
from kb.appraisal.measure import Measure, Period, Scope
from kb.records.business_case import BusinessCase, Entry, GainKind, Line, Payer
from kb.records.outcome import Direction, Outcome, Realised, Role

FREED_TIME = ("frigjort-tid", "visiteret-tid")
SIDES = {
    Entry.INVESTMENT: Side.COST,
    Entry.RUNNING: Side.COST,
    Entry.UNIT_PRICE: Side.COST,
    Entry.GAIN: Side.GAIN,
    Entry.GRANT: Side.GRANT,
}
SHARES = {Realised.YES: Decimal(100), Realised.NO: Decimal(0)}
# What a unit of the vocabulary counts, how many of it make one, and the rhythm in its name.
KRONER, HOURS, MINUTES = "kr", "timer", "minutter"
UNITS: Mapping[str, tuple[str, int, str]] = {
    "kr": (KRONER, 1, ""),
    "mio-kr": (KRONER, 10**6, ""),
    "mia-kr": (KRONER, 10**9, ""),
    "kr-om-aaret": (KRONER, 1, "aar"),
    "mio-kr-om-aaret": (KRONER, 10**6, "aar"),
    "mia-kr-om-aaret": (KRONER, 10**9, "aar"),
    "kr-om-maaneden": (KRONER, 1, "maaned"),
    "timer": (HOURS, 1, ""),
    "timer-om-aaret": (HOURS, 1, "aar"),
    "timer-om-maaneden": (HOURS, 1, "maaned"),
    "timer-om-ugen": (HOURS, 1, "uge"),
    "minutter": (MINUTES, 1, ""),
    "minutter-om-ugen": (MINUTES, 1, "uge"),
    "minutter-om-dagen": (MINUTES, 1, "dag"),
}
FOREIGN = ("svenske-kr", "norske-kr", "euro")
NO_COUNT = (*FOREIGN, "mio-", "mia-", "kwh", "mwh", "kg", "ton")
VOLUME_RHYTHMS = {
    "om-dagen": Period.DAY,
    "om-ugen": Period.WEEK,
    "om-maaneden": Period.MONTH,
    "om-aaret": Period.YEAR,
}
OF_A_MUNICIPALITY = ("pr. kommune", "pr. myndighed", "i hver kommune", "i hele kommunen", "i kommunen")
# "pr. faktura", "pr. trænet borger", "pr. borger, der gennemfører", "pr. proces pr. år"
PER_UNIT = re.compile(
    r"pr\. (?!år\b)[^\W\d]+(?: [^\W\d]+)?(?P<yearly> om året| pr\. år)?(?:,? i gennemsnit|, der [^\d]+)?"
)
# "til 860 plejeboliger", "ca. 2.000 borgere": what the number is for; a length of time is no volume.
FOR_UNITS = re.compile(
    r"(?:(?:til|ved|i|på|hos|for) )?(?:ca\. )?(?P<count>\d{1,3}(?:\.\d{3})+|\d+) "
    r"(?!år|måned|uge|dag|døgn|time|minut|kommune)[^\W\d]+²?"
)
YEARLY = ("om året", "pr. år")


class Reason(StrEnum):
    """Why a figure cannot be put into another case as it stands."""

    CURRENCY = "valuta"
    PER_CENT = "procent"
    STAFF = "aarsvaerk"
    UNIT = "enhed"
    RHYTHM = "rytme"
    SCOPE = "omfang"
    SEVERAL = "flere"
    SUM = "resultat"
    NO_MONEY = "ikke-penge"
    NO_WAGE = "timeloen"
    WRONG_WAY = "retning"


@dataclass(frozen=True)
class Numbers:
    """A figure as a source gives it: one number, an interval, or both."""

    likely: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None

    def times(self, factor: Decimal) -> "Numbers":
        """Multiply what is given."""
        return Numbers(*(None if one is None else one * factor for one in self.given))

    def divided_by(self, number: Decimal) -> "Numbers":
        """Divide what is given."""
        return Numbers(*(None if one is None else one / number for one in self.given))

    @property
    def given(self) -> tuple[Decimal | None, ...]:
        """List the three numbers, the likely one first."""
        return self.likely, self.low, self.high


@dataclass(frozen=True)
class Offer:
    """A figure that a reader may begin with: a line of a case; the wage or the volume where `side` is None.

    `wage` is what the source's kroner were divided by to become hours; `applies_to` is how many units the
    source's number is for.
    """

    numbers: Numbers
    side: Side | None = None
    measure: Measure | None = None
    period: Period | None = None
    share: Decimal | None = None
    starts_month: int = 0
    payer: Payer | None = Payer.MUNICIPALITY
    applies_to: Decimal | None = None
    wage: Decimal | None = None
    price_year: int | None = None

    @property
    def is_wage(self) -> bool:
        """Tell whether the figure is an hourly wage."""
        return self.side is None and self.period is None


def offer_of_line(line: Line, case: BusinessCase, places: int = 1) -> Offer | Reason:
    """Turn a line of a reported business case into one that a reader may begin with.

    A total of several places is nothing that one municipality can begin with.
    """
    numbers = _numbers_of(line)
    if line.entry is Entry.WAGE and line.unit in ("kr", "kr-i-timen"):
        return Offer(numbers, price_year=line.price_year or case.price_year)
    side = SIDES.get(line.entry)
    if side is None:
        return Reason.STAFF if line.entry is Entry.STAFF else Reason.SUM
    if line.gain_kind not in (None, GainKind.TIME, GainKind.MONEY):
        return Reason.NO_MONEY
    if any(one is not None and one < 0 for one in numbers.given):
        return Reason.WRONG_WAY
    is_kroner = UNITS.get(line.unit or "", ("",))[0] == KRONER
    if is_kroner and line.gain_kind is GainKind.TIME:
        offer = _priced_time(line, case)
    else:
        offer = _offer(side, line, case=case)
    return Reason.SEVERAL if _is_of_several(offer, line, places) else offer


def _is_of_several(offer: Offer | Reason, figure: Line | Outcome, places: int) -> bool:
    return isinstance(offer, Offer) and places > 1 and not figure.denominator and not figure.municipality


def _numbers_of(figure: Line | Outcome) -> Numbers:
    """Take the value and the interval of a figure; one end alone is all that the source says."""
    is_interval = figure.low is not None and figure.high is not None
    if figure.value is not None or is_interval:
        return Numbers(figure.value, figure.low, figure.high)
    return Numbers(figure.low if figure.low is not None else figure.high)


def _offer(side: Side, line: Line, *, case: BusinessCase) -> Offer | Reason:
    found = _measure(line.unit, line.denominator, is_once=_is_once(line))
    if isinstance(found, Reason):
        return found
    is_whole = found.measure.meaning.scope is Scope.CASE
    return Offer(
        numbers=_numbers_of(line).times(found.factor),
        side=side,
        measure=found.measure,
        share=SHARES.get(line.cashable) if line.cashable and side is Side.GAIN else None,
        starts_month=line.starts_month or 0,
        payer=line.payer if side is Side.GRANT else line.payer or Payer.MUNICIPALITY,
        applies_to=found.applies_to or (case.volume if is_whole and case.volume else None),
        price_year=line.price_year or case.price_year,
    )


def _is_once(line: Line) -> bool:
    return line.entry in (Entry.INVESTMENT, Entry.UNIT_PRICE, Entry.GRANT)


def _priced_time(line: Line, case: BusinessCase) -> Offer | Reason:
    """Turn hours that a source counted in kroner back into hours, by the wage that the source used."""
    wages = [one.value for one in case.lines if one.entry is Entry.WAGE and one.value]
    if len(wages) != 1 or wages[0] is None:
        return Reason.NO_WAGE
    offer = _offer(Side.GAIN, line, case=case)
    if isinstance(offer, Reason) or offer.measure is None:
        return offer
    hours = IN_HOURS.get(offer.measure)
    if hours is None:
        return Reason.RHYTHM
    return replace(
        offer, numbers=offer.numbers.divided_by(wages[0]), measure=hours, wage=wages[0], price_year=None
    )


IN_HOURS = {
    Measure.KR_YEAR: Measure.HOURS_YEAR,
    Measure.KR_MONTH: Measure.HOURS_MONTH,
    Measure.KR_YEAR_UNIT: Measure.HOURS_YEAR_UNIT,
    Measure.KR_EACH: Measure.HOURS_EACH,
}


def offer_of_outcome(outcome: Outcome, places: int = 1) -> Offer | Reason | None:
    """Turn freed time that a report found into a gain; None where an outcome is not about freed time."""
    is_time = outcome.role is Role.EFFECT and outcome.measure in FREED_TIME and outcome.has_number
    if not is_time:
        return None
    numbers = _numbers_of(outcome)
    if outcome.value is None and outcome.before is not None and outcome.after is not None:
        numbers = Numbers(outcome.before - outcome.after)
    if outcome.direction is Direction.WORSE or (numbers.likely or numbers.low or Decimal(0)) < 0:
        return Reason.WRONG_WAY
    found = _measure(outcome.unit, outcome.denominator, is_once=False)
    if isinstance(found, Reason):
        return found
    offer = Offer(numbers.times(found.factor), Side.GAIN, found.measure, applies_to=found.applies_to)
    return Reason.SEVERAL if _is_of_several(offer, outcome, places) else offer


def offer_of_volume(line: Line) -> Offer | None:
    """Turn a counted volume such as invoices a year into one; None for what is no plain count."""
    unit = line.unit or ""
    rhythm = next((period for end, period in VOLUME_RHYTHMS.items() if unit.endswith(end)), None)
    if rhythm is None or unit in UNITS or unit.startswith(NO_COUNT) or line.denominator:
        return None
    return Offer(_numbers_of(line), period=rhythm)


@dataclass(frozen=True)
class _Found:
    measure: Measure
    factor: Decimal
    applies_to: Decimal | None


def _measure(unit: str | None, denominator: str | None, *, is_once: bool) -> _Found | Reason:
    """Find the measure for a unit and what it is counted per, with the factor to multiply the number by."""
    known = UNITS.get(unit or "")
    if known is None:
        return _reason_of_unit(unit or "")
    base, factor, rhythm = known
    scope = _scope(denominator)
    if scope is None:
        return Reason.SCOPE
    rhythm = rhythm or ("aar" if scope.is_yearly else "")
    if scope.is_per_unit:
        rhythm = rhythm or ("engang" if is_once else "")
        name = f"{base}-{rhythm}-enhed" if rhythm else f"{base}-hver"
    else:
        name = f"{base}-{rhythm or 'engang'}" if rhythm or is_once else ""
    if name not in list(Measure):
        return Reason.RHYTHM
    return _Found(Measure(name), Decimal(factor), scope.applies_to)


@dataclass(frozen=True)
class _Scope:
    is_per_unit: bool = False
    is_yearly: bool = False
    applies_to: Decimal | None = None


def _scope(denominator: str | None) -> _Scope | None:
    """Tell what a number is for; None where it is for something that we cannot read."""
    text = (denominator or "").strip().lower()
    if not text or text in OF_A_MUNICIPALITY or text in YEARLY:
        return _Scope(is_yearly=text in YEARLY)
    if found := PER_UNIT.fullmatch(text):
        return _Scope(is_per_unit=True, is_yearly=bool(found["yearly"]))
    if found := FOR_UNITS.fullmatch(text):
        count = Decimal(found["count"].replace(".", ""))
        return _Scope(applies_to=count) if count else None
    return None


def _reason_of_unit(unit: str) -> Reason:
    if any(name in unit for name in FOREIGN):
        return Reason.CURRENCY
    return {"pct": Reason.PER_CENT, "aarsvaerk": Reason.STAFF}.get(unit, Reason.UNIT)
