"""Sessions: a new one at each sign-in, over when it should be, and the browser's token is kept nowhere."""

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kb.accounts import audit, people, periods, sessions
from kb.accounts.changing_passwords import ask_for_reset, change_password, choose_password
from kb.accounts.models import SignedInSession
from kb.accounts.refused import Refused
from kb.accounts.signing_in import sign_in, sign_out
from tests.accounts.people import ADMIN, ANNE, ANOTHER, BO, EDITOR, EVA, HERE, PASSWORD, joined
from tests.databases import NOW


def signed_in(desk, now=NOW, replaces="", password=PASSWORD):
    return sign_in(desk, ANNE, password, HERE, now, replaces=replaces).token


def rows(desk):
    with desk.database.reading() as session:
        return session.scalars(select(SignedInSession)).all()


def test_who_signs_in_is_found_by_their_token(desk):
    """The token of a sign-in gives the member, with role and municipality."""
    member = joined(desk)

    found = sessions.find(desk, signed_in(desk), NOW)

    assert (found.id, found.role, found.municipality) == (member.id, "contributor", "nordby")
    assert found.actor == audit.Actor(member.id, "contributor")


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "'; DROP TABLE sessions", "\0", "ø" * 10_000])
def test_a_made_up_token_finds_nobody(desk, token):
    """A token that was never handed out is nobody's."""
    joined(desk)

    assert sessions.find(desk, token, NOW) is None


def test_each_sign_in_has_a_token_of_its_own_and_ends_the_one_before(desk):
    """The token changes at sign-in, and what the browser had before is of no use."""
    joined(desk)
    first = signed_in(desk)
    second = signed_in(desk, replaces=first)

    assert first != second
    assert sessions.find(desk, first, NOW) is None
    assert sessions.find(desk, second, NOW) is not None


def test_the_token_stands_nowhere_in_the_database(desk):
    """Who reads the table of sessions cannot sign in with what it holds."""
    joined(desk)
    token = signed_in(desk)

    held = [str(value) for row in rows(desk) for value in vars(row).values()]
    assert not any(token in value for value in held)
    assert all(sessions.find(desk, row.token_digest, NOW) is None for row in rows(desk))


def test_signing_out_ends_the_session_for_good(desk):
    """The old cookie is useless after signing out; other browsers stay signed in."""
    joined(desk)
    here, elsewhere = signed_in(desk), signed_in(desk)

    sign_out(desk, here, NOW)
    sign_out(desk, here, NOW)

    assert sessions.find(desk, here, NOW) is None
    assert sessions.find(desk, elsewhere, NOW) is not None


def test_a_changed_password_ends_all_sessions_but_the_new_one(desk):
    """Whoever was signed in with the old password is out, here and elsewhere."""
    member = joined(desk)
    old = [signed_in(desk), signed_in(desk)]

    new = change_password(desk, member, PASSWORD, ANOTHER, NOW).token

    assert [sessions.find(desk, token, NOW) for token in old] == [None, None]
    assert sessions.find(desk, new, NOW).id == member.id


def test_a_reset_password_ends_all_sessions(desk):
    """Who was locked out by a thief locks the thief out."""
    member = joined(desk)
    old = signed_in(desk)
    ask_for_reset(desk, ANNE, HERE, NOW)
    with desk.database.reading() as session:
        mail = session.execute(text("SELECT text FROM outbox ORDER BY id DESC")).scalar()
    token = mail.partition("/adgang/")[2].partition("/")[0]

    new = choose_password(desk, token, ANOTHER, NOW).token

    assert sessions.find(desk, old, NOW) is None
    assert sessions.find(desk, new, NOW).id == member.id


def test_disabling_ends_all_sessions_at_once(desk):
    """A disabled user is out on their next page, and stays out when enabled again."""
    joined(desk, EVA, ADMIN)
    joined(desk)
    token = signed_in(desk)

    people.disable(desk, audit.OPERATOR, ANNE, NOW)
    assert sessions.find(desk, token, NOW) is None
    people.enable(desk, audit.OPERATOR, ANNE, NOW)
    assert sessions.find(desk, token, NOW) is None


