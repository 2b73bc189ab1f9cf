"""An invented bank that people can sign in to: its content under git, its pages served on loopback."""

import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import waitress
from playwright.sync_api import Browser, BrowserContext, Page

from kb.accounts import people
from kb.accounts.audit import OPERATOR
from kb.accounts.desk import Desk
from kb.accounts.people import Rights
from kb.bank import KnowledgeBank
from kb.config import Config
from kb.release.building import build_release
from kb.web.app import create_app
from tests.content.bank import vocabulary, write_bank
from tests.content.repository import Repository, start_repository
from tests.journeys.keyboard import fill, press

VOCABULARIES = {"outcome": ("brug", "tid"), "target-group": ("aeldre", "boern")}
PASSWORD = "fire rolige heste i regn"


class StaffedBank:
    """The bank, its repository, and the address at which it is served."""

    def __init__(self, root: Path) -> None:
        self.repository = content_under_git(root / "repository")
        self.config = Config(
            content_dir=self.repository.content, index_dir=root / "index", data_dir=root / "instance"
        )
        build_release(self.config, datetime.now(UTC).date().isoformat())
        app = create_app(self.config, KnowledgeBank(self.config))
        self.desk: Desk = app.extensions["desk"]
        self._server = waitress.create_server(app, host="127.0.0.1", port=0, threads=8)
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.effective_port}"

    def invite(self, email: str, rights: Rights) -> str:
        """Invite somebody, and give the link that their mail holds."""
        invited = people.invite(self.desk, OPERATOR, email, rights, datetime.now(UTC))
        return self.address + urlsplit(invited.link).path

    def close(self) -> None:
        """Serve no longer."""
        self._server.close()
        self.desk.database.close()


def content_under_git(root: Path) -> Repository:
    """Write the invented content and commit it."""
    repository = start_repository(root)
    write_bank(repository.content)
    for name, terms in VOCABULARIES.items():
        repository.put(f"vocabularies/{name}.yaml", vocabulary(name, terms))
    repository.commit("2026-01-01")
    return repository


@dataclass
class Person:
    """Somebody with a browser; when they close it, they are signed out."""

    browser: Browser
    bank: StaffedBank
    email: str
    has_scripts: bool
    window: BrowserContext | None = None

    def open(self, address: str) -> Page:
        """Open a new browser at an address."""
        self.close()
        self.window = self.browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=self.has_scripts, locale="da-DK"
        )
        page = self.window.new_page()
        page.goto(address)
        return page

    def close(self) -> None:
        """Close the browser."""
        if self.window:
            self.window.close()
            self.window = None

    def join(self, rights: Rights) -> Page:
        """Follow the link of an invitation and choose a password."""
        page = self.open(self.bank.invite(self.email, rights))
        fill(page, "Ny adgangskode", PASSWORD)
        fill(page, "Skriv den igen", PASSWORD)
        press(page, "")
        return page

    def sign_in(self, path: str) -> Page:
        """Open a page in a new browser, which first asks who one is."""
        page = self.open(self.bank.address + path)
        fill(page, "Mailadresse", self.email)
        fill(page, "Adgangskode", PASSWORD)
        press(page, "Log ind")
        return page
