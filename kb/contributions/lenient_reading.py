"""How a record is made of the fields that can be read, for a draft that is not whole yet; pure."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields

from kb.records.base import RecordSchema
from kb.records.lists import Items, Part


def read_leniently(schema: RecordSchema, data: Mapping[str, Any]) -> Any:
    """Make a record of the fields that can be read; what is missing or wrong is None or empty."""
    values = {name: _read(declared, data.get(name)) for name, declared in schema.fields.items()}
    return schema.record(**values)


def _read(declared: fields.Field[Any], value: Any) -> Any:
    empty = declared.load_default if not declared.required else None
    if value is None:
        return empty
    if isinstance(declared, Part):
        return read_leniently(declared.schema, value)  # type: ignore[arg-type]
    if isinstance(declared, Items):
        return tuple(item for item in (_read(declared.inner, one) for one in value) if item is not None)
    try:
        return declared.deserialize(value)
    except ValidationError:
        return empty
