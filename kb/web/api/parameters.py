"""Which parameters a resource takes, how they are read, and how what makes no sense is refused."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from kb.records.marks import N_
from kb.web.api.problems import Problem
from kb.web.i18n import gettext

LONGEST = 200
MOST_VALUES = 50


@dataclass(frozen=True)
class Parameter:
    """One parameter: its name, what it is for as a marked text, its pattern, and an example.

    `words` are the only ones that its value, a list with commas, may hold.
    """

    name: str
    description: str
    pattern: str
    example: str
    required: bool = False
    is_list: bool = False
    whole: tuple[int, int] | None = None
    words: tuple[str, ...] = ()

    def schema(self) -> dict[str, Any]:
        """Describe the values for OpenAPI."""
        if self.words:
            words = {"type": "string", "enum": list(self.words)}
            return {"type": "array", "items": words, "minItems": 1, "maxItems": len(self.words)}
        if self.whole:
            one: dict[str, Any] = {"type": "integer", "minimum": self.whole[0], "maximum": self.whole[1]}
        else:
            one = {"type": "string", "pattern": f"^({self.pattern})$", "maxLength": LONGEST}
        return {"type": "array", "items": one, "maxItems": MOST_VALUES} if self.is_list else one


SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
NUMBER = "[0-9]{1,4}"
CURSOR = Parameter(
    "cursor",
    N_("Hvor listen skal fortsætte: værdien fra forrige svars next."),
    "[0-9]{1,9}-[0-9a-z-]{1,40}",
    "100-3ceba36",
)
LIMIT = Parameter("limit", N_("Hvor mange rækker i svaret, højst 1000."), NUMBER, "100", whole=(1, 1000))
FIELDS = Parameter(
    "fields", N_("Kun disse kolonner, med komma imellem."), "[a-z0-9_]+(,[a-z0-9_]+)*", "key,value,unit"
)


def read(args: "MultiDict[str, str]", parameters: Iterable[Parameter]) -> Mapping[str, list[str]]:
    """Read the parameters; raise Problem for one that is unknown, repeated, missing or impossible."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in args:
        if name not in known:
            allowed = ", ".join(known) or gettext("ingen")
            raise Problem(
                gettext("Parameteren %(name)s findes ikke her. Der er: %(allowed)s.")
                % {"name": name[:LONGEST], "allowed": allowed},
                parameter=name[:LONGEST],
            )
    return {name: _values(args.getlist(name), known[name]) for name in known}


def _values(values: list[str], parameter: Parameter) -> list[str]:
    if parameter.required and not values:
        raise _refused(parameter, N_("Parameteren %(name)s mangler."))
    if len(values) > (MOST_VALUES if parameter.is_list else 1):
        raise _refused(parameter, N_("Parameteren %(name)s står for mange gange."))
    for value in values:
        if (
            not _is_short(value, parameter)
            or not re.fullmatch(parameter.pattern, value)
            or not _is_within(value, parameter)
        ):
            raise _refused(parameter, N_("Værdien af %(name)s kan ikke bruges. Skriv fx %(example)s."))
    return values


def _is_short(value: str, parameter: Parameter) -> bool:
    if parameter.words:
        return value.count(",") < len(parameter.words)
    return len(value) <= LONGEST


def _is_within(value: str, parameter: Parameter) -> bool:
    return parameter.whole is None or parameter.whole[0] <= int(value) <= parameter.whole[1]


def _refused(parameter: Parameter, sentence: str) -> Problem:
    facts = {"name": parameter.name, "example": parameter.example}
    return Problem(gettext(sentence) % facts, parameter=parameter.name)


def first(values: list[str], default: str = "") -> str:
    """Give the value of a parameter that stands once."""
    return values[0] if values else default
