"""The published content, read and built once."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.bank import KnowledgeBank
from kb.catalogue import Catalogue
from kb.config import Config
from kb.content.loading import load_catalogue
from kb.release.building import build_release
from kb.web.app import create_app

CONTENT = Path(__file__).parents[2] / "content"
DAY = "2026-11-24"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Read the published content."""
    return load_catalogue(CONTENT).require()


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBank:
    """Build a release of the published content."""
    config = Config(CONTENT, tmp_path_factory.mktemp("release"), data_dir=tmp_path_factory.mktemp("instance"))
    build_release(config, DAY)
    return KnowledgeBank(config, clock=lambda: DAY)


@pytest.fixture(scope="session")
def client(bank: KnowledgeBank) -> FlaskClient:
    """Open the site of the published content."""
    return create_app(bank.config, bank).test_client()
