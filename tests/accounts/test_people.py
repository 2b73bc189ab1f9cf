"""Users: invited, given rights, disabled and enabled, by administrators alone."""

import pytest
from sqlalchemy import delete, select

from kb.accounts import audit, people, sessions
from kb.accounts.audit import Actor
from kb.accounts.changing_passwords import ask_for_reset
from kb.accounts.models import Key, Role
from kb.accounts.people import Person, Rights
from kb.accounts.refused import Refused
from kb.accounts.signing_in import sign_in
from kb.mail.outbox import WaitingMail, waiting
from tests.accounts.people import ADMIN, ANNE, BO, CONTRIBUTOR, EDITOR, EVA, HERE, PASSWORD, invited, joined
from tests.databases import NOW


def members(desk):
    with desk.database.reading() as session:
        return {member.email: member for member in people.members(session)}


def test_an_invited_user_has_what_they_were_given(desk):
    """Role, municipality, areas, name and language are as invited, the address in small letters."""
    rights = Rights(Role.EDITOR, "nordby", ("hjemmepleje", "genoptraening"))
    people.invite(desk, audit.OPERATOR, " Anne@Nordby.Example", rights, NOW, name=" Anne Ærø ", language="en")

    member = members(desk)[ANNE]
    assert (member.role, member.municipality, member.areas) == (
        "editor",
        "nordby",
        ("hjemmepleje", "genoptraening"),
    )
    assert (member.name, member.language, member.has_password) == ("Anne Ærø", "en", False)


def test_a_second_invitation_replaces_the_first(desk):
    """Who has not chosen a password can be invited anew, with other rights; the first link is void."""
    first = invited(desk)
    second = invited(desk, rights=EDITOR)

    assert first != second
    assert len(members(desk)) == 1
    assert members(desk)[ANNE].role == "editor"


def test_who_is_there_cannot_be_invited(desk):
    """An invitation cannot take over an account that is in use or disabled."""
    joined(desk)
    with pytest.raises(Refused, match="allerede en bruger"):
        invited(desk, ANNE.upper())
    people.disable(desk, audit.OPERATOR, ANNE, NOW)
    with pytest.raises(Refused, match="allerede en bruger"):
        invited(desk)


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("email", {"email": "anne"}),
        ("email", {"email": "anne@nordby.example\nBcc: x@y.example"}),
        ("name", {"name": "Anne\nBo"}),
        ("name", {"name": "x" * 101}),
        ("language", {"language": "sv"}),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk, field, change):
    """Each fault names its field, and nobody is invited."""
    given = {"email": ANNE, "rights": CONTRIBUTOR, "now": NOW, **change}
    with pytest.raises(Refused) as raised:
        people.invite(desk, audit.OPERATOR, **given)

    assert raised.value.field == field
    assert members(desk) == {}


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("municipality", (Role.CONTRIBUTOR,)),
        ("municipality", (Role.EDITOR, "../etc")),
        ("areas", (Role.EDITOR, "", ("hjemmepleje", "A B"))),
    ],
)
def test_rights_that_cannot_be_are_refused(field, given):
    """A contributor needs a municipality, and all are named by id."""
    with pytest.raises(Refused) as raised:
        Rights(*given)

    assert raised.value.field == field


@pytest.mark.parametrize("role", ["contributor", "editor", "anonymous", "system"])
def test_only_an_administrator_changes_users(desk, role):
    """Whoever is neither administrator nor at the server's command line changes nobody."""
    joined(desk)
    before = members(desk)
    actor = Actor(None if role in ("anonymous", "system") else 1, role)
    for change in (
        lambda: people.invite(desk, actor, BO, ADMIN, NOW),
        lambda: people.change_rights(desk, actor, ANNE, ADMIN, NOW),
        lambda: people.correct(desk, actor, ANNE, Person(BO), NOW),
        lambda: people.disable(desk, actor, ANNE, NOW),
        lambda: people.enable(desk, actor, ANNE, NOW),
    ):
        with pytest.raises(Refused, match="administrator"):
            change()

    assert members(desk) == before


def test_an_administrator_changes_users(desk):
    """An administrator who is signed in may do the same as the operator."""
    actor = joined(desk, EVA, ADMIN).actor
    joined(desk)

    assert people.change_rights(desk, actor, ANNE, EDITOR, NOW).is_editor
    assert people.disable(desk, actor, ANNE, NOW).is_disabled
    with pytest.raises(Refused):
        sign_in(desk, ANNE, PASSWORD, HERE, NOW)
    assert not people.enable(desk, actor, ANNE, NOW).is_disabled
    assert sign_in(desk, ANNE, PASSWORD, HERE, NOW)


