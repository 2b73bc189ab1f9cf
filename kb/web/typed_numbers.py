"""How a number that a reader types is read, and how it stands in an address alike in both languages."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, getcontext

from kb.records.fields import is_control
from kb.web.formats import SPACE, format_money, format_number

LARGEST = Decimal(10) ** 12
LONGEST_NUMBER = 40
LONGEST_NAME = 80
MOST_DECIMALS = 6
# A thousands separator is followed by three digits; any other point or comma is a decimal sign.
GROUPED: Mapping[str, re.Pattern[str]] = {
    "da": re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+)(?:,(?P<part>[0-9]+))?"),
    "en": re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?"),
}
PLAIN = re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<part>[0-9]+))?")
AROUND = re.compile(r"^(?:DKK|kr\.?)|(?:kr\.?|%|DKK)$", re.IGNORECASE)
MINUS = re.compile(r"^[-\N{MINUS SIGN}\N{EN DASH}]")


def clean(text: str, longest: int) -> str:
    """Take out what cannot be seen, and cut a text to its longest length."""
    return (
        "".join(" " if is_control(sign) else sign for sign in text[: longest * 4]).strip()[:longest].strip()
    )


def parse_number(text: str, language: str) -> Decimal | None:
    """Read a number as it is written in a language; None where it is no number."""
    digits = AROUND.sub("", re.sub(r"\s", "", text))
    found = GROUPED[language].fullmatch(digits) or PLAIN.fullmatch(digits)
    if found is None or len(digits) > LONGEST_NUMBER:
        return None
    whole = found["whole"].replace(".", "").replace(",", "")
    return Decimal(f"{whole}.{(found['part'] or '0')[:MOST_DECIMALS]}")


def is_below_zero(text: str) -> bool:
    """Tell whether a text begins with a minus."""
    return bool(MINUS.match(text.strip()))


def plain_number(number: Decimal) -> str:
    """Write a number for an address; three decimals get a fourth, lest they be read as thousands."""
    text = f"{rounded(number, MOST_DECIMALS):f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return f"{whole}.{part}{'0' if len(part) == 3 else ''}" if part else whole


def whole(number: Decimal) -> Decimal:
    """Round to a whole number, halves away from zero; a rounded zero has no sign."""
    return number.to_integral_value(ROUND_HALF_UP) + Decimal(0)


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Round to a few decimals; a number too large for them has none, and a rounded zero has no sign."""
    if number.adjusted() + decimals >= getcontext().prec:
        return whole(number)
    return round(number, decimals) + Decimal(0)


def kroner(number: Decimal | None, language: str) -> str:
    """Write an amount in whole kroner; an unknown one is written as nothing."""
    return "" if number is None else format_money(whole(number), language)


def precise(number: Decimal, language: str, decimals: int = 2) -> str:
    """Write a number with a few decimals at most."""
    return format_number(rounded(number, decimals), language)


def fixed(number: Decimal, language: str, decimals: int = 4) -> str:
    """Write a number with a fixed count of decimals, as factors stand under each other."""
    text = f"{number:.{decimals}f}"
    return text.replace(".", ",") if language == "da" else text


def short_kroner(number: Decimal, language: str) -> str:
    """Write an amount for an axis: 1,2 mio. kr."""
    if abs(number) < 10**6:
        return format_money(number, language)
    millions = format_number(number / 10**6, language)
    return f"{millions}{SPACE}mio. kr." if language == "da" else f"DKK{SPACE}{millions}{SPACE}million"
