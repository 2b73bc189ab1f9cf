"""How a case is drawn: the money year by year as a band, each assumption as a bar, and the sums per payer."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal.case import SHARE, VOLUME
from kb.appraisal.outlook import Appraisal
from kb.appraisal.payers import PayerSum
from kb.appraisal.present_value import discount_factors
from kb.appraisal.sensitivity import Swing
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.words import measure_word, name_of, payer_word, sentence, volume_words
from kb.web.i18n import gettext
from kb.web.pictures.plot import HUNDRED, Scale, round_up
from kb.web.typed_numbers import fixed, kroner, precise, short_kroner

MOST_TICKS = 10


@dataclass(frozen=True)
class Cash:
    """The money added up year by year: a band from low to high, the likely line, and the table beside it."""

    band: str
    low: str
    likely: str
    high: str
    zero: str
    grid: tuple[str, ...]
    axis: tuple[str, str, str]
    ticks: tuple[str, ...]
    words: str
    rows: tuple["CashRow", ...]


@dataclass(frozen=True)
class CashRow:
    """One year: the municipality's money that year and added up, and what a krone of it is worth today."""

    year: str
    yearly: tuple[str, str, str]
    added_up: tuple[str, str, str]
    factor: str


@dataclass(frozen=True)
class Bar:
    """One assumption of the tornado: where its bar lies, and the net present value at its two ends."""

    label: str
    span: str
    at_low: str
    at_high: str
    low: tuple[str, str]
    high: tuple[str, str]
    middle: str
    words: str


@dataclass(frozen=True)
class PayerRow:
    """The sums of one payer over the whole horizon, in kroner of today."""

    payer: str
    costs: str
    gains: str
    value: str
    span: str
    grants: str


def cash_of(appraisal: Appraisal, filled: Filled) -> Cash | None:
    """Draw the municipality's money, added up without interest; nothing while something is missing."""
    low, likely, high = (outlook.added_up for outlook in appraisal.ends)
    if low is None or likely is None or high is None:
        return None
    language, scale = filled.language, _scale([*low, *high])
    years = appraisal.case.horizon_years
    tops = [_point(scale, year, number, years) for year, number in enumerate(high)]
    bottoms = [_point(scale, year, number, years) for year, number in enumerate(low)]
    middle = (scale.low + scale.high) / 2
    return Cash(
        band=" ".join([*tops, *reversed(bottoms)]),
        low=" ".join(bottoms),
        likely=" ".join(_point(scale, year, number, years) for year, number in enumerate(likely)),
        high=" ".join(tops),
        zero=_y(scale, Decimal(0)),
        grid=tuple(_x(year, years) for year in _ticks(years)),
        axis=tuple(short_kroner(number, language) for number in (scale.high, middle, scale.low)),  # type: ignore[arg-type]
        ticks=tuple(_tick(year) for year in _ticks(years)),
        words=_in_words(low, likely, high, language),
        rows=tuple(_cash_rows(appraisal, language)),
    )


def _scale(numbers: Sequence[Decimal]) -> Scale:
    """Choose a scale whose middle is zero where the numbers lie on both sides of it."""
    top, bottom = round_up(max(numbers)), round_up(-min(numbers))
    if top and bottom:
        top = bottom = max(top, bottom)
    return Scale(-bottom, top if top or bottom else Decimal(1))


def _x(year: int, years: int) -> str:
    return f"{HUNDRED * year / years:.2f}"


def _y(scale: Scale, number: Decimal) -> str:
    return f"{(scale.high - number) / (scale.high - scale.low) * HUNDRED:.2f}"


def _point(scale: Scale, year: int, number: Decimal, years: int) -> str:
    return f"{_x(year, years)},{_y(scale, number)}"


