"""Lines come back as they were written, whether new or taken over from an older file."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.lines import LineWriter, StoredLines
from kb.errors import ReleaseError

values = st.recursive(st.text() | st.integers() | st.none(), st.lists, max_leaves=5)


@given(st.lists(values, max_size=8), st.lists(st.integers(0, 7) | values, max_size=12))
def test_lines_kept_and_added_come_back_in_order(older: list, wanted: list) -> None:
    """Whichever lines are taken over, in whichever order, between whichever new ones."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with LineWriter(folder, "old") as writer:
            assert [writer.add(value) for value in older] == list(range(len(older)))
        lines = StoredLines(folder, "old")
        is_row = [type(one) is int and 0 <= one < len(older) for one in wanted]
        with LineWriter(folder, "new", lines) as writer:
            for one, is_kept in zip(wanted, is_row, strict=True):
                writer.keep(one) if is_kept else writer.add(one)
        found = StoredLines(folder, "new")

        expected = [older[one] if is_kept else one for one, is_kept in zip(wanted, is_row, strict=True)]
        assert [json.loads(found[row]) for row in range(len(found))] == expected


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    """A line that is not as it was written is refused."""
    with LineWriter(tmp_path, "x") as writer:
        writer.add("abc")
    path = tmp_path / "x.jsonl"
    path.write_bytes(path.read_bytes().replace(b"b", b"d"))

    with pytest.raises(ReleaseError):
        StoredLines(tmp_path, "x")[0]
