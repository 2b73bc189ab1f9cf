"""How the few fields of a short form become one record, with what is wrong beside each field; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from kb.content.loading import flatten, personal_data
from kb.content.reader import FieldPath
from kb.contributions.drafting import Fault
from kb.contributions.typed_fields import FieldData, Typed, read_fields
from kb.records.base import RecordSchema

Faults = dict[str, tuple[Fault, ...]]


@dataclass(frozen=True)
class TypedRecord:
    """The record that was typed, or None; what is wrong stands under the name of its field."""

    record: Any | None
    faults: Faults
    names: FieldData

    def with_faults(self, wrong: Iterable[tuple[FieldPath, Fault]]) -> Faults:
        """Put what is wrong between this record and the others under the fields in which it was typed."""
        return self.faults | _by_name(wrong, self.names)


def read_record(schema: RecordSchema, typed: Typed, given: Mapping[str, Any]) -> TypedRecord:
    """Read the fields typed; what is `given` was typed by nobody, and what is None is not said."""
    asked = {name: texts for name, texts in typed.items() if name.partition(".")[0] not in given}
    found = read_fields(schema, asked)
    data = {**found.data, **{name: value for name, value in given.items() if value is not None}}
    wrong = [(path, Fault(message)) for path, message in personal_data(data)]
    try:
        return TypedRecord(schema.load(data), _by_name(wrong, found), found)
    except ValidationError as error:
        wrong += [(path, Fault(message)) for path, message in flatten(error.messages)]
        return TypedRecord(None, _by_name(wrong, found), found)


def personal_faults(schema: RecordSchema, typed: Typed) -> Faults:
    """Find the fields that hold personal data; what stands in them must not be kept."""
    found = read_fields(schema, typed)
    return _by_name([(path, Fault(message)) for path, message in personal_data(found.data)], found)


def _by_name(wrong: Iterable[tuple[FieldPath, Fault]], found: FieldData) -> Faults:
    by_name: dict[str, dict[Fault, None]] = {}
    for path, fault in wrong:
        by_name.setdefault(found.name_of(path), {})[fault] = None
    return {name: tuple(faults) for name, faults in by_name.items()}
