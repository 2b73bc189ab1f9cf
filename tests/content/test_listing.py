"""Files are listed as they are read, and read again only where somebody may have written."""

import os
from pathlib import Path

from kb.content.layout import read_files
from kb.content.listing import list_content
from tests.content.bank import write, write_bank

LONG_AGO = 1_600_000_000
PROSE = "solutions/skaermbesoeg/solution.md"


def settled(root: Path) -> Path:
    for path in root.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))
    return root


def seen_in(root: Path) -> dict:
    return {file.path: file.seen for file in list_content(root, {})[0]}


def test_the_list_is_that_of_reading_everything(tmp_path: Path) -> None:
    """The same files in the same order, with the same kinds, ids and digests."""
    root = write_bank(tmp_path)
    listed, is_whole = list_content(root, {})
    files, _ = read_files(root)

    assert is_whole
    assert [(f.path, f.kind, f.record_id, f.solution_id, f.digest) for f in listed] == [
        (f.path, f.kind, f.record_id, f.solution_id, f.digest) for f in files
    ]


def test_a_file_just_written_has_no_marks(tmp_path: Path) -> None:
    """It may be written again before the clock ticks, so the next list reads it again."""
    root = write_bank(tmp_path)
    again, _ = list_content(root, seen_in(root))

    assert all(len(file.seen) == 1 for file in again)
    assert all(file.file is not None for file in again)


def test_a_file_with_the_marks_that_were_seen_is_not_read(tmp_path: Path, monkeypatch) -> None:
    """Only the one that was written is; its old time does not hide it, for its change has a time too."""
    monkeypatch.setattr("kb.content.listing.SETTLED_NS", -1)
    root = settled(write_bank(tmp_path))
    seen = seen_in(root)
    write(root, PROSE, "## Kort\n")
    os.utime(root / PROSE, (LONG_AGO, LONG_AGO))

    files, _ = list_content(root, seen)

    assert [file.path for file in files if file.file] == [PROSE]
    assert {file.path: file.digest for file in files} == {f.path: f.digest for f in read_files(root)[0]}


def test_what_does_not_belong_is_told(tmp_path: Path) -> None:
    """A stray file or a link makes the list less than whole; hidden files do not count."""
    root = write_bank(tmp_path / "content")
    write(root, ".skjult", "")
    assert list_content(root, {})[1]

    (root / "solutions/link").symlink_to(root / "municipalities")
    assert not list_content(root, {})[1]
    (root / "solutions/link").unlink()
    write(root, "noter.txt", "")
    assert not list_content(root, {})[1]


def test_no_folder_is_told(tmp_path: Path) -> None:
    """Without content there is nothing whole to build of."""
    assert list_content(tmp_path / "none", {}) == ([], False)
