"""Which kinds of field a record has, each with its Danish label, help and error messages.

Every field carries `metadata` with `label` and `hint`: the content format's documentation, the JSON
Schema for editors and the form are generated from them.
"""

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from marshmallow import fields

from kb.records.base import is_slug
from kb.records.marks import N_

LONGEST_LINE = 300
LONGEST_TEXT = 4_000
LONGEST_URL = 1_000
LARGEST_NUMBER = 10**13
PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

COMMON_MESSAGES = {
    "required": N_("Feltet mangler."),
    "null": N_("Feltet er tomt. Slet linjen, hvis det ikke er oplyst."),
    "validator_failed": N_("Værdien kan ikke bruges."),
}


def arguments_of(label: str, hint: str, *, required: bool) -> dict[str, Any]:
    """Put together what every field is made with: its label, hint and whether it may be missing."""
    missing: dict[str, Any] = {} if required else {"load_default": None}
    return {"required": required, "metadata": {"label": label, "hint": hint}, **missing}


class Text(fields.Field[str]):
    """A text without control characters, white space trimmed at both ends."""

    default_error_messages = {
        **COMMON_MESSAGES,
        "invalid": N_("Her skal stå en tekst. Sæt anførselstegn om værdien."),
        "empty": N_("Teksten er tom. Slet linjen, hvis det ikke er oplyst."),
        "control": N_("Teksten har et usynligt styretegn. Skriv den igen."),
        "long": N_("Teksten er for lang."),
    }

    def __init__(
        self, label: str, hint: str = "", *, required: bool = False, longest: int = LONGEST_TEXT
    ) -> None:
        super().__init__(**arguments_of(label, hint, required=required))
        self.longest = longest

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not isinstance(value, str):
            raise self.make_error("invalid")
        text = value.strip()
        if not text:
            raise self.make_error("empty")
        if len(text) > self.longest:
            raise self.make_error("long")
        if any(is_control(character) for character in text):
            raise self.make_error("control")
        return text


def is_control(character: str) -> bool:
    """Tell whether a character is a control, a lone surrogate or a direction override."""
    code = ord(character)
    return (
        (code < 32 and character not in "\n\t")
        or 0x7F <= code < 0xA0
        or 0xD800 <= code < 0xE000
        or code in (0xFEFF, 0x2028, 0x2029, 0xFFFE, 0xFFFF)
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x2069
    )


def line(label: str, hint: str = "", *, required: bool = False, longest: int = LONGEST_LINE) -> Text:
    """Make a field for a short text, one line."""
    return Text(label, hint, required=required, longest=longest)


class Slug(Text):
    """An id: lower-case ASCII words joined by hyphens. `of` names what it must refer to."""

    default_error_messages = {
        "slug": N_("Et id skrives med små bogstaver a-z, tal og bindestreg, fx vejle-2019."),
    }

    def __init__(self, label: str, hint: str = "", *, required: bool = False, of: str = "") -> None:
        super().__init__(label, hint, required=required, longest=200)
        self.metadata = {**self.metadata, "reference": of}

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        if not is_slug(text):
            raise self.make_error("slug")
        return text


def term(vocabulary: str, label: str, hint: str = "", *, required: bool = False) -> Slug:
    """Make a field that holds the id of a term in the named vocabulary."""
    return Slug(label, hint, required=required, of=f"vocabulary:{vocabulary}")


class Url(Text):
    """An http or https address with a host."""

    default_error_messages = {
        "url": N_("Adressen skal begynde med http:// eller https:// og have et domæne.")
    }

    def __init__(self, label: str, hint: str = "", *, required: bool = False) -> None:
        super().__init__(label, hint, required=required, longest=LONGEST_URL)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        if not is_web_address(text):
            raise self.make_error("url")
        return text


def is_web_address(text: str) -> bool:
    """Tell whether a text is an http(s) address with a host, no user part and no white space."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    has_blank = any(character.isspace() or character in '<>"\\' for character in text)
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and not has_blank
    )


class Mailbox(Text):
    """A role mailbox such as pleje@kommune.dk; people's own addresses are refused by a content check."""

    default_error_messages = {"mailbox": N_("Skriv en e-mailadresse til en funktionspostkasse.")}

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, *args, **kwargs)
        if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text):
            raise self.make_error("mailbox")
        return text


