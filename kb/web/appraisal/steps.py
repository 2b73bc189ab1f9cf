"""How the likely result is worked out, step by step, with the reader's own numbers in the formulas."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal import flows
from kb.appraisal.case import LAST_EARLY_YEAR, Case, Line, Side
from kb.appraisal.measure import DAYS_A_YEAR, MONTHS_A_YEAR, WEEKS_A_YEAR, Scope
from kb.appraisal.outlook import Appraisal
from kb.appraisal.present_value import discount_factors
from kb.records.business_case import GainKind, Payer
from kb.records.marks import N_
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.words import base_word, name_of, payer_word, volume_words, years_word
from kb.web.formats import MINUS, SPACE, format_money
from kb.web.i18n import gettext
from kb.web.typed_numbers import fixed, kroner, precise

TIMES = " × "
A_YEAR = {MONTHS_A_YEAR: N_("12 måneder"), WEEKS_A_YEAR: N_("52 uger"), DAYS_A_YEAR: N_("365 dage")}
MOST_TERMS = 10


@dataclass(frozen=True)
class Step:
    """One step: what is worked out, the formula with its numbers, and the result."""

    what: str
    formula: str
    result: str
    note: str = ""


def steps_of(appraisal: Appraisal, filled: Filled) -> tuple[Step, ...]:
    """List the steps from the reader's numbers to the net present value."""
    return tuple(Working(appraisal, filled).steps())


