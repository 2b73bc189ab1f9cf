"""The audit trail: a row for each thing done, none for what was undone, and any tampering is found."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from kb.accounts import audit, forgetting, people
from kb.accounts.audit import ANONYMOUS, AuditHead, AuditRow, digest_of, faults_in_trail, record
from kb.accounts.changing_passwords import ask_for_reset, change_password
from kb.accounts.refused import Refused
from kb.accounts.signing_in import note_refusal, sign_in, sign_out
from tests.accounts.people import ADMIN, ANNE, ANOTHER, CONTRIBUTOR, EDITOR, EVA, HERE, PASSWORD, joined
from tests.databases import NOW


def trail(database):
    with database.reading() as session:
        return session.scalars(select(AuditRow).order_by(AuditRow.sequence)).all()


def faults(database):
    with database.reading() as session:
        return list(faults_in_trail(session))


def written(database, count=6):
    with database.writing() as session:
        for number in range(count):
            record(
                session,
                NOW,
                audit.Actor(7, "editor"),
                "submission.accepted",
                f"submission:{number}",
                after=number,
            )


def tamper(database, *statements):
    """Change the tables behind the bank's back, as somebody with the database's password could."""
    with database.writing() as session:
        if database.engine.dialect.name == "sqlite":
            session.execute(text("DROP TRIGGER audit_no_update"))
            session.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            session.execute(text("DROP TRIGGER audit_only_added_to ON audit"))
        for statement in statements:
            session.execute(text(statement))


def test_everything_that_is_done_stands_in_the_trail(desk):
    """Each sign-in, failure, refusal, change of rights and password is a row with time, actor, action and object."""
    admin = joined(desk, EVA, ADMIN)
    member = joined(desk)
    start = len(trail(desk.database))
    with pytest.raises(Refused):
        sign_in(desk, ANNE, "forkert", HERE, NOW)
    with pytest.raises(Refused):
        sign_in(desk, "ingen@nordby.example", "forkert", HERE, NOW)
    token = sign_in(desk, ANNE, PASSWORD, HERE, NOW + timedelta(hours=1)).token
    note_refusal(desk, member.actor, "editing.queue", NOW)
    sign_out(desk, token, NOW)
    with pytest.raises(Refused):
        change_password(desk, member, "forkert", ANOTHER, NOW)
    change_password(desk, member, PASSWORD, ANOTHER, NOW)
    ask_for_reset(desk, ANNE, HERE, NOW)
    people.change_rights(desk, admin.actor, ANNE, EDITOR, NOW)
    people.disable(desk, admin.actor, ANNE, NOW)
    people.enable(desk, admin.actor, ANNE, NOW)
    forgetting.forget_by_address(desk, admin.actor, ANNE, NOW)

    rows = trail(desk.database)[start:]
    hers, admins, nobody = (member.id, "contributor"), (admin.id, "admin"), (None, "anonymous")
    on_her = f"user:{member.id}"
    assert [((row.actor_id, row.actor_role), row.action, row.object) for row in rows] == [
        (nobody, "session.refused", on_her),
        (nobody, "session.refused", "user:unknown"),
        (hers, "session.started", on_her),
        (hers, "permission.refused", "editing.queue"),
        (hers, "session.ended", on_her),
        (hers, "password.refused", on_her),
        (hers, "password.set", on_her),
        (hers, "session.started", on_her),
        (nobody, "password.asked_for", on_her),
        (admins, "user.rights", on_her),
        (admins, "user.disabled", on_her),
        (admins, "user.enabled", on_her),
        (admins, "user.forgotten", on_her),
    ]
    assert [row.at for row in rows[:3]] == [NOW, NOW, NOW + timedelta(hours=1)]
    assert faults(desk.database) == []


def test_a_change_of_rights_has_the_digest_of_before_and_after(desk):
    """Whether rights were what somebody says they were can be checked against the trail."""
    joined(desk)
    people.change_rights(desk, audit.OPERATOR, ANNE, EDITOR, NOW)

    row = trail(desk.database)[-1]
    kept = {"role": "contributor", "municipality": "nordby", "areas": [], "disabled": False}
    assert row.before == digest_of(kept)
    assert row.after == digest_of({**kept, "role": "editor", "municipality": "", "areas": ["hjemmepleje"]})


def test_the_trail_holds_no_name_and_no_address(desk):
    """People can be forgotten, for the trail knows them by number only."""
    people.invite(desk, audit.OPERATOR, ANNE, CONTRIBUTOR, NOW, name="Anne Ærø")
    with pytest.raises(Refused):
        sign_in(desk, ANNE, "forkert", HERE, NOW)

    held = str([vars(row) for row in trail(desk.database)])
    assert not any(part in held for part in ("anne", "Anne", "nordby", HERE))


def test_what_is_undone_leaves_no_row(database):
    """A row belongs to the transaction of what it tells of."""

    def fail() -> None:
        with database.writing() as session:
            record(session, NOW, ANONYMOUS, "session.refused", "user:unknown")
            session.flush()
            raise LookupError

    written(database, 1)
    with pytest.raises(LookupError):
        fail()
    written(database, 1)

    assert [row.sequence for row in trail(database)] == [1, 2]
    assert faults(database) == []


def test_rows_written_at_once_make_one_chain(database):
    """Eight threads write 20 rows each: 160 rows in one chain."""
    threads = [threading.Thread(target=lambda: [written(database, 1) for _ in range(20)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(trail(database)) == 160
    assert faults(database) == []


@pytest.mark.parametrize(
    "column", ["actor_role", "action", "object", "before", "after", "previous", "digest"]
)
def test_a_changed_row_is_found(database, column):
    """A changed column of a row in the middle is named by the row's number."""
    written(database)
    tamper(database, f"UPDATE audit SET {column} = 'x' WHERE sequence = 3")

    assert any("Række 3" in fault for fault in faults(database))


