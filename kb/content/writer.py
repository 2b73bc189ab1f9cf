"""How a record becomes a file: one canonical form, so that a change shows as a small difference."""

import re
from typing import Any

import yaml

from kb.records.base import RecordSchema

WIDTH = 100
FLOAT_OF_CORE_SCHEMA = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$")


class CanonicalDumper(yaml.CSafeDumper):
    """Write texts so that both YAML 1.1 and YAML 1.2 readers take them for texts."""


CanonicalDumper.add_implicit_resolver("tag:yaml.org,2002:float", FLOAT_OF_CORE_SCHEMA, list("-+.0123456789"))


def _represent_text(dumper: Any, text: str) -> yaml.Node:
    style = "|" if "\n" in text else None
    node: yaml.Node = dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)
    return node


CanonicalDumper.add_representer(str, _represent_text)


def format_yaml(data: Any) -> str:
    """Write plain data as YAML in the order given, UTF-8 unescaped."""
    return yaml.dump(
        data,
        Dumper=CanonicalDumper,
        sort_keys=False,
        allow_unicode=True,
        width=WIDTH,
        default_flow_style=False,
    )


def dump_record(schema: RecordSchema, record: Any, *, without: tuple[str, ...] = ("id",)) -> dict[str, Any]:
    """Turn a record into plain data in the schema's order, less the fields that the path tells."""
    data: dict[str, Any] = schema.dump(record)
    return {key: value for key, value in data.items() if key not in without}
