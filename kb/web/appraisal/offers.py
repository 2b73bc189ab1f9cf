"""Which figures of others a reader may begin with, each with its source, and which cannot be moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kb.appraisal.case import Case, Side
from kb.appraisal.measure import Measure
from kb.appraisal.rebase import Offer, Reason
from kb.records.business_case import Line
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.web.appraisal.entry import (
    APPLIES_TO,
    FOUNDATION,
    FROM,
    HIGH,
    LOW,
    MEASURE,
    NAME,
    ORIGIN,
    PAYER,
    PAYERS,
    SHARE,
    default_measure,
    default_payer,
    rows_of,
)
from kb.web.appraisal.told import Told, facts_of, report_url, who_told
from kb.web.appraisal.words import measure_word, unit_word
from kb.web.context import page_url
from kb.web.formats import format_number, format_range
from kb.web.i18n import gettext, ngettext
from kb.web.presenters.figures import Figure, figure_of, figure_of_line
from kb.web.presenters.source import SourceBook, SourceNote
from kb.web.typed_numbers import LONGEST_NAME, plain_number, precise, rounded
from kb.web.voice import Voice

REASONS = {
    Reason.CURRENCY: N_("Ikke i danske kroner."),
    Reason.PER_CENT: N_("En procent. Regn den selv om til kroner eller timer hos jer."),
    Reason.STAFF: N_("Årsværk. Skriv selv timer eller kroner for et årsværk hos jer."),
    Reason.UNIT: N_("Enheden kan ikke regnes om til timer eller kroner."),
    Reason.RHYTHM: N_("Kilden siger ikke, om det er én gang eller hvert år."),
    Reason.SCOPE: N_("Gælder noget andet end én kommune. Skriv selv den del, der svarer til jer."),
    Reason.SEVERAL: N_("Gælder flere kommuner tilsammen. Skriv selv den del, der svarer til jer."),
    Reason.SUM: N_("Kildens eget resultat. Det kan ikke deles i udgift og gevinst."),
    Reason.NO_MONEY: N_("Hverken tid eller penge på et budget."),
    Reason.NO_WAGE: N_("Tid i kroner, uden den timeløn, som kilden har regnet med."),
    Reason.WRONG_WAY: N_("Peger den anden vej: det kostede tid eller penge. Skriv det som en udgift."),
}
SIDE_NAMES = {Side.COST: N_("Udgift"), Side.GAIN: N_("Gevinst"), Side.GRANT: N_("Tilskud")}


@dataclass(frozen=True)
class OfferRow:
    """A figure as the page shows it: whose, what, the number, where from, and the way to begin with it."""

    who: str
    url: str
    period: str
    figure: Figure
    place: str
    facts: tuple[str, ...]
    source: SourceNote | None
    steps: tuple[str, ...]
    use_url: str
    why_not: str


@dataclass(frozen=True)
class Offers:
    """The figures that a reader may begin with, and those that cannot be moved."""

    usable: tuple[OfferRow, ...]
    others: tuple[OfferRow, ...]
    title: str


def offers_of(
    told: Iterable[Told], *, kept: Mapping[str, str], solution: Solution, voice: Voice, book: SourceBook
) -> Offers:
    """Lay out the figures of others, each with a link that puts it into the reader's own case."""
    rows = [_row(one, kept=kept, solution=solution, voice=voice, book=book) for one in told]
    usable = tuple(row for row in rows if not row.why_not)
    title = ngettext(
        "%(num)s tal fra kilderne, som I kan begynde med",
        "%(num)s tal fra kilderne, som I kan begynde med",
        len(usable),
    )
    return Offers(usable, tuple(row for row in rows if row.why_not), title)


def _row(
    told: Told, *, kept: Mapping[str, str], solution: Solution, voice: Voice, book: SourceBook
) -> OfferRow:
    figure, offer = told.figure, told.offer
    owners = (told.report, solution) if told.report else (solution,)
    return OfferRow(
        who=who_told(told, voice),
        url=report_url(told, solution),
        period=figure.period or "",
        figure=figure_of_line(figure, voice) if isinstance(figure, Line) else figure_of(figure, voice),
        place=_place_of(offer) if offer else "",
        facts=tuple(facts_of(told, voice)),
        source=book.citer(*owners)(figure.source),
        steps=tuple(_steps(offer, voice.language)) if offer else (),
        use_url=_use_url(told, offer, kept=kept, solution=solution, voice=voice) if offer else "",
        why_not=gettext(REASONS[told.found]) if isinstance(told.found, Reason) else "",
    )


