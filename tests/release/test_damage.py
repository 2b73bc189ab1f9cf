"""A release that is lost or damaged is replaced by a plain scan of the content, and a build mends it."""

import random
from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.errors import ReleaseError
from kb.release.building import build_release
from kb.release.store import Store
from kb.search.index import is_whole
from kb.search.query import SearchQuery
from kb.search.sealed import MANIFEST
from kb.search.tables import TABLE_FILES
from tests.content.bank import write_bank

DAY = "2026-11-24"


def damage_by_deleting(path: Path) -> None:
    path.unlink()


def damage_by_emptying(path: Path) -> None:
    path.write_bytes(b"")


def damage_by_cutting(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def damage_by_noise(path: Path) -> None:
    path.write_bytes(random.Random(7).randbytes(max(16, path.stat().st_size)))


DAMAGES = [damage_by_deleting, damage_by_emptying, damage_by_cutting, damage_by_noise]


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_damaged_file_gives_a_plain_scan_and_a_build_mends_it(tmp_path: Path, damage) -> None:
    """Whichever file is damaged in whichever way, search answers, if need be by a scan, and a build repairs it."""
    config = Config(write_bank(tmp_path / "content"), tmp_path / "index")
    folder = Store(config.index_dir).folder(build_release(config, DAY).release_id)
    for number in range(len(files_of(folder))):
        victim = files_of(folder)[number]
        damage(victim)

        bank = KnowledgeBank(config, clock=lambda: DAY)
        results = bank.search(SearchQuery("skærmbesøg"))
        has_another_way = "search" in victim.parts and victim.name not in (MANIFEST, *TABLE_FILES)
        assert (results.total, results.is_degraded) == (1, not has_another_way), victim
        assert results.hits[0].solution_id == "skaermbesoeg"

        build_release(config, DAY)
        assert is_whole(folder), victim
        assert not bank.search(SearchQuery("skærmbesøg")).is_degraded, victim


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_damaged_release_leaves_the_one_at_hand(tmp_path: Path) -> None:
    """A site that has a good release open keeps it when the newest one cannot be opened."""
    config = Config(write_bank(tmp_path / "content"), tmp_path / "index")
    bank = KnowledgeBank(config, clock=lambda: DAY)
    first = build_release(config, DAY).release_id
    assert bank.current.id == first
    second = build_release(config, "2026-11-25").release_id
    (Store(config.index_dir).folder(second) / "records.jsonl").unlink()

    assert bank.current.id == first
    assert not bank.current.is_damaged


def test_no_release_is_a_plain_scan(tmp_path: Path) -> None:
    """Without any release the content itself is searched."""
    bank = KnowledgeBank(Config(write_bank(tmp_path / "content"), tmp_path / "none"), clock=lambda: DAY)

    assert bank.search(SearchQuery("nordby")).total == 1
    assert bank.current.is_damaged


def test_neither_release_nor_content_is_said_plainly(tmp_path: Path) -> None:
    """With nothing to show the bank says what to do."""
    bank = KnowledgeBank(Config(tmp_path / "no-content", tmp_path / "none"), clock=lambda: DAY)

    with pytest.raises(ReleaseError, match="kb build"):
        _ = bank.current
