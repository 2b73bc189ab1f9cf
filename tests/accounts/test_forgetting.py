"""Forgetting: after it nothing in the database leads back to the person."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from kb.accounts import audit, forgetting, people, sessions
from kb.accounts.changing_passwords import ask_for_reset, change_password
from kb.accounts.refused import Refused
from kb.accounts.signing_in import sign_in
from kb.db.base import Base
from kb.db.engine import leave_no_trace
from tests.accounts.people import ADMIN, ANNE, ANOTHER, BO, EVA, HERE, PASSWORD, invited, joined
from tests.databases import NOW


def dump(desk):
    """Write all rows of all tables as one text."""
    with desk.database.reading() as session:
        return str([session.execute(text(f"SELECT * FROM {name}")).all() for name in Base.metadata.tables])


def test_nothing_of_a_forgotten_person_is_left(desk, config):
    """Name, address, password, sessions, links and waiting mails go; the id stays for the trail."""
    person = people.invite(desk, audit.OPERATOR, ANNE, ADMIN, NOW, name="Anne Ærø").member
    member = joined(desk)
    token = sign_in(desk, ANNE, PASSWORD, HERE, NOW).token
    with pytest.raises(Refused):
        sign_in(desk, ANNE, "forkert", HERE, NOW)
    ask_for_reset(desk, ANNE, HERE, NOW)
    change_password(desk, member, PASSWORD, ANOTHER, NOW)
    assert "anne" in dump(desk)

    assert forgetting.forget_by_address(desk, audit.OPERATOR, ANNE, NOW)
    leave_no_trace(desk.database.engine)

    assert not any(part in dump(desk) for part in ("anne", "Anne", "Ærø", "argon2"))
    assert sessions.find(desk, token, NOW) is None
    with desk.database.reading() as session:
        left = people.member(session, person.id)
        assert list(audit.faults_in_trail(session)) == []
    assert (left.email, left.name, left.has_password, left.is_disabled) == ("", "", False, True)
    if not config.database_url:
        desk.database.close()
        files = b"".join(path.read_bytes() for path in config.data_dir.iterdir())
        assert b"anne" not in files
        assert "Ærø".encode() not in files


def test_the_same_person_can_be_invited_again_as_somebody_new(desk):
    """A forgotten address is free, and gets a new id."""
    first = joined(desk)
    forgetting.forget_by_address(desk, audit.OPERATOR, ANNE, NOW)

    assert joined(desk).id != first.id


def test_those_whose_day_has_come_are_forgotten(desk):
    """Two years after the last sign-in, or 90 days after an unused invitation, a person is forgotten."""
    joined(desk, EVA, ADMIN)
    joined(desk)
    invited(desk, BO)
    assert forgetting.forget_due(desk, NOW + timedelta(days=89)) == 0
    assert forgetting.forget_due(desk, NOW + timedelta(days=90)) == 1

    sign_in(desk, EVA, PASSWORD, HERE, NOW + timedelta(days=400))
    assert forgetting.forget_due(desk, NOW + timedelta(days=730)) == 1
    with desk.database.reading() as session:
        assert [member.email for member in people.members(session)] == [EVA]


def test_an_address_nobody_has_is_told(desk):
    """Forgetting somebody unknown changes nothing and says so."""
    assert not forgetting.forget_by_address(desk, audit.OPERATOR, BO, NOW)
