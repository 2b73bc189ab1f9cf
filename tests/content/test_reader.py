"""The one safe YAML reader: what it refuses, how it reads values, and that it never breaks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.reader import Fault, UnreadableYaml, read_yaml
from kb.content.writer import format_yaml

TRAPS = {
    "leading zero": ("0101", "0101"),
    "country code": ("NO", "NO"),
    "clock": ("12:30", "12:30"),
    "underscore": ("1_000", "1_000"),
    "impossible date": ("2024-02-30", "2024-02-30"),
    "date": ("2024-02-29", "2024-02-29"),
    "octal": ("0o17", "0o17"),
    "hexadecimal": ("0x1F", "0x1F"),
    "infinity": (".inf", ".inf"),
    "yes": ("yes", "yes"),
    "whole number": ("-42", -42),
    "decimals": ("113.5", 113.5),
    "exponent": ("1e3", 1000.0),
    "true": ("true", True),
    "null": ("~", None),
    "quoted number": ("'42'", "42"),
    "very long number": ("9" * 5000, "9" * 5000),
}


@pytest.mark.parametrize(("written", "expected"), TRAPS.values(), ids=TRAPS.keys())
def test_values_are_read_by_the_core_schema(written: str, expected: object) -> None:
    """A plain value is read as YAML 1.2 says, and a code with a leading zero stays a text."""
    value = read_yaml(f"felt: {written}\n".encode()).data["felt"]

    assert value == expected
    assert type(value) is type(expected)


BOMBS = {
    "billion laughs": "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "anchor": "a: &a 1\n",
    "python tag": "a: !!python/object/apply:os.system ['true']\n",
    "binary tag": "a: !!binary aGVq\n",
    "merge key": "a: &x {b: 1}\nc:\n  <<: *x\n",
    "deep lists": "a: " + "[" * 5000 + "]" * 5000,
    "deep tables": "".join(f"{' ' * i}a:\n" for i in range(400)),
    "many fields": "a:\n" + "- 1\n" * 30_000,
    "too large": "a: " + "x" * 300_000,
    "two documents": "a: 1\n---\nb: 2\n",
    "list as key": "? [a, b]\n: 1\n",
    "number as key": "1: a\n",
    "null as key": "~: a\n",
    "same key twice": "a: 1\na: 2\n",
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS.keys())
def test_what_can_hurt_is_refused_with_a_line(text: str) -> None:
    """A bomb is refused before it unfolds, with the line where it stands."""
    with pytest.raises(UnreadableYaml) as refusal:
        read_yaml(text.encode())

    assert all(1 <= fault.line <= text.count("\n") + 1 and fault.message for fault in refusal.value.faults)


YAMLISH = st.text(
    alphabet=st.sampled_from(list("ab0: -\n\t[]{}'\"#&*!|>%@,?.~æ\x00\x07\u2028")), max_size=120
)


@settings(max_examples=1000)
@given(YAMLISH | st.text(max_size=200))
def test_any_text_gives_data_or_faults(text: str) -> None:
    """Whatever text stands in a file, the reader returns data or names faults; it never breaks."""
    _read(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=1000)
@given(st.binary(max_size=200))
def test_any_bytes_give_data_or_faults(content: bytes) -> None:
    """Whatever bytes stand in a file, the reader returns data or names faults; it never breaks."""
    _read(content)


def _read(content: bytes) -> None:
    faults: tuple[Fault, ...] = ()
    try:
        read_yaml(content)
    except UnreadableYaml as refusal:
        faults = refusal.faults or (Fault(0, "", ""),)
    assert all(fault.line >= 1 and fault.message for fault in faults)


PRINTABLE = st.text(
    alphabet=st.characters(
        codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"
    )
    | st.just("\n"),
    max_size=60,
)
SCALARS = (
    PRINTABLE
    | st.integers(-(10**15), 10**15)
    | st.booleans()
    | st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,15}", fullmatch=True)
DATA = st.dictionaries(
    KEYS, SCALARS | st.lists(SCALARS, max_size=4) | st.dictionaries(KEYS, SCALARS, max_size=3), max_size=5
)


@settings(max_examples=500)
@given(DATA)
def test_what_is_written_is_read_back(data: dict[str, object]) -> None:
    """Reading is the inverse of writing, also for texts that look like numbers, dates or commands."""
    text = format_yaml(data)

    assert read_yaml(text.encode()).data == (data or {})
    assert format_yaml(read_yaml(text.encode()).data) == text


def test_every_field_knows_its_line() -> None:
    """The line of a nested field is the line it stands on; a missing one has that of its parent."""
    read = read_yaml(b"a: 1\nb:\n- c: 2\n\n  d:\n    e: x\n")

    assert read.line_of(("b", 0, "d", "e")) == 6
    assert read.line_of(("b", 0, "z")) == 3
    assert read.line_of(("b", 7, "z")) == 2
