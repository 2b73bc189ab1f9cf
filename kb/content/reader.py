"""How a YAML file becomes plain data: the one safe reader, with the line of every field.

Two passes. The first looks at the parser's events and refuses what can hurt (aliases, anchors, tags,
deep nesting, size). The second turns nodes into plain values by the YAML 1.2 core schema, so that
`NO`, `12:30`, `1_000` and `0101` stay texts.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from kb.records.marks import N_

LARGEST_FILE = 256 * 1024
MOST_EVENTS = 20_000
DEEPEST = 12
LONGEST_INTEGER = 18

FieldPath = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_CONSTANTS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong in one file, before its place in the content is known."""

    line: int
    field: str
    message: str
    hint: str = ""


class UnreadableYaml(Exception):
    """Carry the faults of a file that cannot be read."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass(frozen=True)
class YamlData:
    """The plain data of a file and the line, counted from 1, of every field in it."""

    data: Any
    lines: dict[FieldPath, int]

    def line_of(self, field: FieldPath) -> int:
        """Find the line of a field, or of the nearest enclosing field that stands in the file."""
        while field and field not in self.lines:
            field = field[:-1]
        return self.lines.get(field, 1)


def read_yaml(content: bytes) -> YamlData:
    """Read one YAML document; raise UnreadableYaml with the line of what is refused."""
    text = decode_text(content)
    try:
        _refuse_dangerous_events(yaml.parse(text, Loader=yaml.CSafeLoader))
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise UnreadableYaml([_describe_syntax_error(error)]) from None
    lines: dict[FieldPath, int] = {}
    faults: list[Fault] = []
    data = _to_plain(node, (), lines, faults) if node is not None else None
    if faults:
        raise UnreadableYaml(faults)
    return YamlData(data, lines)


def line_at(mark: Any) -> int:
    """Tell the line, counted from 1, of a mark of the parser; without a mark it is the first."""
    return int(mark.line) + 1 if mark else 1


def decode_text(content: bytes) -> str:
    """Decode UTF-8 within the size limit; raise UnreadableYaml otherwise."""
    if len(content) > LARGEST_FILE:
        raise UnreadableYaml(
            [Fault(1, "", N_("Filen er over 256 kB."), N_("Del den op, eller læg en kilde."))]
        )
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableYaml(
            [Fault(line, "", N_("Filen er ikke UTF-8."), N_("Gem den som UTF-8."))]
        ) from None
    if text.startswith("\ufeff"):
        raise UnreadableYaml([Fault(1, "", N_("Filen begynder med et usynligt tegn."), N_("Gem uden BOM."))])
    return text


def _refuse_dangerous_events(events: Iterator[yaml.Event]) -> None:
    depth = documents = 0
    for count, event in enumerate(events):
        line = line_at(event.start_mark)
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        refusal = _refusal_of(event, count, depth, documents)
        if refusal:
            raise UnreadableYaml([Fault(line, "", refusal)])


def _refusal_of(event: yaml.Event, count: int, depth: int, documents: int) -> str:
    if count > MOST_EVENTS:
        return N_("Filen har for mange felter.")
    if depth > DEEPEST:
        return N_("Felterne er lagt for dybt i hinanden.")
    if documents > 1:
        return N_("Filen har flere dokumenter. Fjern linjen med ---.")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return N_("Henvisninger med & og * er ikke tilladt. Skriv værdien ud.")
    if getattr(event, "tag", None):
        return N_("Mærker med ! er ikke tilladt. Fjern mærket.")
    return ""


def _describe_syntax_error(error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    hint = N_(
        "Tit er det et kolon midt i en tekst uden anførselstegn, et tabulatortegn eller forkert indrykning."
    )
    return Fault(line_at(mark), "", N_("Linjen kan ikke læses som YAML."), hint)


def _to_plain(node: yaml.Node, path: FieldPath, lines: dict[FieldPath, int], faults: list[Fault]) -> Any:
    lines.setdefault(path, line_at(node.start_mark))
    if isinstance(node, yaml.MappingNode):
        return _to_dict(node, path, lines, faults)
    if isinstance(node, yaml.SequenceNode):
        return [_to_plain(item, (*path, index), lines, faults) for index, item in enumerate(node.value)]
    return node.value if getattr(node, "style", None) else plain_value(node.value)


def _to_dict(
    node: yaml.MappingNode, path: FieldPath, lines: dict[FieldPath, int], faults: list[Fault]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = line_at(key_node.start_mark)
        key = _key_of(key_node)
        if key is None:
            faults.append(Fault(line, format_path(path), N_("Feltets navn skal være et ord.")))
        elif key in values:
            faults.append(Fault(line, format_path((*path, key)), N_("Feltet står der to gange.")))
        else:
            lines[(*path, key)] = line
            values[key] = _to_plain(value_node, (*path, key), lines, faults)
    return values


def _key_of(node: yaml.Node) -> str | None:
    is_text = isinstance(node, yaml.ScalarNode) and (
        getattr(node, "style", None) or isinstance(plain_value(node.value), str)
    )
    return str(node.value) if is_text and len(node.value) <= 100 else None


def plain_value(text: str) -> Any:
    """Read an unquoted scalar by the YAML 1.2 core schema; numbers with a leading zero stay texts."""
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if len(text) > LONGEST_INTEGER or _LEADING_ZERO.fullmatch(text):
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def format_path(path: FieldPath) -> str:
    """Write a field's path with dots: `outcomes.2.unit`."""
    return ".".join(str(part) for part in path)
