"""The real site with the published content, served on loopback and read in headless Chromium."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import waitress
from playwright.sync_api import Browser, sync_playwright

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.web.app import create_app

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
DAY = "2026-11-24"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the published content and give its address."""
    config = Config(ROOT / "content", tmp_path_factory.mktemp("release"))
    build_release(config, DAY)
    app = create_app(config, KnowledgeBank(config, clock=lambda: DAY))
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium, or skip loudly where there is none."""
    if CHROMIUM is None:
        pytest.skip("CHROMIUM IS MISSING: the browser tests did not run. Install the package chromium.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()
