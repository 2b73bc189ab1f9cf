"""Which field of a record a dotted path such as `scale.units` names, and what a record says there."""

from collections.abc import Iterator
from typing import Any

from marshmallow import fields

from kb.records.base import RecordSchema
from kb.records.lists import Items, Part


def field_at(schema: RecordSchema, path: str) -> fields.Field[Any] | None:
    """Find the field that a path names, or None; of a list it is the field of its items."""
    name, _, rest = path.partition(".")
    found = schema.fields.get(name)
    inner = found.inner if isinstance(found, Items) else found
    if not rest:
        return inner
    return field_at(inner.schema, rest) if isinstance(inner, Part) else None  # type: ignore[arg-type]


def values_at(record: Any, path: str) -> Iterator[Any]:
    """List what a record says at a path: nothing, one value, or each of a list."""
    name, _, rest = path.partition(".")
    found = getattr(record, name)
    for value in found if isinstance(found, tuple) else (found,):
        if value is None:
            continue
        if rest:
            yield from values_at(value, rest)
        else:
            yield value
