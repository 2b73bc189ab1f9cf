"""A snapshot gives back every record as it was, and notices a damaged line."""

import shutil
from pathlib import Path

import pytest

from kb.content.loading import Content, load_catalogue
from kb.content.snapshot import RECORD_TYPES, RECORDS, open_snapshot, write_snapshot
from kb.errors import ReleaseError
from tests.content.bank import write_bank

PUBLISHED = Path(__file__).parents[2] / "content"


def saved(content: Content, folder: Path) -> Path:
    folder.mkdir()
    write_snapshot(folder, content, made_by="test")
    return folder


@pytest.mark.parametrize("source", ["toy", "published"])
def test_every_record_comes_back_as_it_was(tmp_path: Path, source: str) -> None:
    """All records of the small bank and of the published content are equal after a round trip."""
    root = PUBLISHED if source == "published" else write_bank(tmp_path / "content")
    content = load_catalogue(root)

    again = open_snapshot(saved(content, tmp_path / "snapshot")).catalogue

    for table in RECORD_TYPES:
        assert dict(getattr(again, table)) == dict(getattr(content.catalogue, table)), table
    assert again.refs_by_municipality == content.catalogue.refs_by_municipality
    assert again.refs_by_solution == content.catalogue.refs_by_solution


def test_an_unchanged_file_is_known_and_a_changed_one_is_not(tmp_path: Path) -> None:
    """Loading again with the snapshot at hand gives the same catalogue, and reads a changed file anew."""
    root = write_bank(tmp_path / "content")
    snapshot = open_snapshot(saved(load_catalogue(root), tmp_path / "snapshot"))
    shutil.copy(root / "municipalities/nordby.yaml", root / "municipalities/oestby.yaml")
    text = (
        (root / "municipalities/oestby.yaml")
        .read_text()
        .replace("9000", "9009")
        .replace("column: 0", "column: 9")
    )
    (root / "municipalities/oestby.yaml").write_text(text.replace("Nordby", "Østby"))

    again = load_catalogue(root, snapshot)

    assert again.problems == ()
    assert again.catalogue.municipalities["oestby"].name == "Østby"
    assert again.catalogue.solutions["skaermbesoeg"].prose is not None


def test_a_damaged_line_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    """A record whose bytes have changed is refused, not shown wrongly."""
    folder = saved(load_catalogue(write_bank(tmp_path / "content")), tmp_path / "snapshot")
    damaged = (folder / RECORDS).read_bytes().replace(b"Nordby", b"Vestby")
    (folder / RECORDS).write_bytes(damaged)

    with pytest.raises(ReleaseError):
        dict(open_snapshot(folder).catalogue.municipalities)
