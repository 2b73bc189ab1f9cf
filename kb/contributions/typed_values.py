"""How what a person types in a field becomes a value of a record, and how a value is shown for typing."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from marshmallow import fields

from kb.records.fields import Day, Flag, Number, Whole

YES, NO = "ja", "nej"
MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("marts", "mar", "march"),
    ("april", "apr", "april"),
    ("maj", "maj", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug", "august"),
    ("september", "sep", "september"),
    ("oktober", "okt", "october"),
    ("november", "nov", "november"),
    ("december", "dec", "december"),
)
MONTH_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names}
IN_WORDS = re.compile(r"(?:(\d{1,2})\.? +)?([a-z]+)\.? +(\d{4})")
IN_NUMBERS = re.compile(r"(\d{1,2})[-./ ]+(\d{1,2})[-./ ]+(\d{4})")
# A point followed by three digits parts thousands, as in Danish; any other point is a decimal sign.
GROUPED = re.compile(r"(?P<whole>[1-9]\d{0,2}(?:\.\d{3})+)(?:,(?P<part>\d+))?", re.ASCII)
PLAIN = re.compile(r"(?P<whole>0|[1-9]\d*)(?:[.,](?P<part>\d+))?", re.ASCII)
LONGEST_NUMBER = 400


def read_value(field: fields.Field[Any], text: str) -> Any:
    """Read a text as the value of a field; what cannot be read stays as typed, and its field refuses it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return next((read(text) for kind, read in READERS.items() if isinstance(field, kind)), text)


def write_value(field: fields.Field[Any], value: Any) -> str:
    """Write a value of a file as one would type it, so that reading it gives the same value."""
    if isinstance(field, Flag):
        return YES if value else NO
    if isinstance(field, Number):
        return f"{Decimal(repr(value)):f}".replace(".", ",")
    return str(value)


def read_number(text: str) -> int | float | str:
    """Read a number written the Danish way, 1.234,5, or with a decimal point, 113.5."""
    digits = re.sub(r"\s", "", text)
    sign = "-" if digits[:1] in ("-", "\N{MINUS SIGN}", "\N{EN DASH}") else ""
    digits = digits[len(sign) :]
    found = GROUPED.fullmatch(digits) or PLAIN.fullmatch(digits)
    if found is None or len(digits) > LONGEST_NUMBER:
        return text
    number = Decimal(f"{sign}{found['whole'].replace('.', '')}.{found['part'] or '0'}")
    return int(number) if number == number.to_integral_value() else float(number)


def read_date(text: str) -> str:
    """Read a date as people write it, 1. marts 2025, marts 2025 or 1/3 2025, as 2025-03-01."""
    words = IN_WORDS.fullmatch(text.lower())
    if words and words[2] in MONTH_OF:
        month = f"{words[3]}-{MONTH_OF[words[2]]:02d}"
        return f"{month}-{int(words[1]):02d}" if words[1] else month
    numbers = IN_NUMBERS.fullmatch(text)
    if numbers:
        return f"{numbers[3]}-{int(numbers[2]):02d}-{int(numbers[1]):02d}"
    return text


def read_flag(text: str) -> bool | str:
    """Read yes or no."""
    return {YES: True, NO: False}.get(text, text)


READERS: Mapping[type, Callable[[str], Any]] = {
    Number: read_number,
    Whole: read_number,
    Day: read_date,
    Flag: read_flag,
}
