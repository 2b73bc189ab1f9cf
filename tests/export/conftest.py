"""The holdings of the invented bank and of the published content."""

from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.export.holdings import Holdings
from kb.release.building import build_release
from kb.release.holding import holdings_of
from tests.web.toy import toy_release

CONTENT = Path(__file__).parents[2] / "content"
DAY = "2026-11-24"


@pytest.fixture
def holdings() -> Holdings:
    """Take the holdings of the invented bank."""
    return holdings_of(toy_release(), base_url="https://bank.example")


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    """Take the holdings of the published content."""
    config = Config(CONTENT, tmp_path_factory.mktemp("release"))
    build_release(config, DAY)
    return holdings_of(KnowledgeBank(config, clock=lambda: DAY).current, base_url="https://bank.example")
