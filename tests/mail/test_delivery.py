"""How waiting mails are sent: through a real server, once, and never lost while it is away."""

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from kb.config import Config
from kb.db.database import Database
from kb.mail.delivery import LONGEST_WAIT, Delivery, Postman, deliver
from kb.mail.letter import Letter
from kb.mail.outbox import WaitingMail, queue, waiting
from tests.databases import NOW
from tests.mail.server import free_port, mail_server

ANNE, BO = "anne@nordby.example", "bo@soender.example"


@pytest.fixture
def server():
    with mail_server() as server:
        yield server


@pytest.fixture
def sending(config: Config, server) -> Config:
    return replace(config, smtp_url=server.url)


def wait(database: Database, *addresses: str) -> None:
    with database.writing() as session:
        for address in addresses:
            queue(session, Letter(address, "Er det stadig rigtigt?", "Hej Ærø\n", "da"), NOW)


def left(database: Database) -> list[WaitingMail]:
    with database.reading() as session:
        return waiting(session)


def test_a_waiting_mail_arrives_and_is_gone(database, sending, server):
    """A mail is handed to the server as it was queued, and nothing of it stays in the database."""
    wait(database, ANNE)

    assert deliver(database, sending, NOW) == Delivery(sent=1, failed=0, waiting=0)

    message = server.messages[0]
    assert server.to == [ANNE]
    assert message["Subject"] == "Er det stadig rigtigt?"
    assert message.get_content() == "Hej Ærø\r\n"
    assert message["Message-ID"].endswith("@bank.example>")
    assert left(database) == []
    assert deliver(database, sending, NOW) == Delivery(0, 0, 0)


def test_a_mail_that_was_undone_is_never_sent(database, sending, server):
    """A mail belongs to its transaction: what was undone writes to nobody."""

    def fail() -> None:
        with database.writing() as session:
            queue(session, Letter(ANNE, "Emne", "Tekst"), NOW)
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert deliver(database, sending, NOW) == Delivery(0, 0, 0)
    assert server.messages == []


def test_without_a_server_mails_wait(database, config):
    """Without KB_SMTP_URL nothing is tried and nothing is lost."""
    wait(database, ANNE)

    assert deliver(database, config, NOW) == Delivery(0, 0, waiting=1)
    assert left(database)[0].attempts == 0


def test_a_server_that_is_away_loses_nothing(database, config):
    """When no server answers, one mail is tried and all wait; later all arrive."""
    wait(database, ANNE, BO)
    away = replace(config, smtp_url=f"smtp://127.0.0.1:{free_port()}")

    assert deliver(database, away, NOW) == Delivery(0, failed=1, waiting=2)
    assert [mail.fault for mail in left(database)] == [
        "Mailserveren kan ikke bruges (ConnectionRefusedError).",
        "",
    ]

    with mail_server() as server:
        assert deliver(database, replace(config, smtp_url=server.url), NOW + timedelta(minutes=1)).sent == 2
    assert sorted(server.to) == [ANNE, BO]


def test_a_refused_mail_is_tried_more_and_more_seldom(database, sending, server):
    """A refusal puts a mail off: a minute, two, four, never more than twelve hours; it is kept all the while."""
    server.refused[ANNE] = "550 No such user anne@nordby.example"
    wait(database, ANNE, BO)
    moment, waits = NOW, []

    for _ in range(14):
        deliver(database, sending, moment)
        mail = left(database)[0]
        waits.append(mail.next_try_at - moment)
        assert deliver(database, sending, mail.next_try_at - timedelta(seconds=1)).failed == 0
        moment = mail.next_try_at

    assert waits[:4] == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8)]
    assert waits[-1] == LONGEST_WAIT
    assert mail.fault == "Mailserveren afviste modtageren (550)."
    assert server.to == [BO]

    server.refused.clear()
    assert deliver(database, sending, moment).sent == 1


def test_a_server_that_fails_in_the_middle_is_tried_again(database, sending, server):
    """A temporary refusal of the text is a failure of that mail only."""
    server.answers = ["451 Later"]
    wait(database, ANNE, BO)

    assert deliver(database, sending, NOW) == Delivery(sent=1, failed=1, waiting=1)
    assert deliver(database, sending, NOW + timedelta(minutes=1)) == Delivery(1, 0, 0)
    assert sorted(server.to) == [ANNE, BO]


def test_two_who_send_at_once_send_each_mail_once(database, sending, server):
    """Several processes may send from the same table: each mail leaves once."""
    addresses = [f"nr{number}@nordby.example" for number in range(12)]
    wait(database, *addresses)

    threads = [threading.Thread(target=deliver, args=(database, sending, NOW)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(server.to) == sorted(addresses)
    assert left(database) == []


def test_a_crash_before_the_row_is_gone_sends_again_under_the_same_name(database, sending, server):
    """A mail taken by a sender that died is sent after ten minutes, with the same Message-ID."""
    wait(database, ANNE)
    with database.writing() as session:
        session.scalars(select(WaitingMail)).one().next_try_at = NOW + timedelta(minutes=10)

    assert deliver(database, sending, NOW).sent == 0
    assert deliver(database, sending, NOW + timedelta(minutes=10)).sent == 1
    assert server.messages[0]["Message-ID"] == f"<{NOW:%Y%m%d%H%M%S%f}.1@bank.example>"


def test_the_log_holds_no_address(database, sending, server):
    """What is logged of a failure is a number and a reason."""
    server.refused[ANNE] = "550 No such user anne@nordby.example"
    wait(database, ANNE)

    with capture_logs() as logged:
        deliver(database, sending, NOW)

    assert [entry["event"] for entry in logged] == ["mail_failed"]
    assert "anne" not in str(logged)


def test_the_postman_sends_when_woken(database, sending, server):
    """A page wakes the postman and goes on; the mail leaves in the background."""
    postman = Postman(database, sending, lambda: NOW)
    wait(database, ANNE)

    postman.wake()
    for _ in range(100):
        if not left(database):
            break
        threading.Event().wait(0.05)
    postman.stop()

    assert server.to == [ANNE]


def test_the_postman_outlives_a_database_that_is_away(config):
    """A database that does not answer is logged, and the postman goes on."""
    away = replace(config, database_url="postgresql://x@127.0.0.1:1/kb", smtp_url="smtp://127.0.0.1:1")
    postman = Postman(Database(away), away, lambda: NOW, every=0.05)

    with capture_logs() as logged:
        postman.wake()
        for _ in range(100):
            if len(logged) >= 2:
                break
            threading.Event().wait(0.05)
        postman.stop()

    assert {entry["event"] for entry in logged} == {"delivery_failed"}
    assert len(logged) >= 2
