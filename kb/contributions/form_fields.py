"""Which fields stand in a step of the form: those of its questions, and the rest of the schema; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from kb.catalogue import Catalogue
from kb.contributions.drafting import SCHEMA
from kb.contributions.questions import NOT_ASKED, STEPS, Step, questions_of
from kb.contributions.typed_fields import GIVEN, Typed
from kb.records.base import RecordSchema
from kb.records.lists import Items, Part

ASKED = frozenset(name for asked in STEPS.values() for one in asked.questions for name in one.fields)


@dataclass(frozen=True)
class FormField:
    """A field that one can type in: its name, and how the schema declares it."""

    name: str
    declared: fields.Field[Any]


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together: a part of a report, or a row of a list; `number` counts rows from 1."""

    name: str
    label: str
    hint: str
    number: int
    fields: tuple[FormField, ...]
    groups: tuple["FieldGroup", ...]


def more_of(step: Step, typed: Typed) -> FieldGroup:
    """Give all that a step can say besides its questions."""
    named = {name: SCHEMA.fields[name] for name in STEPS[step].more}
    return _group("", named, typed, label="", hint="", number=0)


def names_of(step: Step, typed: Typed, catalogue: Catalogue) -> Iterator[str]:
    """List every field that stands in a step, and so may be sent from it."""
    for question in questions_of(step, typed, catalogue):
        yield from question.fields
    yield from _names_in(more_of(step, typed))


def _names_in(group: FieldGroup) -> Iterator[str]:
    yield from (field.name for field in group.fields)
    for inner in group.groups:
        yield from _names_in(inner)


def declared_at(name: str) -> fields.Field[Any]:
    """Find how the schema declares a field of the form."""
    declared: fields.Field[Any] = SCHEMA.fields[name.partition(".")[0]]
    for part in name.split(".")[1:]:
        inner: Any = declared.inner if isinstance(declared, Items) else declared
        declared = inner if part.isdecimal() else inner.schema.fields[part]
    return declared


def _group(
    prefix: str, named: Mapping[str, fields.Field[Any]], typed: Typed, *, label: str, hint: str, number: int
) -> FieldGroup:
    plain: list[FormField] = []
    groups: list[FieldGroup] = []
    for key, declared in named.items():
        name = f"{prefix}{key}"
        if name in NOT_ASKED or (prefix and key in GIVEN):
            continue
        if isinstance(declared, Part):
            groups.append(_part(f"{name}.", declared, typed, declared, number=0))
        elif isinstance(declared, Items) and isinstance(declared.inner, Part):
            groups.extend(_rows(name, declared, typed))
        elif name not in ASKED:
            plain.append(FormField(name, declared))
    return FieldGroup(prefix.rstrip("."), label, hint, number, tuple(plain), tuple(groups))


def _part(prefix: str, part: Part, typed: Typed, called: fields.Field[Any], *, number: int) -> FieldGroup:
    schema: RecordSchema = part.schema  # type: ignore[assignment]
    label, hint = called.metadata["label"], called.metadata["hint"]
    return _group(prefix, schema.fields, typed, label=label, hint=hint, number=number)


def _rows(name: str, declared: Items, typed: Typed) -> Iterator[FieldGroup]:
    """Make the rows of a list that hold something, and an empty one more."""
    for row in range(min(declared.most, count_rows(name, typed) + 1)):
        yield _part(f"{name}.{row}.", declared.inner, typed, declared, number=row + 1)  # type: ignore[arg-type]


def count_rows(name: str, typed: Typed) -> int:
    """Count the rows of a list up to the last that holds something."""
    held = (key[len(name) + 1 :].partition(".")[0] for key, texts in typed.items()
            if key.startswith(f"{name}.") and any(texts))  # fmt: skip
    return max((int(row) + 1 for row in held if row.isdecimal() and len(row) < 4), default=_asked_rows(name))


def _asked_rows(name: str) -> int:
    """Count the rows of a list that the questions ask for."""
    return int(any(field.startswith(f"{name}.0.") for field in ASKED))


def keep(typed: Typed, sent: Mapping[str, list[str]], names: Iterator[str]) -> dict[str, list[str]]:
    """Put what a step sent over what was typed before; a field that is not sent was emptied."""
    kept = {name: list(texts) for name, texts in typed.items()}
    for name in names:
        texts = sent.get(name, [])
        if any(texts):
            kept[name] = texts
        else:
            kept.pop(name, None)
    return kept
