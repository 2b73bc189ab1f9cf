"""What a field is called by those who fill it in: `outcomes.0.art` is »Resultater nr. 1, Art«."""

from typing import Any

from marshmallow import fields

from kb.content.layout import classify
from kb.content.loading import FILE_SCHEMAS
from kb.records.base import RecordSchema
from kb.records.lists import Figures, Items, Part


def called(path: str, field: str) -> str:
    """Call a field of a file by the schemas' labels; what has none is called what it is."""
    found = classify(path)
    schema = FILE_SCHEMAS.get(found[0]) if found else None
    words: list[str] = []
    declared: Any = schema
    for part in field.split(".") if field else ():
        declared = _inner(declared, part)
        if part.isdecimal() and words:
            words[-1] += f" nr. {int(part) + 1}"
        else:
            words.append(_label(declared) or part)
    return ", ".join(words)


def _inner(declared: Any, part: str) -> RecordSchema | fields.Field[Any] | None:
    if isinstance(declared, Items):
        return declared.inner if part.isdecimal() else None
    if isinstance(declared, Figures):
        return None
    if isinstance(declared, Part):
        declared = declared.schema
    return declared.fields.get(part) if isinstance(declared, RecordSchema) else None


def _label(declared: Any) -> str:
    return declared.metadata.get("label", "") if isinstance(declared, fields.Field) else ""
