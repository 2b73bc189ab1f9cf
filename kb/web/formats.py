"""How numbers, dates and kroner are written in Danish and in English; pure."""

from collections.abc import Iterable
from decimal import Decimal

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
SPACE = "\N{NO-BREAK SPACE}"
MONTHS = {
    "da": ["jan.", "feb.", "marts", "april", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
ALPHABET = {letter: place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzæøå", start=1)}


def format_number(number: Decimal | int, language: str) -> str:
    """Write a number with the language's separators and a true minus, all its decimals kept."""
    text = f"{abs(number):,f}" if isinstance(number, Decimal) else f"{abs(number):,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if number < 0 else text


def format_range(low: Decimal | int, high: Decimal | int, language: str) -> str:
    """Write an interval with an en dash, or with words where a minus would stand beside it."""
    first, last = format_number(low, language), format_number(high, language)
    if low == high:
        return first
    if low < 0 or high < 0:
        return f"{first} {'til' if language == 'da' else 'to'} {last}"
    return f"{first}{DASH}{last}"


def format_money(kroner: Decimal | int, language: str) -> str:
    """Write an amount in kroner, the sum kept together with its unit."""
    amount = format_number(kroner, language)
    return f"{amount}{SPACE}kr." if language == "da" else f"DKK{SPACE}{amount}"


def format_date(date: str, language: str) -> str:
    """Write an ISO date that may lack day or month: 1. okt. 2019, okt. 2019, 2019."""
    year, *rest = date.split("-")
    if not rest:
        return year
    month = MONTHS[language][int(rest[0]) - 1]
    if len(rest) == 1:
        return f"{month} {year}"
    day = int(rest[1])
    return f"{day}. {month} {year}" if language == "da" else f"{day} {month} {year}"


def format_period(start: str | None, end: str | None, language: str) -> str:
    """Write a period; an open end is an open dash."""
    if start and end and start != end:
        first, last = format_date(start, language), format_date(end, language)
        return f"{first}{DASH}{last}" if "-" not in start + end else f"{first} {DASH} {last}"
    if start and not end:
        return f"{format_date(start, language)}{DASH}"
    return format_date(end, language) if end else ""


def format_list(words: Iterable[str], language: str) -> str:
    """Join words the way one says them: a, b og c."""
    *first, last = [*words] or [""]
    conjunction = " og " if language == "da" else " and "
    return ", ".join(first) + conjunction + last if first else last


def capital(text: str) -> str:
    """Begin a text with a capital letter and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Begin a text with a small letter and leave the rest as it is."""
    return text[:1].lower() + text[1:]


def danish_order(name: str) -> tuple[int, ...]:
    """Give the key that sorts names the Danish way: æ, ø and å last, and aa as å."""
    letters = name.lower().replace("aa", "å")
    return tuple(ALPHABET.get(letter, 0) for letter in letters)