def _ticks(years: int) -> range:
    """Choose years at even distance, from the start to the last, ten at most."""
    step = next(step for step in range(1, years + 1) if years % step == 0 and years // step <= MOST_TICKS)
    return range(0, years + 1, step)


def _tick(year: int) -> str:
    return gettext("%(year)s. år", year=year) if year else gettext("Start")


def _in_words(
    low: Sequence[Decimal], likely: Sequence[Decimal], high: Sequence[Decimal], language: str
) -> str:
    words = gettext(
        "Lagt sammen uden rente. Sandsynligt går fra %(start)s til %(end)s. "
        "Lavt ender på %(low)s, højt på %(high)s.",
        start=kroner(likely[0], language),
        end=kroner(likely[-1], language),
        low=kroner(low[-1], language),
        high=kroner(high[-1], language),
    )
    return sentence(words)


def _cash_rows(appraisal: Appraisal, language: str) -> list[CashRow]:
    yearly = [outlook.cash or () for outlook in appraisal.ends]
    added = [outlook.added_up or () for outlook in appraisal.ends]
    factors = discount_factors(appraisal.case)
    return [
        CashRow(
            year=_tick(year),
            yearly=_three([one[year] for one in yearly], language),
            added_up=_three([one[year] for one in added], language),
            factor=fixed(factor, language),
        )
        for year, factor in enumerate(factors)
    ]


def _three(numbers: Sequence[Decimal], language: str) -> tuple[str, str, str]:
    low, likely, high = (kroner(number, language) for number in numbers)
    return low, likely, high


def bars_of(appraisal: Appraisal, filled: Filled) -> tuple[Bar, ...]:
    """Draw how far each assumption moves the net present value, all on one scale around the likely one."""
    value = appraisal.likely.value
    if value is None or not appraisal.swings:
        return ()
    reach = max(abs(end - value) for swing in appraisal.swings for end in (swing.at_low, swing.at_high))
    # Never narrower than a number as large as the value can tell apart.
    room = max(reach * Decimal("1.05"), abs(value) / 10**9, Decimal(1))
    scale = Scale(value - room, value + room)
    return tuple(
        _bar(swing, value, scale=scale, filled=filled, appraisal=appraisal) for swing in appraisal.swings
    )


def _bar(swing: Swing, value: Decimal, *, scale: Scale, filled: Filled, appraisal: Appraisal) -> Bar:
    language = filled.language
    worst, best = sorted((swing.at_low, swing.at_high))
    label, at_low, at_high = _label(swing), kroner(worst, language), kroner(best, language)
    words = gettext("%(label)s: nutidsværdi fra %(low)s til %(high)s", label=label, low=at_low, high=at_high)
    if not swing.width:
        words = gettext("%(label)s: ingen forskel", label=label)
    return Bar(
        label=label,
        span=_span(swing, filled, appraisal),
        at_low=at_low,
        at_high=at_high,
        low=_part(min(worst, value), value, scale),
        high=_part(value, max(best, value), scale),
        middle=scale.at(value),
        words=words,
    )


def _part(start: Decimal, end: Decimal, scale: Scale) -> tuple[str, str]:
    """Give where a part of a bar begins and how long it is, in per cent of the track."""
    length = (end - start) / (scale.high - scale.low) * HUNDRED
    return scale.at(start), f"{length:.1f}%"


def _label(swing: Swing) -> str:
    line, field = swing.assumption.line, swing.assumption.field
    if line is None:
        return gettext("Mængde") if field == VOLUME else gettext("Lønsum pr. time, kr.")
    name = name_of(line)
    return gettext("%(line)s: andel til penge", line=name) if field == SHARE else name


def _span(swing: Swing, filled: Filled, appraisal: Appraisal) -> str:
    """Write the two numbers, the one that is bad for the result first, as the bar is drawn."""
    estimate, line = swing.assumption.estimate, swing.assumption.line
    if estimate.is_exact:
        return gettext("samme tal alle tre steder")
    ends = (estimate.low, estimate.high) if swing.at_low <= swing.at_high else (estimate.high, estimate.low)
    first, last = (precise(end, filled.language) for end in ends)
    words = gettext("%(low)s til %(high)s", low=first, high=last)
    if line is None:
        is_volume = swing.assumption.field == VOLUME
        return volume_words(words, filled.unit, appraisal.case) if is_volume else words
    return f"{words} %" if swing.assumption.field == SHARE else f"{words} {measure_word(line.measure)}"


def payer_rows(payers: Sequence[PayerSum], language: str) -> tuple[PayerRow, ...]:
    """Write the sums of each payer."""
    return tuple(_payer_row(one, language) for one in payers)


def _payer_row(one: PayerSum, language: str) -> PayerRow:
    low, high = kroner(one.value.low, language), kroner(one.value.high, language)
    return PayerRow(
        payer=payer_word(one.payer),
        costs=kroner(one.costs, language),
        gains=kroner(one.gains, language),
        value=kroner(one.value.likely, language),
        span="" if low == high else gettext("%(low)s til %(high)s", low=low, high=high),
        grants=kroner(one.grants, language),
    )
