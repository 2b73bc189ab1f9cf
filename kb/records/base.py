"""What all records share: how a schema makes a record, and how it writes one."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import Schema, post_dump, post_load

from kb.records.marks import N_

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_SLUG = 80


def is_slug(text: str) -> bool:
    """Tell whether a text is an id: lower-case ASCII words joined by hyphens."""
    return len(text) <= LONGEST_SLUG and SLUG.fullmatch(text) is not None


class RecordSchema(Schema):
    """Turn plain data into a frozen record and back; unknown keys are errors."""

    record: ClassVar[type]
    error_messages = {
        "unknown": N_("Feltet findes ikke i formatet."),
        "type": N_("Her skal stå felter (navn: værdi)."),
    }

    @post_load
    def make_record(self, data: dict[str, Any], **_: Any) -> Any:
        """Make the record of the loaded values."""
        return self.record(**data)

    @post_dump
    def drop_empty(self, data: Mapping[str, Any], **_: Any) -> dict[str, Any]:
        """Leave out what is not known, so that a nearly empty record is a short file."""
        return {key: value for key, value in data.items() if not is_empty(value)}


def is_empty(value: object) -> bool:
    """Tell whether a value says nothing; 0 and False do say something."""
    return value is None or (isinstance(value, str | list | tuple | dict) and len(value) == 0)
