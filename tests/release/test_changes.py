"""What a change in a file means for a build."""

import pytest

from kb.release.changes import Changes, changes_between

BEFORE = {
    "solutions/a/solution.yaml": "1",
    "solutions/a/experiences/x.yaml": "1",
    "solutions/b/solution.yaml": "1",
    "municipalities/nordby.yaml": "1",
    "calls/en.yaml": "1",
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Changes(frozenset(), is_shared=False, is_gone=False)),
        (
            {"solutions/a/experiences/x.yaml": "2"},
            Changes(frozenset({"a"}), is_shared=False, is_gone=False),
        ),
        ({"solutions/c/solution.yaml": "1"}, Changes(frozenset({"c"}), is_shared=False, is_gone=False)),
        ({"solutions/b/solution.yaml": None}, Changes(frozenset({"b"}), is_shared=False, is_gone=True)),
        ({"municipalities/nordby.yaml": "2"}, Changes(frozenset(), is_shared=True, is_gone=False)),
        ({"calls/en.yaml": "2"}, Changes(frozenset(), is_shared=False, is_gone=False)),
    ],
)
def test_a_change_touches_its_solution_or_all(change: dict, expected: Changes) -> None:
    """A file of a solution touches that one; what solutions refer to touches all; a call touches none."""
    now = {path: digest for path, digest in {**BEFORE, **change}.items() if digest}

    assert changes_between(BEFORE, now) == expected
