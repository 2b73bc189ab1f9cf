"""Which ids a record points to, read from its schema, and which ids it defines itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from marshmallow import fields

from kb.content.reader import FieldPath
from kb.records.base import RecordSchema
from kb.records.lists import Figures, Items, Part


@dataclass(frozen=True)
class Reference:
    """An id in a field, and the kind of record it must name (`municipality`, `vocabulary:area` …)."""

    field: FieldPath
    kind: str
    target: str


def references_of(schema: RecordSchema, record: Any, path: FieldPath = ()) -> Iterator[Reference]:
    """List every reference in a record, nested records included."""
    for name, declared in referring_fields(type(schema)):
        value = getattr(record, name)
        if value:
            yield from _references_in(declared, value, (*path, name))


@cache
def referring_fields(schema: type[RecordSchema]) -> tuple[tuple[str, fields.Field[Any]], ...]:
    """List the fields of a schema that refer, or that hold records that do."""
    return tuple((name, declared) for name, declared in schema().fields.items() if _may_refer(declared))


def _may_refer(declared: fields.Field[Any]) -> bool:
    if isinstance(declared, Figures):
        return True
    inner = declared.inner if isinstance(declared, Items) else declared
    return isinstance(inner, Part) or bool(inner.metadata.get("reference"))


def _references_in(declared: fields.Field[Any], value: Any, path: FieldPath) -> Iterator[Reference]:
    if isinstance(declared, Items):
        for index, item in enumerate(value):
            yield from _references_in(declared.inner, item, (*path, index))
    elif isinstance(declared, Figures):
        yield from _references_in_table(declared, value, path)
    elif isinstance(declared, Part):
        yield from references_of(declared.schema, value, path)  # type: ignore[arg-type]
    else:
        yield Reference(path, declared.metadata["reference"], value)


def _references_in_table(declared: Figures, table: Any, path: FieldPath) -> Iterator[Reference]:
    kind = declared.key_field.metadata["reference"]  # type: ignore[union-attr]
    for key, item in table.items():
        yield Reference((*path, key), kind, key)
        yield from _references_in(declared.value_field, item, (*path, key))  # type: ignore[arg-type]


def ids_in(
    record: Any, *, without: tuple[str, ...] = ("sources", "further_reading")
) -> Iterator[tuple[FieldPath, str]]:
    """List the ids that the nested records of a record carry; sources have a list of their own."""
    for name in type(record).__dataclass_fields__:
        value = getattr(record, name)
        if name not in without and isinstance(value, tuple):
            for index, item in enumerate(value):
                if hasattr(item, "id"):
                    yield (name, index, "id"), item.id
    case = getattr(record, "business_case", None)
    for index, line in enumerate(case.lines if case else ()):
        yield ("business_case", "lines", index, "id"), line.id