@dataclass(frozen=True)
class Working:
    """The case, and the language in which it is written out."""

    appraisal: Appraisal
    filled: Filled

    @property
    def case(self) -> Case:
        """Give the case that is written out."""
        return self.appraisal.case

    def number(self, number: Decimal) -> str:
        """Write a number with two decimals at most."""
        return precise(number, self.filled.language)

    def kr(self, number: Decimal) -> str:
        """Write an amount in whole kroner."""
        return kroner(number, self.filled.language)

    def steps(self) -> Iterator[Step]:
        """Go from the volume over the lines to the present value."""
        yield from self._volume()
        for side in Side:
            for line in self.case.lines_of(side):
                if line.measure.has_number:
                    yield from self._line(line)
        yield from self._yearly()
        yield from self._value()
        yield from self._grants()

    def _volume(self) -> Iterator[Step]:
        volume = self.case.volume
        is_counted = any(line.measure.meaning.scope is Scope.EACH for line in self.case.lines)
        if volume is None or not is_counted or volume.period.times_a_year == 1:
            return
        unit = self.filled.unit or gettext("enheder")
        words = volume_words(self.number(volume.amount.likely), self.filled.unit, self.case)
        result = gettext("%(number)s %(unit)s om året", number=self.number(volume.units_a_year), unit=unit)
        yield Step(
            gettext("Mængde om året"), f"{words}{TIMES}{gettext(A_YEAR[volume.period.times_a_year])}", result
        )

    def _line(self, line: Line) -> Iterator[Step]:
        amount = flows.quantity(line, self.case)
        if amount is None:
            yield Step(name_of(line), gettext("Mængden mangler"), gettext("ikke oplyst"))
            return
        is_time = line.measure.meaning.kind is GainKind.TIME
        hours = gettext("%(number)s timer om året", number=self.number(amount))
        result = hours if is_time else self._amount(line, amount)
        yield Step(name_of(line), self._formula(line), result, self._note(line))
        if line.side is Side.GAIN and (is_time or line.share):
            yield self._money(line, amount)

    def _amount(self, line: Line, amount: Decimal) -> str:
        if line.measure.meaning.is_once:
            return gettext("%(amount)s én gang", amount=self.kr(amount))
        return gettext("%(amount)s om året", amount=self.kr(amount))

    def _formula(self, line: Line) -> str:
        """Write number × units × times a year ÷ parts, with the price rise; nothing for a plain number."""
        meaning, amount = line.measure.meaning, line.amount.likely if line.amount else Decimal(0)
        factors = [*self._units(line)]
        factors += [gettext(A_YEAR[meaning.times])] if meaning.times > 1 else []
        factors += [f"(100 + {self.number(line.price_rise)}) / 100"] if line.price_rise else []
        factors[-1:] = [
            f"{factor} / {meaning.parts}" for factor in factors[-1:] if meaning.parts > 1
        ] or factors[-1:]
        return (
            TIMES.join([f"{self.number(amount)}{SPACE}{base_word(line.measure, amount)}", *factors])
            if factors
            else ""
        )

    def _units(self, line: Line) -> Iterator[str]:
        """Write how many units a line counts for, per the units that its own number is for."""
        volume, scope, unit = (
            self.case.volume,
            line.measure.meaning.scope,
            self.filled.unit or gettext("enheder"),
        )
        if volume is None:
            return
        if scope is Scope.EACH:
            yield f"{self.number(volume.units_a_year)}{SPACE}{unit}"
        elif scope is Scope.UNIT:
            yield f"{self.number(volume.amount.likely)}{SPACE}{unit}"
        elif line.applies_to:
            yield f"{self.number(volume.amount.likely)} / {self.number(line.applies_to)}{SPACE}{unit}"

    def _note(self, line: Line) -> str:
        notes = []
        if line.starts_month:
            notes.append(gettext("Begynder efter måned %(month)s.", month=line.starts_month))
        if line.payer is not Payer.MUNICIPALITY and line.side is not Side.GRANT:
            notes.append(
                gettext("Hører til: %(payer)s. Ikke med i kommunens tal.", payer=payer_word(line.payer))
            )
        return " ".join(notes)

    def _money(self, line: Line, amount: Decimal) -> Step:
        what = gettext("%(line)s: penge på budgettet", line=name_of(line))
        money = flows.money(line, self.case)
        if money is None:
            return Step(what, gettext("Lønsum eller andel mangler"), gettext("ikke oplyst"))
        share = f"{self.number(line.share.likely)} %" if line.share else ""
        if line.measure.meaning.kind is not GainKind.TIME:
            return Step(what, f"{self.kr(amount)}{TIMES}{share}", self._amount(line, money))
        hours = gettext("%(number)s timer", number=self.number(amount))
        factors = [hours, *self._wage(), share]
        return Step(what, TIMES.join(factors), self._amount(line, money))

    def _wage(self) -> Iterator[str]:
        if self.case.wage:
            yield format_money(round(self.case.wage.likely, 2), self.filled.language)

    def _yearly(self) -> Iterator[Step]:
        likely = self.appraisal.likely
        if likely.yearly is None or likely.cost_yearly is None:
            return
        gained = likely.yearly + likely.cost_yearly
        formula = f"{self.kr(gained)} {MINUS} {self.kr(likely.cost_yearly)}"
        yield Step(gettext("Kommunens resultat om året i fuld drift"), formula, self.kr(likely.yearly))

    def _value(self) -> Iterator[Step]:
        likely = self.appraisal.likely
        if likely.cash is None or likely.value is None:
            return
        what = gettext("Nutidsværdi %(years)s", years=years_word(self.case.horizon_years))
        pairs = list(zip(likely.cash, discount_factors(self.case), strict=True))
        terms = [self.kr(pairs[0][0])]
        terms += [self._discounted(cash, factor) for cash, factor in pairs[1:]]
        if len(terms) > MOST_TERMS:
            terms = [*terms[:3], "…", terms[-1]]
        yield Step(what, " + ".join(terms), self.kr(likely.value), self._rate())

    def _discounted(self, cash: Decimal, factor: Decimal) -> str:
        return f"{self.kr(cash)}{TIMES}{fixed(factor, self.filled.language)}"

    def _rate(self) -> str:
        rate = self.number(self.case.rate)
        first = gettext(
            "Hvert års beløb ganges med 1 / (1 + rente) for hvert år, der er gået. Renten er %(rate)s %%.",
            rate=rate,
        )
        if self.case.horizon_years <= LAST_EARLY_YEAR:
            return first
        late = self.number(self.case.late_rate)
        then = gettext("Efter år 35 er den %(rate)s %%.", rate=late)
        return f"{first} {then}"

    def _grants(self) -> Iterator[Step]:
        likely = self.appraisal.likely
        if likely.value is None or likely.value_with_grants is None:
            return
        grants = likely.value_with_grants - likely.value
        formula = f"{self.kr(likely.value)} + {self.kr(grants)}"
        yield Step(gettext("Nutidsværdi med tilskud"), formula, self.kr(likely.value_with_grants))
