"""The fields of a short form that is not a whole record: what each asks and what can be chosen; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.records.fields import LONGEST_LINE


@dataclass(frozen=True)
class PlainField:
    """A field: its name, what it asks, how to answer, and words for what can be chosen, all marked Danish."""

    name: str
    label: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    longest: int = LONGEST_LINE
