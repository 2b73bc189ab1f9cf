"""Which fields a form of a record has: those of its questions, and all others of the schema; pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from kb.contributions.typed_fields import GIVEN, Typed
from kb.records.base import RecordSchema
from kb.records.lists import Items, Part

Named = Mapping[str, fields.Field[Any]]


@dataclass(frozen=True)
class FormField:
    """A field that one can type in: its name, and how the schema declares it."""

    name: str
    declared: fields.Field[Any]


@dataclass(frozen=True)
class FieldGroup:
    """Fields that belong together: a part of a record, or a row of a list; `number` counts rows from 1."""

    name: str
    label: str
    hint: str
    number: int
    fields: tuple[FormField, ...]
    groups: tuple["FieldGroup", ...]


@dataclass(frozen=True)
class FormShape:
    """The record a form is for, the fields its questions ask, those it never asks, and lists of one row."""

    schema: RecordSchema
    asked: frozenset[str]
    not_asked: frozenset[str]
    one_row: frozenset[str] = frozenset()

    def declared_at(self, name: str) -> fields.Field[Any]:
        """Find how the schema declares a field of the form."""
        declared: fields.Field[Any] = self.schema.fields[name.partition(".")[0]]
        for part in name.split(".")[1:]:
            inner: Any = declared.inner if isinstance(declared, Items) else declared
            declared = inner if part.isdecimal() else inner.schema.fields[part]
        return declared

    def group_of(self, names: tuple[str, ...], typed: Typed) -> FieldGroup:
        """Gather all that some fields of the record can say besides the questions."""
        named = {name: self.schema.fields[name] for name in names}
        return self._group("", named, typed, label="", hint="", number=0)

    def keep(self, typed: Typed, sent: Mapping[str, list[str]], names: Iterator[str]) -> dict[str, list[str]]:
        """Put what a form sent over what was typed before; a field that is not sent was emptied."""
        kept = {name: list(texts) for name, texts in typed.items()}
        for name in names:
            texts = sent.get(name, [])
            if any(texts):
                kept[name] = _as_before(kept.get(name, []), texts) if self._is_ticked(name) else texts
            else:
                kept.pop(name, None)
        return kept

    def _group(
        self, prefix: str, named: Named, typed: Typed, *, label: str, hint: str, number: int
    ) -> FieldGroup:
        plain: list[FormField] = []
        groups: list[FieldGroup] = []
        for key, declared in named.items():
            name = f"{prefix}{key}"
            if name in self.not_asked or (prefix and key in GIVEN):
                continue
            if isinstance(declared, Part):
                groups.append(self._part(f"{name}.", declared, typed, declared, number=0))
            elif isinstance(declared, Items) and isinstance(declared.inner, Part):
                groups.extend(self._rows(name, declared, typed))
            elif name not in self.asked:
                plain.append(FormField(name, declared))
        return FieldGroup(prefix.rstrip("."), label, hint, number, tuple(plain), tuple(groups))

    def _part(
        self, prefix: str, part: Part, typed: Typed, called: fields.Field[Any], *, number: int
    ) -> FieldGroup:
        schema: RecordSchema = part.schema  # type: ignore[assignment]
        label, hint = called.metadata["label"], called.metadata["hint"]
        return self._group(prefix, schema.fields, typed, label=label, hint=hint, number=number)

    def _rows(self, name: str, declared: Items, typed: Typed) -> Iterator[FieldGroup]:
        """Make the rows of a list that hold something, and an empty one more."""
        wanted = 1 if name in self.one_row else self._count_rows(name, typed) + 1
        part: Any = declared.inner
        for row in range(min(declared.most, wanted)):
            yield self._part(f"{name}.{row}.", part, typed, declared, number=row + 1)

    def _count_rows(self, name: str, typed: Typed) -> int:
        """Count the rows of a list up to the last that holds something, or that the questions ask for."""
        held = (key[len(name) + 1 :].partition(".")[0] for key, texts in typed.items()
                if key.startswith(f"{name}.") and any(texts))  # fmt: skip
        asked = int(any(field.startswith(f"{name}.0.") for field in self.asked))
        return max((int(row) + 1 for row in held if row.isdecimal() and len(row) < 4), default=asked)

    def _is_ticked(self, name: str) -> bool:
        """Tell whether a field is a list of terms, which a browser sends in the order of the vocabulary."""
        declared = self.declared_at(name)
        reference = declared.inner.metadata.get("reference", "") if isinstance(declared, Items) else ""
        return str(reference).startswith("vocabulary:")


def names_in(group: FieldGroup) -> Iterator[str]:
    """List the names of all fields of a group."""
    yield from (field.name for field in group.fields)
    for inner in group.groups:
        yield from names_in(inner)


def _as_before(before: list[str], texts: list[str]) -> list[str]:
    """Leave what was there in its order, and put what is new behind it."""
    return [text for text in before if text in texts] + [text for text in texts if text not in before]