def test_a_corrected_address_is_the_one_to_sign_in_with(desk):
    """Name and address are corrected; whoever holds a session or a link of the old address has nothing, both are told."""
    member = joined(desk)
    token = sign_in(desk, ANNE, PASSWORD, HERE, NOW).token
    ask_for_reset(desk, ANNE, HERE, NOW)
    with desk.database.writing() as session:
        session.execute(delete(WaitingMail))
    found = people.correct(desk, audit.OPERATOR, ANNE, Person(" Anne@Aalum.example", " Anne Ærø ", "en"), NOW)

    assert (found.id, found.email, found.name, found.language) == (
        member.id,
        "anne@aalum.example",
        "Anne Ærø",
        "en",
    )
    assert sessions.find(desk, token, NOW) is None
    assert sign_in(desk, "anne@aalum.example", PASSWORD, HERE, NOW).member.id == member.id
    with pytest.raises(Refused):
        sign_in(desk, ANNE, PASSWORD, HERE, NOW)
    with desk.database.reading() as session:
        assert session.scalars(select(Key).where(Key.used_at.is_(None))).all() == []
        assert sorted(mail.recipient for mail in waiting(session)) == ["anne@aalum.example", ANNE]
        assert "user.corrected" in session.scalars(select(audit.AuditRow.action)).all()


def test_a_corrected_name_leaves_the_rest(desk):
    """With the same address the user stays signed in, and nobody is mailed."""
    joined(desk)
    token = sign_in(desk, ANNE, PASSWORD, HERE, NOW).token
    with desk.database.writing() as session:
        session.execute(delete(WaitingMail))
    people.correct(desk, audit.OPERATOR, ANNE, Person(ANNE, "Anne"), NOW)

    assert sessions.find(desk, token, NOW).name == "Anne"
    with desk.database.reading() as session:
        assert waiting(session) == []


def test_an_address_that_another_has_is_refused(desk):
    """Two users never share an address."""
    joined(desk)
    joined(desk, EVA, ADMIN)
    with pytest.raises(Refused, match="allerede") as raised:
        people.correct(desk, audit.OPERATOR, ANNE, Person(EVA), NOW)

    assert raised.value.field == "email"


def test_the_last_administrator_stays(desk):
    """The bank cannot be left without anybody who can let others in."""
    joined(desk, EVA, ADMIN)
    invited(desk, BO, ADMIN)  # who has not joined yet does not count
    for change in (
        lambda: people.disable(desk, audit.OPERATOR, EVA, NOW),
        lambda: people.change_rights(desk, audit.OPERATOR, EVA, EDITOR, NOW),
    ):
        with pytest.raises(Refused, match="mindst én administrator"):
            change()
    assert members(desk)[EVA].is_admin
    assert not members(desk)[EVA].is_disabled

    joined(desk, BO, ADMIN)
    assert people.disable(desk, audit.OPERATOR, EVA, NOW).is_disabled


@pytest.mark.parametrize("change", [people.disable, people.enable])
def test_a_user_who_is_not_there_is_told(desk, change):
    """A mistyped address changes nobody and is said to be unknown."""
    with pytest.raises(Refused, match="ingen bruger"):
        change(desk, audit.OPERATOR, BO, NOW)


def test_the_editors_of_an_area_are_those_who_can_review_it(desk):
    """Editors of the area or a broader one, editors of all, administrators; not the disabled or uninvited."""
    joined(desk, EVA, ADMIN)
    joined(desk, ANNE, EDITOR)
    joined(desk, BO, Rights(Role.EDITOR, areas=("genoptraening",)))
    joined(desk, "ida@bank.example", Rights(Role.EDITOR))
    joined(desk, "kim@nordby.example", CONTRIBUTOR)
    invited(desk, "liv@bank.example", EDITOR)
    joined(desk, "mia@bank.example", EDITOR)
    people.disable(desk, audit.OPERATOR, "mia@bank.example", NOW)

    with desk.database.reading() as session:
        found = [member.email for member in people.editors_of(session, ["hjemmepleje", "pleje-og-sundhed"])]

    assert found == [ANNE, EVA, "ida@bank.example"]
