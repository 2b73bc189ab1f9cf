"""`kb remind` and `kb notify` as cron runs them, against a real mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.accounts.desk import Desk
from kb.cli import main
from kb.config import Config
from kb.db.database import Database
from kb.following.link_file import write_links
from kb.following.links import Link
from kb.following.subscribing import Wish, ask
from tests.content.bank import write_bank
from tests.following.site import Site, site
from tests.mail.server import mail_server


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """An invented bank whose report was last confirmed in 2010."""
    folder = write_bank(tmp_path / "content")
    (path,) = folder.glob("solutions/*/experiences/*.yaml")
    path.write_text(path.read_text(encoding="utf-8") + "confirmed:\n  date: 2010\n", encoding="utf-8")
    return folder


@pytest.fixture
def kb(empty_config: Config, content: Path, tmp_path: Path):
    """Run a command with tables made."""
    settings = {
        "KB_CONTENT_DIR": str(content),
        "KB_INDEX_DIR": str(tmp_path / "index"),
        "KB_DATA_DIR": str(empty_config.data_dir),
        "KB_DATABASE_URL": empty_config.database_url,
        "KB_BASE_URL": "https://bank.example",
        "KB_MAIL_FROM": "bank@bank.example",
        "KB_SMTP_URL": "",
    }

    def run(*arguments: str, **changed: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, arguments, env={**settings, **changed}, catch_exceptions=False)
        return result.exit_code, result.output

    assert run("db", "upgrade")[0] == 0
    return run


def test_a_dry_run_tells_who_would_be_written_to_and_sends_nothing(kb):
    """It can be run again and again, and the real one still has all to do."""
    for _ in range(2):
        status, said = kb("remind", "--dry-run")
        assert status == 0
        assert said.endswith("1 mail ville blive skrevet om 1 erfaring.\n")
    assert kb("mail", "list")[1].startswith("0 mails venter.")


def test_a_reminder_arrives_and_is_sent_once(kb):
    """The mail server gets one plain mail with a link; the next run has nothing to say."""
    with mail_server() as server:
        status, said = kb("remind", KB_SMTP_URL=server.url)
        assert (status, "1 mail er skrevet om 1 erfaring." in said, "Sendt: 1." in said) == (0, True, True)
        assert kb("remind", KB_SMTP_URL=server.url)[1].endswith("0 mails er skrevet om 0 erfaringer.\n")

    (message,) = server.messages
    assert message["Subject"] == "Er jeres erfaringer i Efterprøvet stadig rigtige?"
    assert message.get_content().count("https://bank.example/bekraeft/") == 1
    assert kb("audit", "verify")[0] == 0


def test_a_decider_is_asked_once_how_it_went(kb, content):
    """The role mailbox of a municipality that decided long ago, and told nothing since, gets one mail."""
    solution = content / "solutions/skaermbesoeg/solution.yaml"
    told = "decisions:\n- municipality: vestby\n  date: 2020\n"
    solution.write_text(solution.read_text(encoding="utf-8") + told, encoding="utf-8")

    assert "post@vestby.example: skaermbesoeg/vestby\n" in kb("remind", "--dry-run")[1]
    assert "1 om, hvordan det gik med en beslutning." in kb("remind")[1]
    assert "vestby" not in kb("remind")[1]


def test_without_a_mail_server_the_mails_wait(kb):
    """They are kept, and the command says so."""
    status, said = kb("remind")

    assert (status, "KB_SMTP_URL er ikke sat" in said) == (0, True)
    assert kb("mail", "list")[1].startswith("1 ·")


@pytest.fixture
def linked(content: Path) -> Iterator[Site]:
    """The same bank, whose two sources are pages of a server on this machine."""
    with site() as server:
        (path,) = content.glob("solutions/*/solution.yaml")
        text = path.read_text(encoding="utf-8").replace("https://nordby.example/notat", f"{server.url}/404")
        path.write_text(text.replace("https://avisen.example/1", f"{server.url}/side"), encoding="utf-8")
        yield server


def test_links_on_this_machine_are_never_called(kb, linked):
    """The command asks nobody within a closed network, and calls no link dead for it."""
    status, said = kb("check-links", "--pause", "0", "--strict")

    assert (status, "0 døde" in said) == (0, True)
    assert linked.asked == []


def test_a_date_that_is_none_is_said(kb):
    """One sentence and status 1."""
    assert kb("check-links", "--date", "i går") == (1, "Skriv datoen som 2026-11-25.\n")


def test_dead_links_are_named_and_fail_only_where_that_is_wanted(kb, linked, empty_config, content):
    """Gone yesterday in the file and not seen today: still dead, with its day and the way out."""
    gone = ("2026-11-24", "2026-11-25")
    url = f"{linked.url}/404"
    write_links(empty_config.data_dir, {url: Link("2026-11-25", 404, gone=gone)})

    status, said = kb("check-links", "--pause", "0", "--date", "2026-11-26")
    assert (status, f"Dødt siden 2026-11-24: {url}" in said) == (0, True)
    status, said = kb("check-links", "--pause", "0", "--date", "2026-11-26", "--strict")
    assert (status, "archived_url" in said) == (1, True)
    assert not [path for path in content.rglob("*") if path.name == "links.json"]


def test_nobody_is_told_before_there_is_a_release(kb):
    """Without a build nobody knows what is new, and the command says so."""
    status, said = kb("notify")

    assert (status, "Kør: kb build" in said) == (1, True)


def test_notify_has_nothing_to_say_where_nobody_follows(kb):
    """It runs as cron runs it, also as a try, and the address of one who follows is forgotten by name."""
    assert kb("build")[0] == 0

    assert kb("notify") == kb("notify") == (0, "0 mails er skrevet.\n")
    assert kb("notify", "--dry-run") == (0, "0 mails ville blive skrevet.\n")
    assert kb("forget", "anne@nordby.example")[0] == 1


def test_one_who_follows_is_told_and_forgotten(kb, empty_config):
    """The mail with the link leaves by the mail server; forgetting the address leaves nobody to tell."""
    database = Database(empty_config)
    desk = Desk(empty_config, database)
    ask(desk, Wish("anne@nordby.example", "alt", "alt i banken", "da"), "10.0.0.1", datetime.now(UTC))
    with mail_server() as server:
        assert kb("mail", "send", KB_SMTP_URL=server.url)[1].startswith("Sendt: 1.")
    database.close()

    assert server.messages[0]["Subject"] == "Bekræft, at du vil følge med i Efterprøvet"
    assert kb("forget", "anne@nordby.example")[1].startswith("Adressen følger ikke længere noget.")
    assert kb("forget", "anne@nordby.example")[0] == 1
    assert kb("audit", "verify")[0] == 0
