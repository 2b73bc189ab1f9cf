"""The fields of the forms on accounts: what stands in each, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kb.accounts.passwords import ADVISED, SHORTEST
from kb.accounts.refused import Refused
from kb.web.desk import in_words
from kb.web.i18n import gettext
from kb.web.typed_numbers import clean

LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD = 254, 100, 1000


@dataclass(frozen=True)
class Option:
    """A value that can be chosen."""

    value: str
    text: str
    is_chosen: bool
    hint: str = ""


@dataclass(frozen=True)
class Field:
    """One field; a password is never shown again, and one with options is chosen, not typed."""

    name: str
    label: str
    kind: str = "text"
    text: str = ""
    hint: str = ""
    message: str = ""
    autocomplete: str = "off"
    longest: int = LONGEST_NAME
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class Form:
    """The fields of a form; `message` is what is wrong with no field in particular."""

    fields: tuple[Field, ...]
    message: str = ""

    @property
    def mistakes(self) -> tuple[Field, ...]:
        """List the fields that are wrong."""
        return tuple(field for field in self.fields if field.message)

    @property
    def is_wrong(self) -> bool:
        """Tell whether something is wrong."""
        return bool(self.message or self.mistakes)


def with_mistake(form: Form, error: Refused) -> Form:
    """Put a refusal at the field that it names, or above the form."""
    message = in_words(error)
    if error.field not in {field.name for field in form.fields}:
        return replace(form, message=message)
    return with_messages(form, {error.field: message})


def with_messages(form: Form, messages: Mapping[str, str]) -> Form:
    """Put a message at each field that has one."""
    return replace(
        form, fields=tuple(replace(field, message=messages.get(field.name, "")) for field in form.fields)
    )


def email_field(text: str = "", *, autocomplete: str = "username", hint: str = "") -> Field:
    """Make the field of a mail address."""
    return Field(
        "email",
        gettext("Mailadresse"),
        kind="email",
        text=clean(text, LONGEST_EMAIL),
        hint=hint,
        autocomplete=autocomplete,
        longest=LONGEST_EMAIL,
    )


def password_field(name: str, label: str, *, is_new: bool = False, hint: str = "") -> Field:
    """Make the field of a password: it can be pasted, and a password keeper knows which one it is."""
    return Field(
        name,
        label,
        kind="password",
        hint=hint,
        autocomplete="new-password" if is_new else "current-password",
        longest=LONGEST_PASSWORD,
    )


def new_password_fields() -> tuple[Field, ...]:
    """Make the two fields in which a new password is written, twice."""
    hint = gettext(
        "Mindst %(shortest)s tegn. Brug gerne %(advised)s eller flere, fx tre-fire ord efter hinanden. "
        "Du må gerne bruge en adgangskodehusker.",
        shortest=SHORTEST,
        advised=ADVISED,
    )
    return (
        password_field("password", gettext("Ny adgangskode"), is_new=True, hint=hint),
        password_field("password_again", gettext("Skriv den igen"), is_new=True),
    )


def options_of(pairs: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Option, ...]:
    """List values with their words, and which of them are chosen."""
    kept = set(chosen)
    return tuple(Option(value, text, value in kept) for value, text in pairs)
