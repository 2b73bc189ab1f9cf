"""A build killed at any moment leaves the old release answering and the next build clean."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.release.store import Store, find_damage
from kb.search.query import SearchQuery
from tests.content.bank import write
from tests.generated import write_generated

DAY, NEXT_DAY = "2026-11-24", "2026-11-25"
MOMENTS = 20
REPORTS = 500


def start_build(config: Config) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "KB_CONTENT_DIR": str(config.content_dir),
        "KB_INDEX_DIR": str(config.index_dir),
    }
    command = [sys.executable, "-m", "kb.cli", "build", "--date", NEXT_DAY]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def full_build_seconds(config: Config) -> float:
    start = time.monotonic()
    assert start_build(config).wait() == 0
    return time.monotonic() - start


@pytest.mark.slow
def test_twenty_kills_spread_over_a_build_of_five_hundred_reports(tmp_path: Path) -> None:
    """Killed at 20 moments spread evenly over the build, the old release answers and nothing is left over."""
    content = write_generated(tmp_path / "content", REPORTS)
    config = Config(content, tmp_path / "index")
    old = build_release(config, DAY).release_id
    bank = KnowledgeBank(config, clock=lambda: DAY)
    total = bank.search(SearchQuery("robot")).total
    write(content, "vocabularies/gain.yaml", (content / "vocabularies/gain.yaml").read_text() + "# ændret\n")
    seconds = full_build_seconds(Config(content, tmp_path / "rehearsal"))

    outcomes = [kill_at(config, bank, seconds * (moment + 0.5) / MOMENTS) for moment in range(MOMENTS)]

    assert set(outcomes) <= {old, build_release(config, NEXT_DAY).release_id}
    assert bank.search(SearchQuery("robot")).total == total
    hidden = {path.name for path in config.index_dir.iterdir() if path.name.startswith(".")}
    assert hidden == {".lock"}
    assert find_damage(Store(config.index_dir).folder(bank.current.id)) == ()


def kill_at(config: Config, bank: KnowledgeBank, seconds: float) -> str:
    """Kill a build after some seconds; the bank must answer from an undamaged release; return its id."""
    build = start_build(config)
    time.sleep(seconds)
    build.send_signal(signal.SIGKILL)
    build.wait()
    fresh = KnowledgeBank(config, clock=lambda: DAY)
    assert not fresh.current.is_damaged
    assert not bank.search(SearchQuery("robot")).is_degraded
    return fresh.current.id
