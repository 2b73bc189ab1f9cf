"""How the fields of a form, `outcomes.0.value`, become the plain data of a record, and back; pure.

A field's name is its path in the record. A list of single values has one name with several texts; a list
of records has one name for each field of each row. What is left empty is not said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import fields

from kb.content.reader import FieldPath
from kb.contributions.typed_values import read_value, write_value
from kb.records.base import RecordSchema
from kb.records.lists import Items, Part

Typed = Mapping[str, Sequence[str]]
# What nobody types in a row: a row that holds nothing else is empty.
GIVEN = ("id", "source")


@dataclass
class Node:
    """The texts typed at a name, and what is typed below it."""

    texts: Sequence[str] = ()
    below: dict[str, "Node"] = field(default_factory=dict)

    def at(self, name: str) -> "Node":
        """Give what is typed below a name."""
        return self.below.get(name) or Node()

    @property
    def says_nothing(self) -> bool:
        """Tell whether all that is typed here is blank."""
        is_blank = not any(text.strip() for text in self.texts)
        return is_blank and all(node.says_nothing for node in self.below.values())

    @property
    def is_empty_row(self) -> bool:
        """Tell whether a row of a list says nothing but what nobody types."""
        return all(node.says_nothing for name, node in self.below.items() if name not in GIVEN)

    def rows(self, most: int) -> list[tuple[str, "Node"]]:
        """List the rows that say something, in the order of their numbers."""
        numbers = sorted({int(name) for name in self.below if name.isdecimal() and len(name) < 4})
        found = ((str(number), self.at(str(number))) for number in numbers if number < most)
        return [(number, node) for number, node in found if not node.is_empty_row]


@dataclass(frozen=True)
class FieldData:
    """The plain data of a record, and by which name each of its fields was typed."""

    data: dict[str, Any]
    names: Mapping[FieldPath, str]

    def name_of(self, path: FieldPath) -> str:
        """Name the typed field that holds a place in the data, or the nearest that encloses it."""
        while path and path not in self.names:
            path = path[:-1]
        return self.names.get(path, "")


def read_fields(schema: RecordSchema, typed: Typed) -> FieldData:
    """Read all typed fields that the schema knows."""
    names: dict[FieldPath, str] = {}
    return FieldData(_read_record(schema, _tree_of(typed), names), names)


def _tree_of(typed: Typed) -> Node:
    root = Node()
    for name, texts in typed.items():
        node = root
        for part in name.split("."):
            node = node.below.setdefault(part, Node())
        node.texts = texts
    return root


def _read_record(
    schema: RecordSchema, node: Node, names: dict[FieldPath, str], path: FieldPath = (), prefix: str = ""
) -> dict[str, Any]:
    data = {}
    for name, declared in schema.fields.items():
        here = (*path, name)
        names[here] = f"{prefix}{name}"
        found = _read_field(declared, node.at(name), names, here, names[here])
        if found not in (None, [], {}):
            data[name] = found
    return data


def _read_field(
    declared: fields.Field[Any], node: Node, names: dict[FieldPath, str], path: FieldPath, name: str
) -> Any:
    if isinstance(declared, Part):
        schema: Any = declared.schema
        return None if node.says_nothing else _read_record(schema, node, names, path, f"{name}.")
    if isinstance(declared, Items) and isinstance(declared.inner, Part):
        return [
            _read_record(declared.inner.schema, row, names, (*path, index), f"{name}.{number}.")  # type: ignore[arg-type]
            for index, (number, row) in enumerate(node.rows(declared.most))
        ]
    texts = [text for text in node.texts if text.strip()]
    if isinstance(declared, Items):
        return [read_value(declared.inner, text) for text in texts]
    return read_value(declared, texts[0]) if texts else None


def write_fields(schema: RecordSchema, data: Mapping[str, Any], prefix: str = "") -> dict[str, list[str]]:
    """Write the plain data of a record as the texts that would be typed for it."""
    return {
        name: texts
        for key, value in data.items()
        for name, texts in _write_field(schema.fields[key], value, f"{prefix}{key}")
    }


def _write_field(declared: fields.Field[Any], value: Any, name: str) -> Iterator[tuple[str, list[str]]]:
    if isinstance(declared, Part):
        yield from write_fields(declared.schema, value, f"{name}.").items()  # type: ignore[arg-type]
    elif isinstance(declared, Items) and isinstance(declared.inner, Part):
        for number, row in enumerate(value):
            yield from write_fields(declared.inner.schema, row, f"{name}.{number}.").items()  # type: ignore[arg-type]
    elif isinstance(declared, Items):
        yield name, [write_value(declared.inner, item) for item in value]
    else:
        yield name, [write_value(declared, value)]
