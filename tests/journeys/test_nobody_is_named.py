"""Whoever writes, asks, edits or follows: no name and no address of theirs comes out of the bank."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from kb.accounts.member import as_member
from kb.accounts.models import Role, User
from kb.bank import KnowledgeBank
from kb.config import Config
from kb.contributions import workflow
from kb.contributions.models import SubmissionRow
from kb.contributions.submission import About, Kind, Seen, State
from kb.export.tables import TABLES
from kb.export.writing import Format, write
from kb.release.building import build_release
from kb.release.holding import holdings_of
from kb.static_site.exporting import Wish, export_static
from kb.web.api.openapi import openapi
from tests.databases import NOW
from tests.inside import found_in
from tests.journeys.staffed import content_under_git
from tests.web.people import add_user, browser_of, dump, send, site_at

pytestmark = pytest.mark.slow

DAY = NOW.date().isoformat()
# Their names stand in what they write to each other, and in their addresses; no two share a word.
AUTHOR, ASKER, EDITOR, FOLLOWER = PEOPLE = (
    ("Signe Thorsagergaard", "signe.thorsagergaard@nordby.example"),
    ("Øjvind Rævskjold-Ågård", "o.raevskjold@sydby.example"),
    ("Malthe Querdrup", "mquerdrup@bank.example"),
    ("Dorthea Vingeblad", "dorthea@vingeblad.example"),
)
WORDS = {word for name, address in PEOPLE for word in (name, name.split()[1], address, address.split("@")[0])}
# What they may well say in public, and what must be found where they are not.
SAID = MAILBOX, TOLD, CALLED, ASKED = (
    "velfaerd@nordby.example",
    "Tolv borgere fik en kvadratisk skærm",
    "Ellevekantede faldsensorer",
    "Er det pr. trettende uge",
)
# A feed says that a municipality calls, not whom to write to, and tells no report in full.
IN_FEEDS = {CALLED}
FIGURE = "skaermbesoeg/2019-nordby/besoeg"
REPORT = {
    "solution": ["skaermbesoeg"],
    "municipalities": ["nordby"],
    "description": [f"{TOLD}."],
    "stages.0.stage": ["i-drift"],
    "period.start": ["2025"],
    "outcomes.0.label": ["besøg lagt om"],
    "outcomes.0.role": ["effekt"],
    "outcomes.0.measure": ["brug"],
    "outcomes.0.value": ["12,5"],
    "outcomes.0.unit": ["pct"],
    "outcomes.0.art": ["opgjort"],
}
CALL = {
    "title": CALLED,
    "challenge": "Hvem har prøvet?",
    "contact": MAILBOX,
    "areas": "hjemmepleje",
}
# Each operation of the API that needs more than the name of a record.
ASKED_OF = {
    "/search": "?q=skærm",
    "/compare": "?solution=skaermbesoeg&municipality=nordby",
    "/appraise": "?solution=skaermbesoeg&maengde=100&loen=300",
}


class QuietBank(KnowledgeBank):
    """A bank that builds when the test does."""

    def request_build(self) -> None:
        """Leave it to the test."""


@dataclass(frozen=True)
class Office:
    """The site, and those who use it."""

    app: Flask
    users: dict[tuple[str, str], User]

    def send(self, person: tuple[str, str], path: str, form: dict[str, str]) -> None:
        """Send a form that is taken in."""
        answer = send(browser_of(self.app, self.users.get(person)), path, form)
        assert answer.status_code == 303, (path, answer.get_data(as_text=True))

    def report(self, description: str) -> str:
        """Send in a report and give its id."""
        desk, member = self.app.extensions["desk"], as_member(self.users[AUTHOR])
        about = About("Skærmbesøg: Nordby 2025", "skaermbesoeg", ("hjemmepleje",))
        draft = workflow.start(
            desk, NOW, member, Kind.REPORT, {**REPORT, "description": [description]}, about
        )
        return workflow.submit(desk, NOW, Seen(member, draft.id, draft.version)).id

    def decide(self, submission_id: str, doing: str, reason: str = "") -> None:
        """Decide what has just been sent in."""
        form = {"goer": doing, "version": "2", "reason": reason}
        self.send(EDITOR, f"/redaktion/{submission_id}/", form)

    def waiting(self) -> list[str]:
        """List what waits for an editor."""
        with self.app.extensions["desk"].database.reading() as session:
            rows = select(SubmissionRow.id).where(SubmissionRow.state == State.SUBMITTED)
            return list(session.scalars(rows))


def use(office: Office) -> None:
    """Do all that people can do, and have what they send in published, sent back or declined."""
    author, asker, editor = AUTHOR[0], ASKER[0], EDITOR[0]
    office.decide(office.report(f"Spørg {author}."), "tilbage", f"Skriv ikke navne. {editor}")
    office.decide(office.report(f"{author} har talt."), "afvis", f"Det er en reklame. {editor}")
    office.report(f"{TOLD}.")
    office.send(AUTHOR, "/bidrag/efterlysning/", CALL)
    office.send(ASKER, f"/bidrag/spoergsmaal/?tal={FIGURE}", {"question": f"{ASKED}?"})
    for submission_id in office.waiting():
        office.decide(submission_id, "godkend")
    contact = "/loesninger/skaermbesoeg/erfaringer/2019-nordby/kontakt/"
    office.send(ASKER, contact, {"question": f"Må vi ringe? {asker}"})
    office.send(FOLLOWER, "/foelg/", {"hvad": "alt", "email": FOLLOWER[1]})


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, str]]:
    """Use a bank, build it, and give it with what git tells of how it came about."""
    folder = tmp_path_factory.mktemp("used")
    repository = content_under_git(folder / "repository")
    config = Config(
        repository.content, folder / "index", data_dir=folder / "instance", mail_from="x@y.example"
    )
    build_release(config, DAY)
    app = site_at(config, QuietBank(config, clock=lambda: DAY))
    users = {
        AUTHOR: add_user(app, Role.CONTRIBUTOR, "nordby", email=AUTHOR[1]),
        ASKER: add_user(app, Role.CONTRIBUTOR, "sydby", email=ASKER[1]),
        EDITOR: add_user(app, Role.EDITOR, email=EDITOR[1]),
    }
    office = Office(app, users)
    use(office)
    build_release(config, DAY)
    yield office, repository.git("log", "--format=fuller", "--patch", "--show-signature", "--notes")
    app.extensions["desk"].database.close()


Files = dict[str, bytes]


def exports(office: Office, folder: Path) -> Iterator[tuple[str, Files]]:
    """Give each kind of thing that leaves the bank, with its files."""
    bank, client = office.app.extensions["bank"], office.app.test_client()
    holdings = holdings_of(bank.current, base_url="https://bank.example")
    for form in Format:
        yield form, {path.name: path.read_bytes() for path in write(folder / form, form, TABLES, holdings)}
    yield "api", {path: client.get(path).data for path in api_paths(client)}
    site = folder / "site"
    export_static(bank.config, bank, Wish(site), lambda _path: None)
    files = {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }
    feeds = {name: data for name, data in files.items() if name.endswith((".atom", ".feed.json"))}
    yield "feeds", feeds
    yield "pages", {name: data for name, data in files.items() if name not in feeds}


def api_paths(client: FlaskClient) -> Iterator[str]:
    """List an address for each operation of the API, and for each record that has one."""
    for path in openapi("")["paths"]:
        table, _, in_path = path.removeprefix("/").partition("/")
        if not in_path:
            yield f"/api/v1{path}{ASKED_OF.get(path, '?limit=1000')}"
            continue
        rows = client.get(f"/api/v1/{table}?limit=1000").json["items"]
        yield from (f"/api/v1/{table}/{next(iter(row.values()))}" for row in rows)


def test_nobody_is_named_in_anything_that_leaves_the_bank(used, tmp_path):
    """In tables of all formats, in the API, in feeds and in all files of a copy, only what was published is found."""
    office, _ = used
    for kind, files in exports(office, tmp_path):
        found = {one for name, data in files.items() for one in found_in(name, data, (*WORDS, *SAID))}
        assert {word for _, word in found} - set(SAID) == set(), kind
        assert {word for _, word in found} == (IN_FEEDS if kind == "feeds" else set(SAID)), kind


def test_what_is_looked_for_is_there_to_be_found(used):
    """All that was typed is in the database of accounts; who follows gave no name."""
    office, _ = used
    kept = str(dump(office.app)).encode()

    typed = {*WORDS, *SAID} - {FOLLOWER[0]}
    assert {one for _, one in found_in("kb.sqlite3", kept, typed)} == typed


def test_nobody_is_named_in_the_history(used):
    """The commits that publish say a role and a municipality, and nothing of whoever wrote or accepted."""
    _, history = used
    found = {one for _, one in found_in("git log", history.encode(), (*WORDS, *SAID))}

    assert found == set(SAID)
