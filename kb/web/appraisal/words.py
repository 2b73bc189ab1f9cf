"""Which words stand for a measure, a period, a payer, and what is missing."""

from decimal import Decimal

from kb.appraisal.case import Case, Line, Side
from kb.appraisal.measure import Measure, Period
from kb.appraisal.outlook import Missing
from kb.appraisal.rebase import VOLUME_RHYTHMS
from kb.records.business_case import Payer
from kb.records.marks import N_
from kb.web.formats import SPACE
from kb.web.i18n import gettext, ngettext
from kb.web.voice import Voice

MEASURES = {
    Measure.KR_ONCE: N_("kr. én gang"),
    Measure.KR_YEAR: N_("kr. om året"),
    Measure.KR_MONTH: N_("kr. om måneden"),
    Measure.KR_ONCE_UNIT: N_("kr. pr. enhed, én gang"),
    Measure.KR_YEAR_UNIT: N_("kr. pr. enhed om året"),
    Measure.KR_MONTH_UNIT: N_("kr. pr. enhed om måneden"),
    Measure.KR_EACH: N_("kr. pr. enhed, hver gang"),
    Measure.HOURS_YEAR: N_("timer om året"),
    Measure.HOURS_MONTH: N_("timer om måneden"),
    Measure.HOURS_WEEK: N_("timer om ugen"),
    Measure.HOURS_YEAR_UNIT: N_("timer pr. enhed om året"),
    Measure.HOURS_WEEK_UNIT: N_("timer pr. enhed om ugen"),
    Measure.HOURS_EACH: N_("timer pr. enhed, hver gang"),
    Measure.MINUTES_WEEK_UNIT: N_("min. pr. enhed om ugen"),
    Measure.MINUTES_DAY_UNIT: N_("min. pr. enhed om dagen"),
    Measure.MINUTES_EACH: N_("min. pr. enhed, hver gang"),
    Measure.QUALITY: N_("kvalitet, uden tal"),
    Measure.WORKING_ENVIRONMENT: N_("arbejdsmiljø, uden tal"),
    Measure.SOCIETY: N_("samfundet, uden tal"),
}
BASES = {"kr": N_("kr."), "timer": N_("timer"), "minutter": N_("minutter")}
ONE = {"kr": N_("kr."), "timer": N_("time"), "minutter": N_("minut")}
PERIODS = {
    Period.IN_ALL: N_("i alt"),
    Period.DAY: N_("om dagen"),
    Period.WEEK: N_("om ugen"),
    Period.MONTH: N_("om måneden"),
    Period.YEAR: N_("om året"),
}
PAYERS = {
    Payer.MUNICIPALITY: N_("Kommunen"),
    Payer.REGION: N_("Regionen"),
    Payer.STATE: N_("Staten"),
    Payer.CITIZEN: N_("Borgeren"),
    None: N_("Fonde og andre"),
}
MISSING = {
    Missing.COST: N_("Skriv mindst én udgift."),
    Missing.GAIN: N_("Skriv mindst én gevinst."),
    Missing.VOLUME: N_("Skriv mængden: et af jeres tal gælder pr. enhed."),
    Missing.WAGE: N_("Skriv jeres lønsum pr. time, så tiden kan regnes i penge."),
    Missing.SHARE: N_("Skriv, hvor stor en del af tiden der bliver til penge. Skriv 0, hvis ingen gør."),
}
LINE_NAMES = {
    Side.COST: N_("Udgift %(number)s"),
    Side.GAIN: N_("Gevinst %(number)s"),
    Side.GRANT: N_("Tilskud %(number)s"),
}


def measure_word(measure: Measure) -> str:
    """Name a measure in the language of the page."""
    return gettext(MEASURES[measure])


def base_word(measure: Measure, number: Decimal) -> str:
    """Name what a measure counts, as it is said after a number: kroner, hours or minutes."""
    base = measure.value.partition("-")[0]
    return gettext((ONE if number == 1 else BASES)[base])


def payer_word(payer: Payer | None) -> str:
    """Name who pays or gains."""
    return gettext(PAYERS[payer])


def line_name(side: Side, row: str) -> str:
    """Name a row that the reader has not named."""
    return gettext(LINE_NAMES[side], number=row[1:])


def name_of(line: Line) -> str:
    """Name a line: by the reader's words, or else by its number."""
    return line.label or line_name(line.side, line.id)


def unit_word(unit_id: str, voice: Voice) -> str:
    """Name what a unit such as fakturaer-om-aaret counts, without how often."""
    stem = next((unit_id.removesuffix(f"-{end}") for end in VOLUME_RHYTHMS if unit_id.endswith(end)), unit_id)
    return voice.unit(stem)


def volume_words(number: str, unit: str, case: Case) -> str:
    """Write a volume: 120 besøg om ugen, or 40 enheder where the unit has no name."""
    counted = unit or gettext("enheder")
    words = f"{number}{SPACE}{counted}"
    if case.volume is None or case.volume.period is Period.IN_ALL:
        return words
    return f"{words} {gettext(PERIODS[case.volume.period])}"


def years_word(years: int) -> str:
    """Write a horizon: over 5 år."""
    return ngettext("over %(num)s år", "over %(num)s år", years)


def sentence(text: str) -> str:
    """End a sentence with one full stop, also where it ends with an abbreviation such as kr."""
    return text.replace("kr..", "kr.")
