"""What a case comes to, in words and figures: three answers first, then the table behind them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from kb.appraisal.break_even import BreakEven
from kb.appraisal.case import Side
from kb.appraisal.outlook import Appraisal, Outlook
from kb.records.marks import N_
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.words import MISSING, name_of, sentence, volume_words, years_word
from kb.web.formats import SPACE, format_number
from kb.web.i18n import gettext, ngettext
from kb.web.typed_numbers import kroner, precise, whole

Number = Callable[[Outlook], Decimal | None]


@dataclass(frozen=True)
class Answer:
    """One of the three answers: figures set large, each with what it counts, and sentences under them."""

    label: str
    figures: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ResultRow:
    """One result at its low, likely and high numbers, in the words of the page."""

    label: str
    note: str
    cells: tuple[tuple[str, str], ...]
    is_strong: bool = False


@dataclass(frozen=True)
class Answers:
    """The three answers, what is missing for them, and the table behind them."""

    three: tuple[Answer, ...]
    missing: tuple[str, ...]
    rows: tuple[ResultRow, ...]


def answers_of(appraisal: Appraisal, filled: Filled) -> Answers:
    """Say what a case comes to."""
    teller = Teller(appraisal, filled)
    return Answers(
        three=(teller.costs(), teller.gains(), teller.break_even()),
        missing=tuple(gettext(MISSING[one]) for one in appraisal.missing),
        rows=tuple(teller.rows()),
    )


@dataclass(frozen=True)
class Teller:
    """The case, and the language in which it is told."""

    appraisal: Appraisal
    filled: Filled

    @property
    def language(self) -> str:
        """Tell the language of the page."""
        return self.filled.language

    @property
    def years(self) -> str:
        """Write the horizon."""
        return years_word(self.appraisal.case.horizon_years)

    def kr(self, number: Decimal | None) -> str:
        """Write an amount, or say that it is not known."""
        return gettext("Ikke oplyst") if number is None else kroner(number, self.language)

    def hours(self, number: Decimal | None) -> str:
        """Write hours, or say that they are not known."""
        if number is None:
            return gettext("Ikke oplyst")
        return gettext("%(number)s timer", number=precise(number, self.language, 1)).replace(" ", SPACE)

    def span(self, number: Number, write: Callable[[Decimal], str]) -> str:
        """Write from the smallest to the largest of three results; nothing where they are one."""
        found = [one for outlook in self.appraisal.ends if (one := number(outlook)) is not None]
        low, high = (write(one) for one in (min(found, default=Decimal(0)), max(found, default=Decimal(0))))
        return "" if low == high else gettext("Fra %(low)s til %(high)s.", low=low, high=high)

    def costs(self) -> Answer:
        """Say what it costs the municipality, and how much of that others pay."""
        likely = self.appraisal.likely
        sentences = [self.span(lambda outlook: outlook.cost_total, self.kr)]
        if likely.cost_total is not None:
            once, yearly = self.kr(likely.cost_once), self.kr(likely.cost_yearly)
            sentences.insert(0, gettext("%(once)s én gang og %(yearly)s om året.", once=once, yearly=yearly))
        if likely.grants is not None:
            sentences.append(self._granted(sum(likely.grants, Decimal(0)), likely.cost_total))
        figures = ((self.kr(likely.cost_total), self.years if likely.cost_total is not None else ""),)
        return Answer(gettext("Det koster kommunen"), figures, _said(sentences))

    def _granted(self, grants: Decimal, total: Decimal | None) -> str:
        if total is None:
            return gettext("Tilskud: %(grants)s.", grants=self.kr(grants))
        return gettext(
            "Tilskud fra andre: %(grants)s. Kommunens egen udgift er så %(own)s.",
            grants=self.kr(grants),
            own=self.kr(total - grants),
        )

    def gains(self) -> Answer:
        """Say which time it frees and which money it gives, one beside the other."""
        likely, figures, sentences = self.appraisal.likely, [], []
        if likely.hours_yearly is not None:
            figures.append((self.hours(likely.hours_yearly), gettext("frigjort tid om året")))
            sentences.append(self.span(lambda outlook: outlook.hours_yearly, self.hours))
        money = _budget(likely)
        if money is not None:
            figures.append((self.kr(money), gettext("penge på budgettet om året")))
            sentences.append(self.span(_budget, self.kr))
        if likely.gained_once:
            figures.append((self.kr(likely.gained_once), gettext("penge på budgettet én gang")))
        words = [
            name_of(line) for line in self.appraisal.case.lines_of(Side.GAIN) if not line.measure.has_number
        ]
        sentences += [gettext("Uden tal: %(gains)s.", gains=", ".join(words)) if words else ""]
        if likely.hours_yearly is not None:
            sentences.append(gettext("Tid og penge er to ting. Vi lægger dem ikke sammen."))
        nothing = ((gettext("Ikke i tal") if words else gettext("Ikke oplyst"), ""),)
        return Answer(gettext("Det giver"), tuple(figures) or nothing, _said(sentences))

    def break_even(self) -> Answer:
        """Say when the money is back, at which volume, and what it is all worth today."""
        likely = self.appraisal.likely
        if likely.value is None:
            figures = ((gettext("Ikke oplyst"), ""),)
            return Answer(gettext("Det går i nul"), figures, _said([self.volume_sentence()]))
        sentences = [
            self.volume_sentence(),
            gettext("Nutidsværdi %(years)s: %(value)s.", years=self.years, value=self.kr(likely.value)),
            self.span(lambda outlook: outlook.value, self.kr),
            gettext("Et minus er også et svar.") if likely.value < 0 else "",
        ]
        if likely.value_with_grants is not None:
            value = self.kr(likely.value_with_grants)
            sentences.append(gettext("Med tilskud: %(value)s.", value=value))
        figures = ((self.payback(likely.payback), ""),)
        return Answer(gettext("Det går i nul"), figures, _said(sentences))

    def payback(self, month: int | None) -> str:
        """Say after how many months the money is back."""
        if month is None:
            years = self.appraisal.case.horizon_years
            return ngettext("Ikke inden for %(num)s år", "Ikke inden for %(num)s år", years)
        if month == 0:
            return gettext("Fra begyndelsen")
        return ngettext("Efter %(num)s måned", "Efter %(num)s måneder", month)

    def volume_sentence(self) -> str:
        """Say at which volume the case breaks even, beside the reader's own."""
        case, found = self.appraisal.case, self.appraisal.likely.break_even
        if found is None:
            return ""
        template = (
            N_("Der er overskud op til %(volume)s.") if found.is_ceiling else N_("Det kræver %(volume)s.")
        )
        needed = gettext(template, volume=self.volume(found))
        if case.volume is None:
            return needed
        own = gettext("I regner med %(own)s.", own=precise(case.volume.amount.likely, self.language))
        return f"{needed} {own}"

    def volume(self, found: BreakEven) -> str:
        """Write the volume that breaks even, rounded to the side that holds."""
        rounding = ROUND_FLOOR if found.is_ceiling else ROUND_CEILING
        number = found.volume.to_integral_value(rounding) if found.volume >= 10 else round(found.volume, 2)
        return volume_words(format_number(number, self.language), self.filled.unit, self.appraisal.case)

    def rows(self) -> Iterator[ResultRow]:
        """List the results at low, likely and high; what nothing is said of has no row."""
        a_year, not_money = gettext("om året i fuld drift"), gettext("ikke penge på budgettet")
        yield from self.row(N_("Frigjort tid"), a_year, lambda o: o.hours_yearly, self.hours)
        yield from self.row(
            N_("Tiden ganget med lønsummen"), not_money, lambda o: o.time_value_yearly, self.kr
        )
        yield from self.row(N_("Heraf penge på budgettet"), a_year, lambda o: o.from_time, self.kr)
        yield from self.row(N_("Andre penge på budgettet"), a_year, lambda o: o.from_money, self.kr)
        yield from self.row(N_("Penge én gang"), "", lambda o: o.gained_once or None, self.kr)
        yield from self.row(N_("Udgift én gang"), "", lambda o: o.cost_once, self.kr)
        yield from self.row(N_("Udgift"), a_year, lambda o: o.cost_yearly, self.kr)
        yield from self.row(N_("Kommunens resultat"), a_year, lambda o: o.yearly, self.kr, is_strong=True)
        rate = gettext("%(years)s, med rente", years=self.years)
        yield from self.row(N_("Nutidsværdi"), rate, lambda o: o.value, self.kr, is_strong=True)
        if self.appraisal.likely.grants is not None:
            total = gettext("%(years)s, uden rente", years=self.years)
            yield from self.row(N_("Tilskud fra andre"), total, _granted, self.kr)
            yield from self.row(N_("Nutidsværdi med tilskud"), rate, lambda o: o.value_with_grants, self.kr)
        yield from self._break_even_rows()

    def row(
        self,
        label: str,
        note: str,
        number: Number,
        write: Callable[[Decimal | None], str],
        *,
        is_strong: bool = False,
    ) -> Iterator[ResultRow]:
        """Make the row of one result, unless it is known at none of the three numbers."""
        found = [number(outlook) for outlook in self.appraisal.ends]
        if any(one is not None for one in found):
            yield ResultRow(gettext(label), note, self.cells([write(one) for one in found]), is_strong)

    def _break_even_rows(self) -> Iterator[ResultRow]:
        ends = self.appraisal.ends
        if self.appraisal.likely.value is not None:
            cells = [self.payback(outlook.payback) for outlook in ends]
            yield ResultRow(gettext("Tjent hjem"), gettext("uden tilskud"), self.cells(cells))
        if self.appraisal.likely.value_with_grants is not None:
            cells = [self.payback(outlook.payback_with_grants) for outlook in ends]
            yield ResultRow(gettext("Tjent hjem med tilskud"), "", self.cells(cells))
        found = [outlook.break_even for outlook in ends]
        if any(found):
            cells = [self.volume(one) if one else gettext("Mængden afgør det ikke") for one in found]
            yield ResultRow(gettext("Går i nul ved"), gettext("mængde"), self.cells(cells))

    def cells(self, texts: list[str]) -> tuple[tuple[str, str], ...]:
        """Put the names of the three columns to three texts."""
        low, likely, high = texts
        names = (gettext("Lavt"), gettext("Sandsynligt"), gettext("Højt"))
        return tuple(zip(names, (low, likely, high), strict=True))


def _budget(outlook: Outlook) -> Decimal | None:
    """Add the money a year that reaches the budget; unknown where the part of the freed time is."""
    if outlook.hours_yearly is None:
        return outlook.from_money
    return None if outlook.from_time is None else outlook.from_time + (outlook.from_money or 0)


def _granted(outlook: Outlook) -> Decimal | None:
    return None if outlook.grants is None else whole(sum(outlook.grants, Decimal(0)))


def _said(sentences: list[str]) -> tuple[str, ...]:
    return tuple(sentence(one) for one in sentences if one)
