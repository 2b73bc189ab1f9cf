"""While new releases come, every search is answered, and the newest is soon at hand."""

import threading
from pathlib import Path

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.search.query import SearchQuery
from tests.content.bank import write, write_bank

DAY = "2026-11-24"
READERS = 8
BUILDS = 6


def test_no_search_fails_while_releases_change(tmp_path: Path) -> None:
    """Eight readers search without pause through six builds; none fails and none is sent to the plain scan."""
    config = Config(write_bank(tmp_path / "content"), tmp_path / "index")
    build_release(config, DAY)
    bank = KnowledgeBank(config, clock=lambda: DAY)
    done = threading.Event()
    seen: list[set[str]] = [set() for _ in range(READERS)]
    wrong: list[object] = []

    def read(number: int) -> None:
        while not done.is_set():
            try:
                results = bank.search(SearchQuery("skærmbesøg"))
                seen[number].add(bank.current.id)
                if results.total != 1 or results.is_degraded:
                    wrong.append(results)
            except Exception as error:
                wrong.append(error)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(READERS)]
    for reader in readers:
        reader.start()
    for number in range(BUILDS):
        write(config.content_dir, "solutions/skaermbesoeg/solution.md", f"## Udgave {'i' * (number + 1)}\n")
        newest = build_release(config, DAY).release_id
    done.set()
    for reader in readers:
        reader.join()

    assert wrong == []
    assert len(set.union(*seen)) > 1
    assert bank.current.id == newest
