"""Which texts may not stand in the content: numbers like a CPR number, and people's own e-mail addresses."""

import re
import string
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from kb.content.reader import FieldPath
from kb.records.marks import N_

_CPR_LIKE = re.compile(r"(?<![\d/.,-])(\d{2})(\d{2})(\d{2})[ -]?(\d{4})(?![\d/,-])")
_LOCAL_PART = string.ascii_letters + string.digits + "_.+-"
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
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
    if any(is_private_address(*address) for address in addresses_in(text)):
        return N_("Teksten har en persons e-mailadresse. Brug en funktionspostkasse.")
    return ""


def addresses_in(text: str) -> Iterator[tuple[str, str]]:
    """List the e-mail addresses of a text, each as local part and domain; in time with its length."""
    for before, after in pairwise(text.split("@")):
        local_part = before[len(before.rstrip(_LOCAL_PART)) :]
        domain = _DOMAIN.match(after)
        if local_part and domain:
            yield local_part, domain.group()


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
