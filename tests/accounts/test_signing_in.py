"""Signing in: guessing is slowed and told apart from nothing, for known and unknown users alike."""

from datetime import timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import select

from kb.accounts import audit, people, periods
from kb.accounts.desk import Desk
from kb.accounts.models import Attempts, User
from kb.accounts.refused import Refused
from kb.accounts.signing_in import sign_in
from kb.db.database import Database
from tests.accounts.people import ADMIN, ANNE, EVA, HERE, PASSWORD, invited, joined
from tests.databases import NOW

UNKNOWN = "ingen@nordby.example"


def refusal(desk, email=ANNE, password="forkert kodeord", address=HERE, now=NOW):
    with pytest.raises(Refused) as raised:
        sign_in(desk, email, password, address, now)
    return raised.value


@pytest.mark.parametrize("email", [ANNE, ANNE.upper(), f"  {ANNE} "])
def test_the_right_password_signs_in(desk, email):
    """The address may be written in capitals and with blanks around it."""
    member = joined(desk)

    assert sign_in(desk, email, PASSWORD, HERE, NOW).member == member


@pytest.mark.parametrize(
    "password", ["", " ", PASSWORD.upper(), f"{PASSWORD} ", PASSWORD[:-1], "x" * 100_000]
)
def test_a_wrong_password_does_not(desk, password):
    """Nothing is trimmed, cut or made alike."""
    joined(desk)

    assert str(refusal(desk, password=password)) == "Mailadressen eller adgangskoden er forkert."


def test_unknown_uninvited_and_disabled_users_get_the_same_answer(desk):
    """From the answer nobody learns who has an account, or in what state."""
    joined(desk, EVA, ADMIN)
    joined(desk)
    invited(desk, "bo@soender.example")
    people.disable(desk, audit.OPERATOR, ANNE, NOW)
    asked = [
        ("\0\ud800", PASSWORD),
        (EVA, "\ud800\0"),
        (EVA, "forkert"),
        (UNKNOWN, PASSWORD),
        ("bo@soender.example", PASSWORD),
        (ANNE, PASSWORD),
        ("", ""),
    ]

    refusals = {
        (str(error), error.field, error.retry_after, str(error.facts))
        for error in (
            refusal(desk, email, password, f"192.0.2.{number}")
            for number, (email, password) in enumerate(asked)
        )
    }

    assert len(refusals) == 1


def test_an_unknown_user_costs_the_same_work(desk, monkeypatch):
    """Known or not, one hash of the same cost is worked out, so that the time of an answer tells nothing."""
    joined(desk)
    costs, verify = [], PasswordHasher.verify

    def noting(self, kept, password):
        costs.append(extract_parameters(kept))
        return verify(self, kept, password)

    monkeypatch.setattr(PasswordHasher, "verify", noting)
    refusal(desk)
    refusal(desk, UNKNOWN)

    known, unknown = costs
    assert known == unknown


@pytest.mark.parametrize("email", [ANNE, UNKNOWN])
def test_one_account_from_many_addresses_is_slowed_from_the_sixth(desk, email):
    """Twenty wrong guesses at one account, each from another address: five are checked, then one must wait."""
    joined(desk)
    answers = [refusal(desk, email, address=f"198.51.100.{number}") for number in range(20)]

    assert [error.retry_after > 0 for error in answers] == [False] * 5 + [True] * 15
    assert answers[5].retry_after == 30
    assert str(answers[5]) == "Der er forsøgt for mange gange. Vent lidt, og prøv igen."


def test_even_the_right_password_waits(desk):
    """While an account is slowed a guess is not checked, so that guessing gains nothing."""
    joined(desk)
    for number in range(5):
        refusal(desk, address=f"198.51.100.{number}")

    assert refusal(desk, password=PASSWORD).retry_after == 30
    assert sign_in(desk, ANNE, PASSWORD, HERE, NOW + timedelta(seconds=30))


