"""How a figure is shown: the number large, then what it counts, its kind and who says so."""

from dataclasses import dataclass
from decimal import Decimal

from kb.records.business_case import Line
from kb.records.outcome import Direction, Outcome, Role
from kb.web.formats import SPACE, capital, format_number, format_range
from kb.web.i18n import gettext
from kb.web.voice import Voice
from kb.web.words import art_word, qualified

# The start of a unit that is short enough to stand beside the number, and how it is written there.
SHORT_UNITS = {
    "da": {
        "pct.": "{} %",
        "mio. kr.": "{} mio. kr.",
        "mia. kr.": "{} mia. kr.",
        "kr.": "{} kr.",
        "timer": "{} timer",
        "time": "{} time",
        "minutter": "{} min.",
        "minut": "{} min.",
        "døgn": "{} døgn",
        "dage": "{} dage",
        "uger": "{} uger",
        "måneder": "{} mdr.",
        "år": "{} år",
        "årsværk": "{} årsværk",
    },
    "en": {
        "per cent": "{}%",
        "million DKK": "DKK {} million",
        "billion DKK": "DKK {} billion",
        "DKK": "DKK {}",
        "million SEK": "SEK {} million",
        "billion SEK": "SEK {} billion",
        "SEK": "SEK {}",
        "million NOK": "NOK {} million",
        "NOK": "NOK {}",
        "hours": "{} hours",
        "hour": "{} hour",
        "minutes": "{} min.",
        "minute": "{} min.",
        "days": "{} days",
        "weeks": "{} weeks",
        "months": "{} months",
        "years": "{} years",
        "full-time equivalents": "{} FTE",
    },
}
# A denominator that begins with one of these follows the unit without a comma.
LEADS_ON = frozenset(("pr.", "af", "i", "på", "for", "hos", "ud", "om", "til", "mod", "blandt", "ved", "med"))


@dataclass(frozen=True)
class Figure:
    """One figure or finding, ready to show.

    `number` holds the number with a short unit ("68 %", "12 af 780") or the first words of a finding;
    `unit` what is left of the unit; `label` what is counted; `rest` the rest of the words or the denominator.
    `label` and `rest` are the record's own Danish words; `unit` is in the language of the page.
    """

    id: str
    number: str
    unit: str
    label: str
    rest: str
    art: str
    kind: str
    source: str
    is_words: bool = False
    is_reach: bool = False
    is_bad: bool = False
    is_suppliers: bool = False
    reservation: str = ""

    @property
    def joint(self) -> str:
        """Return what stands between the unit and the rest: a space before "pr. borger", else a comma."""
        first_word = self.rest.partition(" ")[0].lower()
        return " " if first_word in LEADS_ON and not self.is_words else ", "

    @property
    def what(self) -> str:
        """Say what the number counts: label and denominator, as far as the record has them."""
        return f"{self.label}, {self.rest}" if self.rest else self.label


def figure_of(outcome: Outcome, voice: Voice) -> Figure:
    """Make an outcome ready to show."""
    text = number_of(outcome, voice.language)
    number, unit = with_unit(text, voice.unit(outcome.unit, outcome.value), voice.language)
    rest = outcome.denominator or ""
    if not outcome.has_number:
        first, _, rest = (outcome.words or "").partition(", ")
        number, unit = capital(first), ""
    return Figure(
        id=outcome.id,
        number=number,
        unit=unit,
        label=outcome.label,
        rest=rest,
        art=outcome.art.value,
        kind=art_word(outcome.art),
        source=outcome.source,
        is_words=not outcome.has_number,
        is_reach=outcome.role is Role.REACH,
        is_bad=outcome.direction is Direction.WORSE,
        is_suppliers=bool(outcome.supplier_figure),
        reservation=outcome.reservation or "",
    )


def figure_of_line(line: Line, voice: Voice) -> Figure:
    """Make a line of a business case ready to show."""
    text = qualified(number_between(line.value, line.low, line.high, voice.language), line.qualifier)
    number, unit = with_unit(text, voice.unit(line.unit, line.value), voice.language)
    return Figure(
        id=line.id,
        number=number,
        unit=unit,
        label=line.label,
        rest=line.denominator or "",
        art=line.art.value,
        kind=art_word(line.art),
        source=line.source,
        is_suppliers=False,
        reservation=line.reservation or "",
    )


def number_of(outcome: Outcome, language: str) -> str:
    """Write the number of an outcome with all the source says about it."""
    if outcome.value is None and outcome.before is not None and outcome.after is not None:
        return gettext(
            "fra %(before)s til %(after)s",
            before=format_number(outcome.before, language),
            after=format_number(outcome.after, language),
        )
    value = next((n for n in (outcome.value, outcome.after, outcome.before) if n is not None), None)
    text = number_between(value, outcome.low, outcome.high, language)
    if outcome.out_of is not None:
        text = gettext("%(part)s af %(all)s", part=text, all=format_number(outcome.out_of, language))
    return qualified(text, outcome.qualifier) if text else ""


def number_between(value: Decimal | None, low: Decimal | None, high: Decimal | None, language: str) -> str:
    """Write a number, or an interval where the source gives one."""
    if low is not None and high is not None:
        interval = format_range(low, high, language)
        return f"{format_number(value, language)} ({interval})" if value is not None else interval
    known = next((number for number in (value, low, high) if number is not None), None)
    if known is None:
        return ""
    text = format_number(known, language)
    if value is None and low is not None:
        return gettext("mindst %(number)s", number=text)
    return gettext("højst %(number)s", number=text) if value is None else text


def with_unit(number: str, unit: str, language: str) -> tuple[str, str]:
    """Put a short unit beside the number and give back what is left of it."""
    for start, form in SHORT_UNITS[language].items():
        if unit == start or unit.startswith(f"{start} "):
            return form.replace(" ", SPACE).format(number), unit.removeprefix(start).strip()
    return number, unit