def test_a_new_role_holds_from_the_next_page(desk):
    """What a user may do is read anew for each page."""
    joined(desk)
    token = signed_in(desk)

    people.change_rights(desk, audit.OPERATOR, ANNE, EDITOR, NOW)

    found = sessions.find(desk, token, NOW)
    assert found.is_editor
    assert (found.edits(["hjemmepleje"]), found.edits(["genoptraening"])) == (True, False)


def test_an_idle_session_ends(desk):
    """Two hours without a page end a session; each page before that begins them anew."""
    joined(desk)
    token = signed_in(desk)
    almost = periods.IDLE - timedelta(seconds=1)

    assert sessions.find(desk, token, NOW + almost)
    assert sessions.find(desk, token, NOW + 2 * almost)
    assert sessions.find(desk, token, NOW + 2 * almost + periods.IDLE) is None


def test_a_session_ends_however_busy(desk):
    """Twelve hours after signing in a session is over, though it was used all the time."""
    joined(desk)
    token = signed_in(desk)
    moment = NOW
    while moment < NOW + periods.ABSOLUTE:
        assert sessions.find(desk, token, moment)
        moment += timedelta(hours=1)

    assert sessions.find(desk, token, moment) is None


def test_most_pages_write_nothing(desk):
    """A session's last page is noted once a minute at most, so that reading is not slowed by writing."""
    joined(desk)
    token = signed_in(desk)

    sessions.find(desk, token, NOW + timedelta(seconds=59))
    assert rows(desk)[-1].seen_at == NOW
    sessions.find(desk, token, NOW + timedelta(seconds=60))
    assert max(row.seen_at for row in rows(desk)) == NOW + timedelta(seconds=60)


def test_ended_sessions_are_swept_away(desk):
    """A session that is over by the clock goes when somebody signs in."""
    joined(desk)
    signed_in(desk)
    later = NOW + periods.ABSOLUTE
    token = signed_in(desk, later)

    assert len(rows(desk)) == 1
    assert sessions.find(desk, token, later)


def test_sessions_survive_a_restart(desk):
    """A session is a row: another process, or the same after a restart, finds it."""
    joined(desk)
    token = signed_in(desk)
    desk.database.close()

    assert sessions.find(desk, token, NOW).email == ANNE


@pytest.mark.parametrize("empty_config", ["sqlite"], indirect=True)
def test_a_session_is_shown_though_it_cannot_be_noted(desk, config):
    """While another writes for longer than SQLite waits, a signed-in page is shown all the same."""
    joined(desk)
    token = signed_in(desk)
    with desk.database.reading() as session:
        session.execute(text("PRAGMA busy_timeout=1"))  # the pool hands the same connection out again

    with closing(sqlite3.connect(config.data_dir / "kb.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert sessions.find(desk, token, NOW + timedelta(minutes=5)).email == ANNE


def test_another_users_session_is_left_alone(desk):
    """What ends one user's sessions ends nobody else's."""
    member = joined(desk)
    other = joined(desk, BO)
    token = sign_in(desk, BO, PASSWORD, HERE, NOW).token

    change_password(desk, member, PASSWORD, ANOTHER, NOW)

    assert sessions.find(desk, token, NOW).id == other.id


def test_many_who_come_and_go_at_once_do_not_get_in_each_others_way(desk):
    """Four users in two browsers each sign in, look, change their password and sign out: nobody waits in vain."""
    emails = [f"nr{number}@nordby.example" for number in range(4)]
    for email in emails:
        joined(desk, email)
    faults = []

    def come_and_go(email: str, address: str) -> None:
        for number in range(5):
            try:
                arrived = sign_in(desk, email, PASSWORD, address, NOW + timedelta(hours=number))
                sessions.find(desk, arrived.token, NOW + timedelta(hours=number, minutes=2))
                change_password(desk, arrived.member, PASSWORD, PASSWORD, NOW + timedelta(hours=number))
                ask_for_reset(desk, email, address, NOW + timedelta(hours=number))
                sign_out(desk, arrived.token, NOW + timedelta(hours=number))
            except Refused:
                continue
            except Exception as error:
                faults.append(error)

    threads = [
        threading.Thread(target=come_and_go, args=(email, f"192.0.2.{number}"))
        for number, email in enumerate(emails * 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    with desk.database.reading() as session:
        assert list(audit.faults_in_trail(session)) == []
