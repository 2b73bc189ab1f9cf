"""How two files differ, line by line."""

from hypothesis import given
from hypothesis import strategies as st

from kb.contributions.difference import AROUND, Change, difference

TEXTS = st.lists(st.sampled_from(["a: 1", "b: 2", "- c", "d"]), max_size=30).map("\n".join)


def shown(old: str, new: str) -> list[tuple[str, str | int]]:
    return [(line.change.value, line.text or line.count) for line in difference(old, new)]


def test_a_changed_line_stands_between_its_neighbours():
    """Of ten lines with one changed, three stay on each side and the others are counted: 5 - 3 and 4 - 3 = 1."""
    old = [f"linje {number}" for number in range(10)]
    new = [*old[:5], "ny", *old[6:]]

    assert shown("\n".join(old), "\n".join(new)) == [
        ("gap", 2),
        ("kept", "linje 2"),
        ("kept", "linje 3"),
        ("kept", "linje 4"),
        ("removed", "linje 5"),
        ("added", "ny"),
        ("kept", "linje 6"),
        ("kept", "linje 7"),
        ("kept", "linje 8"),
        ("kept", "linje 9"),
    ]


def test_a_new_file_is_all_added():
    """Against nothing, every line is new."""
    assert shown("", "a\nb") == [("added", "a"), ("added", "b")]


@given(old=TEXTS, new=TEXTS)
def test_nothing_is_left_out_of_a_difference(old, new):
    """Lines kept, removed and counted are the old file; lines kept, added and counted the new one."""
    lines = difference(old, new)
    gaps = sum(line.count for line in lines if line.change is Change.GAP)
    kept = [line.text for line in lines if line.change is Change.KEPT]
    for text, change in ((old, Change.REMOVED), (new, Change.ADDED)):
        changed = [line.text for line in lines if line.change is change]
        assert len(changed) + len(kept) + gaps == len(text.splitlines())
        assert set(changed) | set(kept) <= set(text.splitlines())


@given(old=TEXTS, new=TEXTS)
def test_only_lines_far_from_a_change_are_counted(old, new):
    """A gap stands for at least two lines, and never next to a change."""
    lines = difference(old, new)
    for number, line in enumerate(lines):
        if line.change is Change.GAP:
            near = [*lines[max(number - AROUND, 0) : number], *lines[number + 1 : number + AROUND + 1]]
            assert line.count >= 2
            assert {one.change for one in near} <= {Change.KEPT}
