"""How a record is kept in the snapshot: as JSON values, and back without a schema.

What is decoded here was written by a build from checked records; content from outside goes through
the schemas instead.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Turn a record into JSON values; fields at their default are left out."""
    if is_dataclass(value) and not isinstance(value, type):
        return _encode_record(value)
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {key: encode(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, StrEnum) else value


def _encode_record(record: Any) -> dict[str, Any]:
    record_type: Any = type(record)
    defaults = _defaults_of(record_type)
    values = ((name, getattr(record, name), default) for name, default in defaults)
    return {
        name: encode(value) for name, value, default in values if value is not default and value != default
    }


@cache
def _defaults_of(record: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, _default_of(f)) for f in fields(record))


def _default_of(field: Field[Any]) -> Any:
    return field.default if field.default_factory is MISSING else field.default_factory()


@cache
def decoder_of(hint: Any) -> Decoder:
    """Make the function that decodes values of a type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return _optional_decoder(decoder_of(inner))
    if origin is tuple:
        return _tuple_decoder(decoder_of(arguments[0]))
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_decoder(decoder_of(arguments[1]))
    if is_dataclass(hint):
        return _record_decoder(hint)
    return hint if hint is Decimal or (isinstance(hint, type) and issubclass(hint, StrEnum)) else _same


def _same(value: Any) -> Any:
    return value


def _optional_decoder(inner: Decoder) -> Decoder:
    return lambda value: None if value is None else inner(value)


def _tuple_decoder(item: Decoder) -> Decoder:
    return lambda values: tuple(map(item, values))


def _mapping_decoder(item: Decoder) -> Decoder:
    return lambda values: {key: item(value) for key, value in values.items()}


def _record_decoder(record: Any) -> Decoder:
    decoders = {name: decoder_of(hint) for name, hint in get_type_hints(record).items()}
    known = {f.name for f in fields(record)}

    def decode_record(values: Mapping[str, Any]) -> Any:
        return record(**{name: decoders[name](value) for name, value in values.items() if name in known})

    return decode_record