@pytest.mark.parametrize(
    "change", ["at = '2026-11-25 09:00:01+00:00'", "actor_id = 8", "actor_id = NULL", "sequence = 99"]
)
def test_a_changed_number_or_time_is_found(database, change):
    """So is a changed time, actor or place in the order."""
    written(database)
    tamper(database, f"UPDATE audit SET {change} WHERE sequence = 3")

    assert faults(database)


@pytest.mark.parametrize(
    ("gone", "said"), [(1, "mangler række 1"), (3, "mangler række 3"), (6, "ender i række 5")]
)
def test_a_missing_row_is_found(database, gone, said):
    """A row that was taken out is missed, the first and the last as well."""
    written(database)
    tamper(database, f"DELETE FROM audit WHERE sequence = {gone}")

    assert any(said in fault for fault in faults(database))


def test_a_row_made_to_fit_breaks_the_next(database):
    """Who rewrites a row with a digest that fits must rewrite all that follow, and the head."""
    written(database)
    with database.reading() as session:
        row = session.get(AuditRow, 3)
    row.action = "submission.declined"
    tamper(
        database,
        f"UPDATE audit SET action = 'submission.declined', digest = '{audit._digest_of_row(row)}' WHERE sequence = 3",
    )

    assert faults(database) == ["Række 4 hænger ikke sammen med den foregående."]


@pytest.mark.parametrize(
    "change", ["DELETE FROM audit_head", "UPDATE audit_head SET sequence = 5", "DELETE FROM audit"]
)
def test_a_head_that_does_not_fit_is_found(database, change):
    """The last row's digest is kept beside the trail, so that nothing can be cut off unseen."""
    written(database)
    tamper(database, change)

    assert any("Sporet ender" in fault for fault in faults(database))


def test_a_trail_of_nothing_is_whole(database):
    """A new bank's trail is empty and in order."""
    assert faults(database) == []
    with database.reading() as session:
        assert session.scalars(select(AuditHead)).one().sequence == 0


def test_a_digest_does_not_depend_on_the_order_of_keys():
    """The same facts have the same digest, and None has none."""
    assert digest_of({"a": 1, "b": "ø"}) == digest_of({"b": "ø", "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})
    assert digest_of(None) == ""
