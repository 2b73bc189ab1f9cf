"""A snapshot gives back every record as it was, takes over what did not change, and notices a damaged line."""

import shutil
from pathlib import Path

import pytest

from kb.content.listing import list_content
from kb.content.loading import load_catalogue
from kb.content.snapshot import IDS, RECORD_TYPES, RECORDS, Snapshot, open_snapshot
from kb.content.snapshot_building import write_snapshot
from kb.errors import ReleaseError
from tests.content.bank import EXPERIENCE, write, write_bank

PUBLISHED = Path(__file__).parents[2] / "content"
DAY = "2026-11-25"
REPORT = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"


def saved(root: Path, folder: Path, older: Snapshot | None = None) -> Snapshot | None:
    folder.mkdir()
    files, _ = list_content(root, older.seen if older else {})
    return write_snapshot(folder, files, older, made_by="test", as_of=DAY, track=lambda _, files: files)


@pytest.mark.parametrize("source", ["toy", "published"])
def test_every_record_comes_back_as_it_was(tmp_path: Path, source: str) -> None:
    """All records of the small bank and of the published content are equal after a round trip."""
    root = PUBLISHED if source == "published" else write_bank(tmp_path / "content")
    content = load_catalogue(root)

    again = saved(root, tmp_path / "snapshot")

    for table in RECORD_TYPES:
        assert dict(getattr(again.catalogue, table)) == dict(getattr(content.catalogue, table)), table
    assert again.catalogue.refs_by_municipality == content.catalogue.refs_by_municipality
    assert again.catalogue.refs_by_solution == content.catalogue.refs_by_solution
    assert again.catalogue.thesaurus == content.catalogue.thesaurus
    assert again.digests == content.digests


def test_an_unchanged_file_is_known_and_a_changed_one_is_not(tmp_path: Path) -> None:
    """Loading again with the snapshot at hand gives the same catalogue, and reads a changed file anew."""
    root = write_bank(tmp_path / "content")
    snapshot = saved(root, tmp_path / "snapshot")
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


def prose_goes(root: Path) -> None:
    (root / "solutions/skaermbesoeg/solution.md").unlink()


def prose_changes(root: Path) -> None:
    write(root, "solutions/skaermbesoeg/solution.md", "## Andet\n")


def a_report_is_withdrawn(root: Path) -> None:
    write(root, REPORT, f"{EXPERIENCE}withdrawn:\n  date: 2026-11-01\n  reason: Den findes to gange.\n")


def a_report_goes(root: Path) -> None:
    (root / REPORT).unlink()


def reports_come(root: Path) -> None:
    for name in ("2018-nordby", "2019-nordby-igen", "2020-nordby"):
        write(root, REPORT.replace("2019-nordby", name), EXPERIENCE)


def shared_sources_change(root: Path) -> None:
    text = (root / "sources.yaml").read_text()
    write(root, "sources.yaml", f"{text}- id: ny\n  title: Ny kilde\n")


@pytest.mark.parametrize(
    "change",
    [prose_goes, prose_changes, a_report_is_withdrawn, a_report_goes, reports_come, shared_sources_change],
)
def test_a_snapshot_built_upon_another_is_the_one_made_anew_byte_by_byte(tmp_path: Path, change) -> None:
    """Whatever changed, taking over the other records gives the same files as reading everything."""
    root = write_bank(tmp_path / "content")
    older = saved(root, tmp_path / "older")
    change(root)

    grown = saved(root, tmp_path / "grown", older)
    anew = saved(root, tmp_path / "anew")

    assert grown is not None
    for name in (IDS, f"{RECORDS}.jsonl", f"{RECORDS}.npy"):
        assert (tmp_path / "grown" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes(), name
    assert grown.digests == anew.digests


def test_a_file_that_cannot_be_read_makes_no_snapshot(tmp_path: Path) -> None:
    """Where a record is wrong there is nothing to publish."""
    root = write_bank(tmp_path / "content")
    write(root, REPORT, "title: [")

    assert saved(root, tmp_path / "snapshot") is None


def test_a_damaged_line_is_noticed_when_it_is_read(tmp_path: Path) -> None:
    """A record whose bytes have changed is refused, not shown wrongly."""
    saved(write_bank(tmp_path / "content"), tmp_path / "snapshot")
    lines = tmp_path / "snapshot" / f"{RECORDS}.jsonl"
    lines.write_bytes(lines.read_bytes().replace(b"Nordby", b"Vestby"))

    with pytest.raises(ReleaseError):
        dict(open_snapshot(tmp_path / "snapshot").catalogue.municipalities)
