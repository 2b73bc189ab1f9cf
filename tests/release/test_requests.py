"""Builds are asked for by many and made one at a time, and no request is lost."""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.requests import BuildRequests
from kb.release.store import Store
from tests.generated import write_generated


def test_what_is_asked_for_while_one_builds_is_one_more(tmp_path: Path) -> None:
    """Five requests that come during a build become a single build after it."""
    requests = BuildRequests(tmp_path)
    begun: list[bool] = []

    def build() -> None:
        assert requests.is_answered
        begun.append(requests.is_waiting)
        if len(begun) == 1:
            for _ in range(5):
                requests.ask()

    requests.ask()
    assert requests.answer(build) == 2
    assert len(begun) == 2
    assert not requests.is_waiting
    assert not requests.is_answered
    assert requests.answer(build) == 0


def test_a_build_that_was_killed_is_made_again(tmp_path: Path) -> None:
    """A request that was taken by a builder that died is still there, and its lock is free."""
    program = f"""
import os, signal
from kb.release.requests import BuildRequests
BuildRequests({str(tmp_path)!r}).answer(lambda: os.kill(os.getpid(), signal.SIGKILL))
"""
    requests = BuildRequests(tmp_path)
    requests.ask()
    subprocess.run([sys.executable, "-c", program], check=False)
    assert requests.is_waiting
    assert not requests.is_answered
    built: list[int] = []
    assert requests.answer(lambda: built.append(1)) == 1


def test_a_request_that_comes_as_the_builder_leaves_is_seen(tmp_path: Path) -> None:
    """Many threads ask and look for a builder; after each, somebody has built what was asked for."""
    requests = BuildRequests(tmp_path)
    content, released = [0], [0]

    def publish(number: int) -> None:
        content[0] = max(content[0], number)
        requests.ask()
        if not requests.is_answered:
            requests.answer(lambda: released.__setitem__(0, content[0]))

    for start in range(0, 400, 8):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(publish, range(start, start + 8)))
        requests.answer(lambda: released.__setitem__(0, content[0])) if requests.is_waiting else None
        assert released == content
        assert not requests.is_waiting


def wait_for(is_so, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so() and time.monotonic() < end:
        time.sleep(0.05)
    assert is_so()


@pytest.mark.slow
def test_a_requested_build_makes_the_next_release(tmp_path: Path) -> None:
    """The bank starts `kb build` in a process of its own; a fault in the content is no end to later ones."""
    config = Config(content_dir=write_generated(tmp_path / "content", 5), index_dir=tmp_path / "index")
    bank, requests = KnowledgeBank(config), BuildRequests(config.index_dir)
    for _ in range(3):
        bank.request_build()
    wait_for(lambda: not requests.is_waiting and not requests.is_answered)
    first = Store(config.index_dir).current_id()
    assert first is not None

    solution = config.content_dir / "solutions" / "opdigtet-0" / "solution.yaml"
    whole = solution.read_text()
    solution.write_text("i: stykker\n")
    bank.request_build()
    wait_for(lambda: not requests.is_waiting and not requests.is_answered)
    assert Store(config.index_dir).current_id() == first

    solution.write_text(whole + "note: Nyt\n")
    bank.request_build()
    wait_for(lambda: not requests.is_waiting and not requests.is_answered)
    assert Store(config.index_dir).current_id() not in (first, None)
