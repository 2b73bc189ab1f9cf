"""Who is reminded of what, and how often: real tables, and a real mail server in the tests of the command."""

import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from kb.accounts import keys
from kb.accounts.audit import AuditRow, faults_in_trail
from kb.accounts.desk import Desk
from kb.accounts.models import Key, Role, User
from kb.accounts.refused import Refused
from kb.following.due import Due, due_reports
from kb.following.reminders import CONFIRM, plan, remind
from kb.mail.outbox import waiting
from tests.databases import NOW
from tests.following.test_due import catalogue_of, confirmed

LINK = re.compile(r"https://bank\.example/bekraeft/([^/\s]+)/")
MAILBOX = "pleje@nordby.example"


def overdue(*names: str, **more) -> Sequence[Due]:
    reports = [confirmed("2020", name, **more) for name in names or ("2020-nordby",)]
    return due_reports(catalogue_of(*reports), "2026-11-25")


def add(desk: Desk, email: str, municipality: str = "nordby", role: Role = Role.CONTRIBUTOR, **more) -> User:
    user = User(
        email=email,
        role=role.value,
        municipality=municipality,
        created_at=NOW,
        **{"password_hash": "x", **more},
    )
    with desk.database.writing() as session:
        session.add(user)
    return user


def mails(desk: Desk) -> list[tuple[str, str]]:
    with desk.database.reading() as session:
        return [(mail.recipient, mail.text) for mail in waiting(session)]


def test_the_contributors_of_the_municipality_are_written_to(desk: Desk) -> None:
    """Each gets a mail of their own; a colleague elsewhere, an editor and one shut out get none."""
    add(desk, "anne@nordby.example")
    add(desk, "bo@nordby.example")
    add(desk, "carl@sydby.example", "sydby")
    add(desk, "eva@bank.example", "nordby", Role.EDITOR)
    add(desk, "finn@nordby.example", disabled_at=NOW)

    remind(desk, NOW, overdue())

    assert [to for to, _ in mails(desk)] == ["anne@nordby.example", "bo@nordby.example"]


def test_all_reports_of_a_person_stand_in_one_mail_each_with_its_own_link(desk: Desk) -> None:
    """Two reports are two links, which open two keys that name the report and the person."""
    anne = add(desk, "anne@nordby.example")

    remind(desk, NOW, overdue("a", "b"))

    ((_, text),) = mails(desk)
    assert "Skærm: Nordby (sidst bekræftet 2020)" in text
    with desk.database.reading() as session:
        found = [keys.find(session, desk.secret, token, (CONFIRM,), NOW) for token in LINK.findall(text)]
    assert [(key.subject, key.user_id) for key in found] == [("skaerm/a", anne.id), ("skaerm/b", anne.id)]


def test_a_link_is_of_no_use_after_60_days(desk: Desk) -> None:
    """On the sixtieth day it is refused, as is the link to any other purpose."""
    add(desk, "anne@nordby.example")
    remind(desk, NOW, overdue())
    (token,) = LINK.findall(mails(desk)[0][1])

    with desk.database.reading() as session:
        keys.find(session, desk.secret, token, (CONFIRM,), NOW + timedelta(days=60, seconds=-1))
        with pytest.raises(Refused):
            keys.find(session, desk.secret, token, (CONFIRM,), NOW + timedelta(days=60))
        with pytest.raises(Refused):
            keys.find(session, desk.secret, token, ("invitation", "reset"), NOW)


def test_nobody_is_reminded_twice_in_90_days(desk: Desk) -> None:
    """A daily cron job mails once, and again on the ninetieth day; also where all keys are gone meanwhile."""
    add(desk, "anne@nordby.example")
    remind(desk, NOW, overdue())
    with desk.database.writing() as session:
        keys.end_all(session, 1)

    sent = [day for day in range(1, 100) if remind(desk, NOW + timedelta(days=day), overdue())]

    assert sent == [90]
    assert len(mails(desk)) == 2


def test_what_is_under_way_already_is_left_alone(desk: Desk) -> None:
    """Who has sent an answer that waits for an editor is not asked again."""
    add(desk, "anne@nordby.example")

    (planned,) = remind(desk, NOW, overdue("a", "b"), {"skaerm/a"})

    assert [due.report.id for due in planned.due] == ["b"]


def test_without_contributors_the_role_mailbox_is_written_to(desk: Desk) -> None:
    """It becomes a contributor without a password, whose day of deletion comes after 90 days, once."""
    remind(desk, NOW, overdue("a", "b"))

    assert [to for to, _ in mails(desk)] == [MAILBOX]
    with desk.database.reading() as session:
        (user,) = session.scalars(select(User))
        assert {key.user_id for key in session.scalars(select(Key))} == {user.id}
    assert (user.email, user.municipality, user.role) == (MAILBOX, "nordby", Role.CONTRIBUTOR)
    assert (user.password_hash, user.delete_on) == (None, (NOW + timedelta(days=90)).date())

    later = NOW + timedelta(days=50)
    remind(desk, later, overdue("c"))
    with desk.database.reading() as session:
        (user,) = session.scalars(select(User))
    assert user.delete_on == (later + timedelta(days=90)).date()


@pytest.mark.parametrize("mailbox", ["", "ikke en adresse", "a@x.example\nBcc: b@x.example"])
def test_a_report_without_anybody_to_write_to_is_passed_over(desk: Desk, mailbox: str) -> None:
    """No mail, no key and no row in the trail; a hostile address is none."""
    assert remind(desk, NOW, overdue(contact=mailbox)) == ()
    assert mails(desk) == []


def test_a_mailbox_that_is_somebody_elses_address_is_not_used(desk: Desk) -> None:
    """An address that belongs to a user of another municipality, or to one shut out, gets nothing."""
    add(desk, MAILBOX, "sydby")

    assert remind(desk, NOW, overdue()) == ()


def test_planning_changes_nothing(desk: Desk) -> None:
    """`--dry-run` only reads."""
    add(desk, "anne@nordby.example")

    with desk.database.reading() as session:
        assert len(plan(session, NOW, overdue())) == 1
    assert mails(desk) == []


def test_the_trail_tells_of_each_reminder_and_stays_whole(desk: Desk) -> None:
    """One row a report, by the bank itself, without an address."""
    add(desk, "anne@nordby.example")
    add(desk, "bo@nordby.example")
    remind(desk, NOW, overdue())

    with desk.database.reading() as session:
        rows = [(row.actor_role, row.action, row.object) for row in session.scalars(select(AuditRow))]
        assert list(faults_in_trail(session)) == []
    assert rows == [("system", "report.reminded", "report:skaerm/2020-nordby")]
