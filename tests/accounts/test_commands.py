"""The commands for what is not published: users, mails, forgetting, the database, the audit trail."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from kb.cli import main
from kb.config import Config
from kb.db.database import Database
from tests.accounts.people import ANNE, BO
from tests.content.bank import write_bank
from tests.mail.server import mail_server


@pytest.fixture
def kb(empty_config: Config, tmp_path: Path):
    """Run a command against an invented bank, and give its status and what it said."""
    settings = {
        "KB_CONTENT_DIR": str(write_bank(tmp_path / "content")),
        "KB_DATA_DIR": str(empty_config.data_dir),
        "KB_DATABASE_URL": empty_config.database_url,
        "KB_BASE_URL": "https://bank.example",
        "KB_MAIL_FROM": "bank@bank.example",
        "KB_SMTP_URL": "",
    }

    def run(*arguments: str, **changed: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, arguments, env={**settings, **changed}, catch_exceptions=False)
        return result.exit_code, result.output

    return run


@pytest.fixture
def ready(kb):
    """The same, with the tables made."""
    assert kb("db", "upgrade")[0] == 0
    return kb


def test_the_database_is_made_once_and_checked(kb):
    """`kb db check` says what is missing and which command helps; `kb db upgrade` helps."""
    status, said = kb("db", "check")
    assert (status, "Kør: kb db upgrade" in said) == (1, True)
    assert "er bragt til trin" in kb("db", "upgrade")[1]
    assert kb("db", "upgrade") == (0, "Databasen er ajour.\n")
    status, said = kb("db", "check")
    assert (status, "er i orden" in said) == (0, True)


def test_a_table_that_is_not_as_it_should_be_is_named(ready, empty_config):
    """A column that somebody added by hand is found."""
    database = Database(empty_config)
    with database.writing() as session:
        session.execute(text("ALTER TABLE users ADD COLUMN shoe_size INTEGER"))
    database.close()

    status, said = ready("db", "check")
    assert (status, "shoe_size" in said) == (1, True)


def test_an_invitation_without_a_server_gives_the_link(ready):
    """Where no mail can be sent, the operator is told so and handed the link."""
    status, said = ready("user", "invite", ANNE, "--municipality", "nordby", "--name", "Anne")

    assert status == 0
    assert f"{ANNE} er inviteret som bidragyder." in said
    assert "KB_SMTP_URL er ikke sat" in said
    assert "https://bank.example/adgang/" in said


def test_an_invitation_with_a_server_is_sent_at_once(ready):
    """With a server the link goes to the user and nowhere else."""
    with mail_server() as server:
        _, said = ready("user", "invite", ANNE, "--role", "admin", "--language", "en", KB_SMTP_URL=server.url)

    assert "Sendt: 1." in said
    assert "adgang/" not in said
    assert server.to == [ANNE]
    assert "https://bank.example/en/adgang/" in server.messages[0].get_content()


def test_users_are_listed_given_roles_and_shut_out(ready):
    """Each command answers with the user as they are now."""
    ready("user", "invite", ANNE, "--municipality", "nordby")

    assert ready("user", "role", ANNE, "editor") == (0, f"{ANNE} · redaktør · inviteret\n")
    assert ready("user", "disable", ANNE) == (0, f"{ANNE} · redaktør · lukket ude\n")
    assert ready("user", "enable", ANNE) == (0, f"{ANNE} · redaktør · inviteret\n")
    assert ready("user", "list") == (0, f"{ANNE} · redaktør · inviteret\n1 bruger.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["user", "invite", "anne", "--role", "admin"], "navn@kommune.dk"),
        (["user", "invite", ANNE], "Vælg den kommune"),
        (["user", "invite", ANNE, "--municipality", "findes-ikke"], "ingen kommune findes-ikke"),
        (["user", "invite", ANNE, "--municipality", "../../etc"], "findes ikke"),
        (["user", "invite", ANNE, "--role", "editor", "--area", "findes-ikke"], "har ikke findes-ikke"),
        (["user", "role", BO, "admin"], "ingen bruger"),
        (["user", "disable", BO], "ingen bruger"),
        (["forget", BO], "ingen bruger"),
        (["mail", "show", "7"], "Ingen mail 7"),
        (["mail", "drop", "7"], "Ingen mail 7"),
        (["mail", "send"], "KB_SMTP_URL er ikke sat"),
    ],
)
def test_what_cannot_be_is_told_in_words(ready, arguments, said):
    """A mistake gives a sentence and status 1."""
    status, output = ready(*arguments)

    assert (status, said in output) == (1, True), output


def test_waiting_mails_can_be_seen_sent_and_dropped(ready):
    """The operator sees which mails wait, reads one, sends all, or drops one."""
    ready("user", "invite", ANNE, "--role", "admin")
    ready("user", "invite", BO, "--role", "admin")

    listed = ready("mail", "list")[1]
    assert f"{ANNE} · Du er inviteret til Efterprøvet" in listed
    assert "2 mails venter." in listed
    assert "https://bank.example/adgang/" in ready("mail", "show", "1")[1]
    assert ready("mail", "drop", "1")[0] == 0
    with mail_server() as server:
        assert "Sendt: 1. Mislykket: 0. Venter: 0." in ready("mail", "send", KB_SMTP_URL=server.url)[1]
    assert server.to == [BO]


def test_people_are_forgotten_by_name_or_by_the_clock(ready):
    """`kb forget` with an address forgets one; without, those whose day has come."""
    ready("user", "invite", ANNE, "--role", "admin")

    assert ready("forget") == (0, "0 brugere er glemt.\n")
    assert ready("forget", ANNE) == (0, "1 bruger er glemt.\n")
    assert "0 mails venter." in ready("mail", "list")[1]


def test_the_trail_is_verified(ready, empty_config):
    """A whole trail is said to be whole, with its last digest; a broken one fails and names the row."""
    ready("user", "invite", ANNE, "--role", "admin")
    status, said = ready("audit", "verify")
    assert (status, "Sporet er helt: 1 række" in said) == (0, True)

    database = Database(empty_config)
    with database.writing() as session:
        session.execute(text("UPDATE audit_head SET sequence = 9"))
    database.close()
    status, said = ready("audit", "verify")
    assert status == 1
    assert "Sporet er ikke helt." in said


def test_a_database_that_is_away_is_told_in_words(kb):
    """No command shows a traceback when the database does not answer."""
    away = "postgresql://x:hemmeligt@127.0.0.1:1/kb"
    for arguments in (
        ["user", "list"],
        ["db", "check"],
        ["db", "upgrade"],
        ["audit", "verify"],
        ["mail", "list"],
    ):
        status, said = kb(*arguments, KB_DATABASE_URL=away)
        assert (status, "hemmeligt" in said) == (1, False)