def _place_of(offer: Offer) -> str:
    if offer.side:
        return gettext(SIDE_NAMES[offer.side])
    return gettext("Timeløn") if offer.is_wage else gettext("Mængde")


def _steps(offer: Offer, language: str) -> Iterator[str]:
    """Say in words how a figure follows the reader's volume and wage."""
    if offer.wage is not None and offer.measure:
        yield gettext(
            "Delt med kildens timeløn på %(wage)s kr.: %(number)s %(measure)s",
            wage=precise(offer.wage, language),
            number=numbers_in_words(offer, language),
            measure=measure_word(offer.measure),
        )
    if offer.applies_to is not None:
        yield gettext(
            "Gælder %(units)s enheder. Vi regner det om til jeres mængde.",
            units=format_number(offer.applies_to, language),
        )


def numbers_in_words(offer: Offer, language: str) -> str:
    """Write the numbers of an offer: one number, or an interval."""
    numbers = offer.numbers
    if numbers.likely is not None:
        return precise(numbers.likely, language)
    if numbers.low is not None and numbers.high is not None:
        return format_range(rounded(numbers.low, 2), rounded(numbers.high, 2), language)
    return ""


def _use_url(told: Told, offer: Offer, *, kept: Mapping[str, str], solution: Solution, voice: Voice) -> str:
    """Write the address of the reader's case with this figure put in; nothing where there is no room."""
    if offer.side is None:
        name = "loen" if offer.is_wage else "maengde"
        added = _own(name, offer, told, voice)
    else:
        free = (row for row in rows_of(offer.side) if not any(_belongs(key, row) for key in kept))
        name = next(free, "")
        added = _line(name, offer, told) if name else {}
    if not name:
        return ""
    others = {key: value for key, value in kept.items() if not _belongs(key, name)}
    return page_url("appraisal.show", solution_id=solution.id, _anchor=name, **{**others, **added})


def _belongs(key: str, row: str) -> bool:
    return key == row or key.startswith(f"{row}-")


def _own(name: str, offer: Offer, told: Told, voice: Voice) -> dict[str, str]:
    args = {**_numbers(name, offer), f"{name}{ORIGIN}": told.ref}
    if offer.period:
        args |= {"pr": offer.period.value, "enhed": unit_word(told.figure.unit or "", voice)}
    return args


def _line(row: str, offer: Offer, told: Told) -> dict[str, str]:
    side, measure = offer.side or Side.COST, offer.measure or Measure.KR_ONCE
    payer = offer.payer.value if offer.payer else FOUNDATION
    args = {**_numbers(row, offer), f"{row}{NAME}": told.figure.label[:LONGEST_NAME].strip()}
    if measure is not default_measure(side, row):
        args[f"{row}{MEASURE}"] = measure.value
    if offer.share is not None:
        args[f"{row}{SHARE}"] = plain_number(offer.share)
    if offer.starts_month:
        args[f"{row}{FROM}"] = str(offer.starts_month)
    if payer != default_payer(side) and payer in list(PAYERS[side]):
        args[f"{row}{PAYER}"] = payer
    if offer.applies_to is not None:
        args[f"{row}{APPLIES_TO}"] = plain_number(offer.applies_to)
    return {**args, f"{row}{ORIGIN}": told.ref}


def _numbers(name: str, offer: Offer) -> dict[str, str]:
    """Write the numbers of an offer as fields; of an interval alone the middle is left open."""
    numbers = offer.numbers
    ends: tuple[tuple[str, Decimal | None], ...] = (
        (name, numbers.likely),
        (f"{name}{LOW}", numbers.low),
        (f"{name}{HIGH}", numbers.high),
    )
    return {key: plain_number(number) for key, number in ends if number is not None}


def is_unchanged(name: str, told: Told, *, kept: Mapping[str, str], case: Case) -> bool:
    """Tell whether the numbers in a row are still those of the source, in the measure of the source."""
    offer = told.offer
    if offer is None:
        return False
    line = next((line for line in case.lines if line.id == name), None)
    is_same_measure = offer.side is None or (line is not None and line.measure is offer.measure)
    numbers = {key: kept[key] for key in (name, f"{name}{LOW}", f"{name}{HIGH}") if key in kept}
    return is_same_measure and numbers == _numbers(name, offer)
