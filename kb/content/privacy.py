"""Which texts may not stand in the content: numbers like a CPR number, and people's own e-mail addresses."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from kb.content.reader import FieldPath
from kb.records.marks import N_

_CPR_LIKE = re.compile(r"(?<![\d/.,-])(\d{2})(\d{2})(\d{2})[ -]?(\d{4})(?![\d/,-])")
_EMAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)", re.ASCII)
PRIVATE_DOMAINS = frozenset(
    [
        "gmail.com",
        "hotmail.com",
        "hotmail.dk",
        "outlook.com",
        "outlook.dk",
        "live.dk",
        "live.com",
        "yahoo.com",
        "yahoo.dk",
        "icloud.com",
        "me.com",
        "msn.com",
        "mail.dk",
        "jubii.dk",
        "ofir.dk",
        "stofanet.dk",
        "tdcadsl.dk",
        "proton.me",
        "protonmail.com",
    ]
)
ADDRESS_FIELDS = frozenset({"url", "archived_url"})


def texts_of(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """List every text in plain data with the path of its field."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts_of(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts_of(item, (*path, index))


def refuse_personal_data(path: FieldPath, text: str) -> str:
    """Say which personal data a text holds, or an empty text."""
    if not (path and path[-1] in ADDRESS_FIELDS) and has_cpr_like_number(text):
        return N_("Teksten har et tal, der ligner et CPR-nummer. Fjern det.")
    if any(is_private_address(*found.groups()) for found in _EMAIL.finditer(text)):
        return N_("Teksten har en persons e-mailadresse. Brug en funktionspostkasse.")
    return ""


def has_cpr_like_number(text: str) -> bool:
    """Tell whether a text holds ten digits whose first six are a day, as in a CPR number."""
    return any(_is_day(*map(int, found.groups()[:3])) for found in _CPR_LIKE.finditer(text))


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def is_private_address(local_part: str, domain: str) -> bool:
    """Tell whether an e-mail address looks like a person's: a free provider, or first.last@."""
    has_person_name = re.fullmatch(r"[A-Za-z]{2,}\.[A-Za-z.]{2,}", local_part) is not None
    return domain.lower() in PRIVATE_DOMAINS or has_person_name
