"""Which columns a record has as a row of a table: made from the schema that checks the record's file.

The Danish label and hint of a field are its column's title and description, so open data are described
in the same words as the content format.
"""

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from marshmallow import fields

from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Flag, Number, Slug, Whole
from kb.records.lists import Figures, Items, Part
from kb.records.marks import N_

Cell = str | int | Decimal | bool | tuple[str, ...] | None


class Kind(StrEnum):
    """What the cells of a column are; an empty cell is always "not stated", never zero or no."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    LIST = "list"


@dataclass(frozen=True)
class Column:
    """One column: its name, kind, and title and description as marked Danish texts.

    `path` is where a record holds the value, dotted; `refers_to` names what an id belongs to, such as
    `municipality` or `vocabulary:unit`; `options` are the only values there are.
    """

    name: str
    kind: Kind
    title: str
    description: str = ""
    path: str = ""
    refers_to: str = ""
    options: tuple[str, ...] = ()
    required: bool = False

    @property
    def is_source(self) -> bool:
        """Tell whether the column names a source."""
        return self.refers_to == "source" and self.kind is not Kind.LIST


RELEASE = Column(
    "release_id", Kind.TEXT, N_("Udgivelse"), N_("Den udgave af banken, som rækken er fra."), required=True
)
KINDS: tuple[tuple[type[fields.Field[Any]], Kind], ...] = (
    (Items, Kind.LIST),
    (Number, Kind.NUMBER),
    (Whole, Kind.WHOLE),
    (Flag, Kind.FLAG),
    (Day, Kind.DAY),
)


def columns_of(
    schema: RecordSchema, *, without: Container[str] = ("id", "solution"), prefix: str = ""
) -> tuple[Column, ...]:
    """List the columns of a schema in its order; a record inside the record gives columns of its own.

    Left out are lists of records and lists of free text: they are tables.
    """
    return tuple(_columns(schema, without, prefix))


def _columns(schema: RecordSchema, without: Container[str], prefix: str) -> Iterator[Column]:
    for name, field in schema.fields.items():
        path = f"{prefix}{name}"
        if path in without or isinstance(field, Figures) or (isinstance(field, Items) and not is_ids(field)):
            continue
        if isinstance(field, Part):
            yield from _inner(field, without, path)
        else:
            yield _column(path, field)


def _inner(part: Part, without: Container[str], path: str) -> Iterator[Column]:
    """Give the columns of a record inside a record, titled as part of it."""
    label = part.metadata["label"]
    for column in _columns(part.schema, without, f"{path}."):  # type: ignore[arg-type]
        yield replace(column, title=f"{label}\n{column.title}", required=False)


def is_ids(field: fields.Field[Any]) -> bool:
    """Tell whether a field is a list of ids rather than of records or free text."""
    return isinstance(field, Items) and isinstance(field.inner, Slug)


def _column(path: str, field: fields.Field[Any]) -> Column:
    inner = field.inner if isinstance(field, Items) else field
    return Column(
        name=path.replace(".", "_"),
        kind=next((kind for declared, kind in KINDS if isinstance(field, declared)), Kind.TEXT),
        title=field.metadata["label"],
        description=field.metadata["hint"],
        path=path,
        refers_to=inner.metadata.get("reference", ""),
        options=tuple(field.options) if isinstance(field, Choice) else (),
        required=field.required,
    )


def reader_of(column: Column) -> Callable[[Any], Cell]:
    """Make the function that reads a column's cell from its record."""
    names = column.path.split(".")

    def read(record: Any) -> Cell:
        for name in names:
            record = getattr(record, name)
            if record is None:
                return None
        return _cell(record)

    return read


def _cell(value: Any) -> Cell:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return tuple(map(str, value)) or None
    return value  # type: ignore[no-any-return]