def test_each_further_guess_waits_twice_as_long(desk):
    """After the fifth: 30 s, 1, 2, 4, 8 and then 15 minutes for each; a day of guessing is about a hundred."""
    joined(desk)
    for number in range(4):
        refusal(desk, address=f"198.51.100.{number}")
    moment, waits = NOW, []
    for number in range(8):
        refusal(desk, address=f"203.0.113.{number}", now=moment)
        waits.append(refusal(desk, address=f"203.0.113.{number}", now=moment).retry_after)
        moment += timedelta(seconds=waits[-1])

    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


def test_many_accounts_from_one_address_are_slowed_from_the_tenth(desk):
    """A hundred accounts tried from one address: nine are checked, then the address waits."""
    answers = [refusal(desk, f"nr{number}@nordby.example") for number in range(100)]

    assert [error.retry_after > 0 for error in answers] == [False] * 9 + [True] * 91
    assert refusal(desk, "en.anden@nordby.example", address="203.0.113.9").retry_after == 0


def test_a_whole_town_hall_can_sign_in_from_one_address(desk):
    """Signing in rightly costs an address nothing, so that colleagues are not slowed by each other."""
    for number in range(11):
        joined(desk, f"nr{number}@nordby.example")
    for number in range(11):
        assert sign_in(desk, f"nr{number}@nordby.example", PASSWORD, HERE, NOW)


def test_signing_in_clears_the_account_but_not_the_address(desk):
    """Who guesses at others cannot win new guesses by signing in as themselves in between."""
    joined(desk)
    for number in range(8):
        refusal(desk, f"nr{number}@nordby.example")
        assert sign_in(desk, ANNE, PASSWORD, HERE, NOW)
    refusal(desk, "nr9@nordby.example")

    assert refusal(desk, "nr10@nordby.example").retry_after > 0


def test_the_counter_survives_a_restart(desk, config):
    """A restarted server, or another one with the same database, counts on."""
    joined(desk)
    for number in range(5):
        refusal(desk, address=f"198.51.100.{number}")
    desk.database.close()
    again = Desk(config, Database(config))

    assert refusal(again, address="203.0.113.9").retry_after == 30
    again.database.close()


def test_failures_are_forgotten_after_a_day(desk):
    """A user who mistyped five times yesterday begins anew."""
    joined(desk)
    for number in range(5):
        refusal(desk, address=f"198.51.100.{number}")

    assert refusal(desk, now=NOW + timedelta(hours=25)).retry_after == 0
    assert refusal(desk, now=NOW + timedelta(hours=25)).retry_after == 0


def test_the_counters_hold_no_address(desk):
    """What was typed, perhaps a stranger's address, stands in no table; counters go when they are old."""
    joined(desk)
    refusal(desk, UNKNOWN)
    with desk.database.reading() as session:
        rows = session.scalars(select(Attempts)).all()
    assert rows
    assert not any(part in str(vars(row)) for row in rows for part in ("ingen", HERE))

    sign_in(desk, ANNE, PASSWORD, HERE, NOW + 2 * periods.FAILURES_KEPT)
    with desk.database.reading() as session:
        assert not session.scalars(select(Attempts).where(Attempts.failures > 0)).all()


def test_an_outdated_hash_is_made_anew(desk):
    """When the parameters of hashing grow, each password is hashed anew at the next sign-in."""
    joined(desk)
    from argon2 import PasswordHasher

    with desk.database.writing() as session:
        user = session.scalars(select(User)).one()
        user.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
        old = user.password_hash

    assert sign_in(desk, ANNE, PASSWORD, HERE, NOW)
    with desk.database.reading() as session:
        assert session.scalars(select(User)).one().password_hash != old
    assert sign_in(desk, ANNE, PASSWORD, HERE, NOW)


def test_signing_in_puts_off_the_day_one_is_forgotten(desk):
    """A user is kept for two years from the last time they signed in."""
    joined(desk)
    member = sign_in(desk, ANNE, PASSWORD, HERE, NOW + timedelta(days=100)).member

    assert member.delete_on == (NOW + timedelta(days=830)).date()