class Day(fields.Field[str]):
    """A date as far as it is known: `2019`, `2019-10` or `2019-10-01`; kept as that text."""

    default_error_messages = {
        **COMMON_MESSAGES,
        "invalid": N_("Skriv datoen som 2019, 2019-10 eller 2019-10-01."),
        "calendar": N_("Den dato findes ikke i kalenderen."),
    }

    def __init__(self, label: str, hint: str = "", *, required: bool = False) -> None:
        super().__init__(**arguments_of(label, hint, required=required))

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        found = PARTIAL_DATE.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise self.make_error("invalid")
        year, month, day = (int(part) if part else 1 for part in found.groups())
        try:
            if not 1900 <= date(year, month, day).year <= 2100:
                raise self.make_error("invalid")
        except ValueError:
            raise self.make_error("calendar") from None
        return str(text)

    def _serialize(self, value: str | None, *_: Any, **__: Any) -> str | int | None:
        return int(value) if value is not None and len(value) == 4 else value


class Whole(fields.Field[int]):
    """A whole number within limits."""

    default_error_messages = {
        **COMMON_MESSAGES,
        "invalid": N_("Her skal stå et helt tal uden punktum."),
        "range": N_("Tallet ligger uden for det, feltet kan rumme."),
    }

    def __init__(
        self, label: str, hint: str = "", *, required: bool = False, low: int = 0, high: int = LARGEST_NUMBER
    ) -> None:
        super().__init__(**arguments_of(label, hint, required=required))
        self.low, self.high = low, high

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid")
        if not self.low <= value <= self.high:
            raise self.make_error("range")
        return value


class Number(fields.Field[Decimal]):
    """A number, whole or with decimals (a point in the file), kept as Decimal."""

    default_error_messages = {
        **COMMON_MESSAGES,
        "invalid": N_("Her skal stå et tal. Skriv decimaler med punktum og uden tusindtalsprik, fx 113.5."),
        "range": N_("Tallet ligger uden for det, feltet kan rumme."),
    }

    def __init__(
        self,
        label: str,
        hint: str = "",
        *,
        required: bool = False,
        low: int = -LARGEST_NUMBER,
        high: int = LARGEST_NUMBER,
    ) -> None:
        super().__init__(**arguments_of(label, hint, required=required))
        self.low, self.high = low, high

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.make_error("invalid")
        number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
        if not number.is_finite() or not self.low <= number <= self.high:
            raise self.make_error("range")
        return number

    def _serialize(self, value: Decimal | None, *_: Any, **__: Any) -> int | float | None:
        if value is None:
            return None
        return int(value) if value == value.to_integral_value() else float(value)


class Flag(fields.Field[bool]):
    """Yes or no, written `true` or `false`."""

    default_error_messages = {**COMMON_MESSAGES, "invalid": N_("Skriv true eller false.")}

    def __init__(self, label: str, hint: str = "", *, required: bool = False) -> None:
        super().__init__(**arguments_of(label, hint, required=required))

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid")
        return value


class Choice(fields.Field[Any]):
    """One value of a fixed list that the rules of the bank read; the default is not written out."""

    default_error_messages = {**COMMON_MESSAGES, "invalid": N_("Værdien er ikke på listen.")}

    def __init__(
        self,
        options: type[StrEnum],
        label: str,
        hint: str = "",
        *,
        required: bool = False,
        default: StrEnum | None = None,
    ) -> None:
        arguments = arguments_of(label, hint, required=required)
        super().__init__(**(arguments if required else {**arguments, "load_default": default}))
        self.options = options
        self.default_value = default

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> StrEnum:
        if not isinstance(value, str) or value not in list(self.options):
            raise self.make_error("invalid")
        return self.options(value)

    def _serialize(self, value: StrEnum | None, *_: Any, **__: Any) -> str | None:
        return None if value is None or value is self.default_value else value.value
