"""Invented people of an invented bank, for the tests of accounts."""

from datetime import datetime

from kb.accounts import audit
from kb.accounts.changing_passwords import choose_password
from kb.accounts.desk import Desk
from kb.accounts.member import Member
from kb.accounts.models import Role
from kb.accounts.people import Rights, invite
from tests.databases import NOW

ANNE, BO, EVA = "anne@nordby.example", "bo@soender.example", "eva@bank.example"
PASSWORD = "hest batteri hæfte lampe"
ANOTHER = "gulv kaffe regn trappe"
HERE = "192.0.2.7"
CONTRIBUTOR = Rights(Role.CONTRIBUTOR, "nordby")
EDITOR = Rights(Role.EDITOR, areas=("hjemmepleje",))
ADMIN = Rights(Role.ADMIN)


def invited(desk: Desk, email: str = ANNE, rights: Rights = CONTRIBUTOR, now: datetime = NOW) -> str:
    """Invite somebody, and give the token in their mail."""
    link = invite(desk, audit.OPERATOR, email, rights, now).link
    return link.rstrip("/").rpartition("/")[2]


def joined(desk: Desk, email: str = ANNE, rights: Rights = CONTRIBUTOR, now: datetime = NOW) -> Member:
    """Invite somebody who chooses the password above."""
    return choose_password(desk, invited(desk, email, rights, now), PASSWORD, now).member
