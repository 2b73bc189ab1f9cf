"""Whatever stands in a content file, loading reports problems and never breaks."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.loading import load_catalogue
from kb.content.writer import format_yaml
from kb.records.experience import ExperienceSchema
from tests.content.bank import EXPERIENCE, write_bank

FIELDS = sorted(ExperienceSchema().fields)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=250)
@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=8), VALUES, max_size=6))
def test_any_fields_give_a_record_or_problems(fields: dict[str, object]) -> None:
    """Any values in any fields give either a record or problems with a path and a line."""
    _load(format_yaml(fields).encode("utf-8", "backslashreplace"))


@settings(max_examples=250)
@given(st.data())
def test_a_good_file_cut_and_spoilt_anywhere_never_breaks(data: st.DataObject) -> None:
    """A good file in which any piece is replaced by any text gives a record or problems."""
    start = data.draw(st.integers(0, len(EXPERIENCE)))
    end = data.draw(st.integers(start, min(len(EXPERIENCE), start + 40)))
    _load(
        (EXPERIENCE[:start] + data.draw(st.text(max_size=10)) + EXPERIENCE[end:]).encode(
            "utf-8", "surrogatepass"
        )
    )


def _load(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = write_bank(Path(folder))
        (root / "solutions/skaermbesoeg/experiences/2019-nordby.yaml").write_bytes(content)
        for problem in load_catalogue(root).problems:
            assert problem.path
            assert problem.line >= 1
            assert problem.message
