"""The links in mails: they work once, for their purpose, for a time, and only as they were written."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kb.accounts import keys
from kb.accounts.models import Key
from kb.accounts.refused import Refused
from tests.databases import NOW

SECRET = b"s" * 64
SOON = NOW + timedelta(hours=1)


def issued(database, purpose="reminder", subject="skaermbesoeg/2026-nordby", expires_at=SOON):
    with database.writing() as session:
        return keys.issue(session, SECRET, purpose, expires_at, subject=subject)


def opened(database, token, purposes=("reminder",), now=NOW, secret=SECRET):
    with database.reading() as session:
        return keys.find(session, secret, token, purposes, now).subject


def used(database, token, now=NOW):
    with database.writing() as session:
        keys.use(session, keys.find(session, SECRET, token, ("reminder",), now), now)


def refusal(ask, *arguments, **options):
    with pytest.raises(Refused) as raised:
        ask(*arguments, **options)
    return str(raised.value)


def test_a_key_opens_what_it_was_made_for(database):
    """A key gives its subject, however often one looks."""
    token = issued(database)

    assert opened(database, token) == opened(database, token) == "skaermbesoeg/2026-nordby"


def test_a_key_works_once(database):
    """A used key opens nothing more."""
    token = issued(database)
    used(database, token)

    assert "virker ikke længere" in refusal(opened, database, token)
    assert "virker ikke længere" in refusal(used, database, token)


def test_of_two_who_use_a_key_at_once_one_is_refused(database):
    """Two browsers that both found the key unused cannot both use it."""
    token = issued(database)
    with database.reading() as session:
        key = keys.find(session, SECRET, token, ("reminder",), NOW)
    used(database, token)

    with pytest.raises(Refused), database.writing() as session:
        keys.use(session, key, NOW)


def test_every_refusal_says_the_same(database):
    """Used, too old, for another purpose, from another bank, or made up: the answer tells no difference."""
    spent, old, other, foreign = (issued(database, subject=str(number)) for number in range(4))
    used(database, spent)
    refusals = {
        refusal(opened, database, spent),
        refusal(opened, database, old, now=SOON),
        refusal(opened, database, other, purposes=("invitation", "reset")),
        refusal(opened, database, foreign, secret=b"t" * 64),
        refusal(opened, database, "x.y"),
        refusal(opened, database, ""),
    }

    assert len(refusals) == 1


def test_a_key_lasts_until_its_moment(database):
    """A key works to the last second before it expires."""
    token = issued(database)

    assert opened(database, token, now=SOON - timedelta(seconds=1))
    assert refusal(opened, database, token, now=SOON)


def test_a_new_key_makes_the_earlier_one_void(database):
    """Of two links to the same, only the newest works; links to something else go on working."""
    first, other = issued(database), issued(database, subject="vendehjem/2026-nordby")
    second = issued(database)

    assert refusal(opened, database, first)
    assert opened(database, second)
    assert opened(database, other)


def test_the_table_does_not_hold_the_key(database):
    """Who reads the table cannot open anything with what it holds."""
    token = issued(database)
    with database.reading() as session:
        row = session.scalars(select(Key)).one()
        held = str(vars(row))

    assert token not in held
    assert token.partition(".")[0] not in held
    assert refusal(opened, database, row.token_digest)


@given(st.integers(0, 70), st.characters(exclude_categories=["Cs"]))
def test_a_key_with_a_changed_character_is_refused(place, letter):
    """A signature belongs to exactly one token: a change anywhere is seen before the database is asked."""
    token = keys._signer(SECRET).sign("a" * 43).decode()
    changed = f"{token[:place]}{letter}{token[place + 1 :]}"
    if changed == token:
        return

    assert refusal(keys.find, None, SECRET, changed, ("reminder",), NOW)


def test_old_keys_are_swept_away(database):
    """A key of no use goes a month after it expired."""
    issued(database)
    for days, left in ((30, 1), (31, 0)):
        with database.writing() as session:
            keys.sweep(session, SOON + timedelta(days=days))
        with database.reading() as session:
            assert len(session.scalars(select(Key)).all()) == left
