"""Which numbers a text claims, and which numbers a record can answer for with a source; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

NUMBER = {
    "da": re.compile(r"(?<![\w.,/§])(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?(?![\w/])"),
    "en": re.compile(r"(?<![\w.,/§])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/])"),
}
SEPARATORS = {"da": str.maketrans({".": "", ",": "."}), "en": str.maketrans({",": ""})}
# What looks like a figure and is none: a paragraph of a law and the day of a date.
NO_FIGURE = re.compile(
    r"§+ ?\d+(?: ?[a-z]\b)?"
    r"|\b\d{1,2}\. ?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
    r"|\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
DATE = re.compile(r"\d{4}(-\d{2}){0,2}")
PROSE = ("prose", "prose_en")
SIZES = {"mio": Decimal(10) ** 6, "mia": Decimal(10) ** 9}


@dataclass(frozen=True)
class Claimed:
    """A number as a text writes it, its value, and the line it stands on, counted from 1."""

    text: str
    value: Decimal
    line: int


def numbers_in(text: str, language: str = "da") -> Iterator[Claimed]:
    """List the numbers that a text writes in figures; laws and days of dates are left out."""
    for line, words in enumerate(text.splitlines(), start=1):
        for found in NUMBER[language].finditer(NO_FIGURE.sub(lambda m: " " * len(m.group()), words)):
            yield Claimed(found.group(), Decimal(found.group().translate(SEPARATORS[language])), line)


def sourced_numbers(record: Any) -> Iterator[Decimal]:
    """List the numbers of a record that stand in a field of their own or in a part that names its source."""
    for field in fields(record):
        value = getattr(record, field.name) if field.name not in PROSE else None
        if isinstance(value, tuple):
            yield from (number for item in value if is_dataclass(item) for number in sourced_numbers(item))
        elif is_dataclass(value):
            yield from sourced_numbers(value)
        elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            yield from _sizes_of(Decimal(value), getattr(record, "unit", None) or "")
        elif isinstance(value, str) and (DATE.fullmatch(value) or _answers_for(record, field.name)):
            yield from _numbers_of_text(value)


def _answers_for(record: Any, name: str) -> bool:
    """Tell whether a text is sourced: its part has a source, or is one; of whole records only the title."""
    if hasattr(record, "sources"):
        return name in ("title", "title_en") or bool(getattr(record, f"{name}_source", None))
    return bool(getattr(record, "source", True))


def _numbers_of_text(text: str) -> Iterator[Decimal]:
    if DATE.fullmatch(text):
        yield Decimal(text[:4])
        return
    for language in NUMBER:
        yield from (claimed.value for claimed in numbers_in(text, language))


def _sizes_of(value: Decimal, unit: str) -> Iterator[Decimal]:
    """Give a number as it may be written: 3.2 million kroner also as 3,200,000, and the other way."""
    yield abs(value)
    yield abs(value) * SIZES.get(unit[:3], Decimal(1))
    if abs(value) >= SIZES["mio"] / 10:
        yield from (abs(value) / size for size in SIZES.values())
