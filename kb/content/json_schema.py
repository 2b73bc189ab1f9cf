"""What an editor program knows of the format: a JSON Schema generated from the marshmallow schemas."""

import json
from typing import Any

from marshmallow import fields

from kb.content.formatting import PATH_FIELDS
from kb.content.layout import Kind
from kb.content.loading import FILE_SCHEMAS
from kb.records.base import RecordSchema
from kb.records.fields import Choice, Day, Flag, Number, Slug, Text, Url, Whole
from kb.records.lists import Figures, Items, Part

SCHEMA_FOLDER = "docs/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
SLUG_PATTERN = "^[a-z0-9]+(-[a-z0-9]+)*$"
DAY_PATTERN = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"


def json_schema_of(kind: Kind) -> dict[str, Any]:
    """Describe the files of a kind as JSON Schema, with labels and hints for the editor."""
    described = describe_record(FILE_SCHEMAS[kind], without=PATH_FIELDS.get(kind, ("id",)))
    return {"$schema": DIALECT, "title": kind.value, **described}


def schema_text(kind: Kind) -> str:
    """Write the schema of a kind as a file holds it."""
    return json.dumps(json_schema_of(kind), ensure_ascii=False, indent=1) + "\n"


def schema_name(kind: Kind) -> str:
    """Name the file of a kind's schema."""
    return f"{kind.value}.json"


def describe_record(schema: RecordSchema, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """Describe one record: its fields, and which of them are required."""
    declared = {name: field for name, field in schema.fields.items() if name not in without}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [name for name, field in declared.items() if field.required],
        "properties": {name: describe_field(field) for name, field in declared.items()},
    }


def describe_field(field: fields.Field[Any]) -> dict[str, Any]:
    """Describe one field with its label and hint."""
    label, hint = field.metadata.get("label", ""), field.metadata.get("hint", "")
    texts = {"title": label, "description": hint}
    return {**{key: text for key, text in texts.items() if text}, **_type_of(field)}


def _type_of(field: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(field, Items):
        least = {"minItems": 1} if field.required else {}
        return {"type": "array", "items": describe_field(field.inner), **least, "maxItems": field.most}
    if isinstance(field, Figures):
        return {"type": "object", "additionalProperties": describe_field(field.value_field)}  # type: ignore[arg-type]
    if isinstance(field, Part):
        return describe_record(field.schema)  # type: ignore[arg-type]
    return _scalar_type(field)


def _scalar_type(field: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(field, Choice):
        return {"enum": [option.value for option in field.options]}
    if isinstance(field, Day):
        return {"anyOf": [{"type": "string", "pattern": DAY_PATTERN}, {"type": "integer"}]}
    if isinstance(field, Flag):
        return {"type": "boolean"}
    if isinstance(field, Whole):
        return {"type": "integer", "minimum": field.low, "maximum": field.high}
    if isinstance(field, Number):
        return {"type": "number", "minimum": field.low, "maximum": field.high}
    return _text_type(field)


def _text_type(field: fields.Field[Any]) -> dict[str, Any]:
    described: dict[str, Any] = {"type": "string"}
    if isinstance(field, Text):
        described["maxLength"] = field.longest
    if isinstance(field, Slug):
        described["pattern"] = SLUG_PATTERN
    if isinstance(field, Url):
        described["pattern"] = "^https?://"
    return described
