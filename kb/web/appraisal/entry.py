"""What a reader has filled in: the case that the address tells, and what is wrong with which field."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kb.appraisal.case import (
    DEFAULT_HORIZON,
    DEFAULT_LATE_RATE,
    DEFAULT_RATE,
    Case,
    Estimate,
    Line,
    Side,
    Volume,
)
from kb.appraisal.measure import MONTHS_A_YEAR, Measure, Period
from kb.records.business_case import Payer
from kb.records.marks import N_
from kb.web.formats import format_number
from kb.web.i18n import gettext
from kb.web.typed_numbers import (
    LARGEST,
    LONGEST_NAME,
    LONGEST_NUMBER,
    clean,
    is_below_zero,
    parse_number,
    plain_number,
)

MOST_ROWS = 12
LONGEST_HORIZON = 60
FOUNDATION = "andre"
KEYS = {Side.COST: "u", Side.GAIN: "g", Side.GRANT: "t"}
PAYERS = {Side.COST: tuple(Payer), Side.GAIN: tuple(Payer), Side.GRANT: (Payer.STATE, Payer.REGION)}
SHARE, FROM, PAYER, APPLIES_TO, PRICE_RISE = "-andel", "-fra", "-hvem", "-for", "-pris"
NAME, MEASURE, ORIGIN, LOW, HIGH = "-hvad", "-maal", "-kilde", "-lav", "-hoej"
MEASURES: Mapping[Side, tuple[Measure, ...]] = {
    Side.COST: tuple(one for one in Measure if one.value.startswith("kr-")),
    Side.GAIN: (
        *(one for one in Measure if one.value.startswith(("minutter-", "timer-"))),
        *(one for one in Measure if one.value.startswith("kr-")),
        *(one for one in Measure if not one.has_number),
    ),
    Side.GRANT: (Measure.KR_ONCE, Measure.KR_YEAR, Measure.KR_MONTH),
}
FIRST_MEASURE = {Side.COST: Measure.KR_ONCE, Side.GAIN: Measure.MINUTES_EACH, Side.GRANT: Measure.KR_ONCE}
Option = TypeVar("Option", bound=StrEnum)


def rows_of(side: Side) -> tuple[str, ...]:
    """List the names of the rows that one side may have."""
    return tuple(f"{KEYS[side]}{number}" for number in range(1, MOST_ROWS + 1))


def default_measure(side: Side, row: str) -> Measure:
    """Tell what the number of a row counts before the reader chooses."""
    if row == f"{KEYS[side]}1":
        return FIRST_MEASURE[side]
    return Measure.KR_ONCE if side is Side.GRANT else Measure.KR_YEAR


def default_payer(side: Side) -> str:
    """Tell who has a row before the reader chooses."""
    return FOUNDATION if side is Side.GRANT else Payer.MUNICIPALITY.value


@dataclass
class Entry:
    """What stands in the address, read field by field.

    `kept` holds what is to stand in the address of this case: every number in one form, defaults left out.
    """

    args: Mapping[str, str]
    language: str
    errors: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def raw(self, name: str, longest: int = LONGEST_NUMBER) -> str:
        """Give what the reader typed in a field, without what cannot be seen, and keep it."""
        text = clean(self.args.get(name, ""), longest)
        if text:
            self.kept[name] = text
        return text

    def fail(self, name: str, message: str) -> None:
        """Note what is wrong in a field; the first fault is the one to mend first."""
        self.errors.setdefault(name, message)

    def number(self, name: str) -> Decimal | None:
        """Read a number of zero or more."""
        text = self.raw(name)
        if not text:
            return None
        number = parse_number(text, self.language)
        if number is None:
            below = is_below_zero(text) and parse_number(text[1:], self.language) is not None
            self.fail(name, gettext(BELOW_ZERO if below else NOT_A_NUMBER))
            return None
        if number > LARGEST:
            self.fail(name, gettext(N_("Tallet er for stort. Højst 1.000.000.000.000.")))
            return None
        self.kept[name] = plain_number(number)
        return number

    def estimate(self, name: str) -> Estimate | None:
        """Read a low, a likely and a high number; the two ends may be left out."""
        ends = (f"{name}{LOW}", name, f"{name}{HIGH}")
        low, likely, high = (self.number(one) for one in ends)
        if any(one in self.errors for one in ends):
            return None
        if likely is None:
            if low is not None or high is not None:
                self.fail(name, gettext(N_("Skriv også det tal, I tror mest på.")))
            return None
        return self._in_order(name, likely if low is None else low, likely, likely if high is None else high)

    def _in_order(self, name: str, low: Decimal, likely: Decimal, high: Decimal) -> Estimate | None:
        if low > high:
            self.fail(f"{name}{LOW}", gettext(N_("Det lave tal er større end det høje.")))
            return None
        if not low <= likely <= high:
            self.fail(name, gettext(N_("Tallet skal ligge mellem det lave og det høje.")))
            return None
        return Estimate(low, likely, high)

    def limited(self, name: str, most: int, default: Decimal) -> Decimal:
        """Read one number up to a limit; a default is left out of the address."""
        number = self.number(name)
        if number is None:
            return default
        if number > most:
            self.fail(name, gettext(N_("Skriv et tal mellem 0 og %(most)s."), most=most))
            return default
        if number == default:
            self.kept.pop(name)
        return number

    def whole(self, name: str, limits: tuple[int, int], default: int) -> int:
        """Read a whole number within limits; a default is left out of the address."""
        number = self.number(name)
        if number is None:
            return default
        low, high = limits
        if number != int(number) or not low <= number <= high:
            words = {"low": low, "high": format_number(high, self.language) if high > 9_999 else high}
            self.fail(name, gettext(N_("Skriv et helt tal mellem %(low)s og %(high)s."), **words))
            return default
        if number == default:
            self.kept.pop(name)
        return int(number)

    def choice(self, name: str, options: Iterable[str], default: str) -> str:
        """Read one of a few values; a default is left out of the address."""
        text = self.raw(name)
        if text and text not in options:
            self.fail(name, gettext(N_("Vælg en af mulighederne.")))
            return default
        if text == default:
            self.kept.pop(name)
        return text or default


BELOW_ZERO = N_("Skriv tallet uden minus. Udgifter trækker vi selv fra.")
NOT_A_NUMBER = N_("Skriv et tal, fx 1.040 eller 3,5.")


@dataclass(frozen=True)
class Filled:
    """What the reader has filled in: the case, its unit, what is wrong, and the values of its address."""

    case: Case
    unit: str
    errors: Mapping[str, str]
    kept: Mapping[str, str]
    language: str

    @property
    def is_empty(self) -> bool:
        """Tell whether the reader has said nothing of the case yet."""
        has_numbers = self.case.lines or self.case.volume or self.case.wage
        return not has_numbers and not self.errors


def read_case(args: Mapping[str, str], language: str, is_offer: Callable[[str], bool]) -> Filled:
    """Read a case from an address; `is_offer` tells which references to figures of sources are known."""
    entry = Entry(args, language)
    horizon = entry.whole("aar", (1, LONGEST_HORIZON), DEFAULT_HORIZON)
    unit = entry.raw("enhed", LONGEST_NAME)
    amount = entry.estimate("maengde")
    period = Period(entry.choice("pr", list(Period), Period.IN_ALL))
    prices = entry.whole("prisaar", (1990, 2100), 0)
    case = Case(
        lines=tuple(
            line for side in Side for row in rows_of(side) if (line := _line(entry, side, row, horizon))
        ),
        volume=Volume(amount, period) if amount else None,
        wage=entry.estimate("loen"),
        horizon_years=horizon,
        rate=entry.limited("rente", 30, DEFAULT_RATE),
        late_rate=entry.limited("rente-sen", 30, DEFAULT_LATE_RATE),
        price_year=prices or None,
    )
    for name in ("maengde", "loen", *(row for side in Side for row in rows_of(side))):
        if is_offer(origin := clean(args.get(f"{name}{ORIGIN}", ""), 200)):
            entry.kept[f"{name}{ORIGIN}"] = origin
    return Filled(case, unit, entry.errors, entry.kept, language)


def _line(entry: Entry, side: Side, row: str, horizon: int) -> Line | None:
    default = default_measure(side, row)
    measure = Measure(entry.choice(f"{row}{MEASURE}", list(MEASURES[side]), default))
    amount, label = entry.estimate(row), entry.raw(f"{row}{NAME}", LONGEST_NAME)
    if amount and not measure.has_number:
        entry.fail(
            row, gettext(N_("Det her tæller vi ikke i tal. Slet tallet, eller vælg timer eller kroner."))
        )
    line = Line(
        id=row,
        side=side,
        measure=measure,
        amount=amount,
        label=label,
        share=_share(entry, row) if side is Side.GAIN else None,
        starts_month=entry.whole(f"{row}{FROM}", (0, horizon * MONTHS_A_YEAR), 0),
        payer=_payer(entry, side, row),
        applies_to=_applies_to(entry, row),
        price_rise=entry.limited(f"{row}{PRICE_RISE}", 1000, Decimal(0)),
    )
    return line if line.is_stated else None


def _share(entry: Entry, row: str) -> Estimate | None:
    share = entry.estimate(f"{row}{SHARE}")
    if share and share.high > 100:
        high = f"{row}{SHARE}{HIGH}"
        name = high if high in entry.kept else f"{row}{SHARE}"
        entry.fail(name, gettext(N_("Andelen kan højst være 100 procent.")))
    return share


def _payer(entry: Entry, side: Side, row: str) -> Payer | None:
    options = [one.value for one in PAYERS[side]]
    extra = [FOUNDATION] if side is Side.GRANT else []
    chosen = entry.choice(f"{row}{PAYER}", [*extra, *options], default_payer(side))
    return None if chosen == FOUNDATION else Payer(chosen)


def _applies_to(entry: Entry, row: str) -> Decimal | None:
    number = entry.number(f"{row}{APPLIES_TO}")
    if number == 0:
        entry.fail(f"{row}{APPLIES_TO}", gettext(N_("Skriv et tal over 0, eller lad feltet stå tomt.")))
        return None
    return number
