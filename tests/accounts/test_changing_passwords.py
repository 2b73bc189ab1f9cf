"""Choosing a password: by invitation, when it was forgotten, and by oneself."""

from datetime import timedelta

import pytest

from kb.accounts import audit, people
from kb.accounts.changing_passwords import ask_for_reset, change_password, choose_password, owner_of_key
from kb.accounts.refused import Refused
from kb.accounts.signing_in import sign_in
from kb.mail.outbox import waiting
from tests.accounts.people import ADMIN, ANNE, ANOTHER, BO, EVA, HERE, PASSWORD, invited, joined
from tests.databases import NOW


def mails(desk, to=ANNE):
    with desk.database.reading() as session:
        return [mail for mail in waiting(session) if mail.recipient == to]


def mailed_token(desk, to=ANNE):
    return mails(desk, to)[-1].text.partition("/adgang/")[2].partition("/")[0]


def test_an_invitation_is_mailed_and_leads_in(desk):
    """Who is invited gets one mail with a link, chooses a password, and is signed in."""
    invited(desk)
    mail = mails(desk)[0]
    token = mailed_token(desk)

    assert mail.subject == "Du er inviteret til Efterprøvet"
    assert f"https://bank.example/adgang/{token}/" in mail.text
    assert owner_of_key(desk, token, NOW).email == ANNE
    assert choose_password(desk, token, PASSWORD, NOW).member.email == ANNE
    assert sign_in(desk, ANNE, PASSWORD, HERE, NOW)


def test_looking_at_the_page_does_not_use_the_link_up(desk):
    """A mail program that opens links to check them spoils nothing."""
    token = invited(desk)
    for _ in range(3):
        owner_of_key(desk, token, NOW)

    assert choose_password(desk, token, PASSWORD, NOW)
    with pytest.raises(Refused, match="virker ikke længere"):
        choose_password(desk, token, ANOTHER, NOW)


@pytest.mark.parametrize("password", ["kort", "password1", "nordby2026", "anne1234"])
def test_a_bad_password_is_refused_and_the_link_still_works(desk, password):
    """Who chose badly is told why, and tries again with the same link."""
    token = invited(desk)
    with pytest.raises(Refused) as raised:
        choose_password(desk, token, password, NOW)

    assert raised.value.field == "password"
    assert choose_password(desk, token, PASSWORD, NOW)


def test_an_invitation_lasts_two_weeks(desk):
    """After 14 days the link is of no use, and a new invitation can be sent."""
    token = invited(desk)
    with pytest.raises(Refused):
        owner_of_key(desk, token, NOW + timedelta(days=14))

    again = invited(desk, now=NOW + timedelta(days=14))
    assert choose_password(desk, again, PASSWORD, NOW + timedelta(days=15))


def test_a_forgotten_password_is_replaced_by_mail(desk):
    """A reset link lasts an hour, and the old password is then of no use."""
    joined(desk)
    ask_for_reset(desk, ANNE.upper(), HERE, NOW)
    token = mailed_token(desk)
    with pytest.raises(Refused):
        owner_of_key(desk, token, NOW + timedelta(hours=1))

    choose_password(desk, token, ANOTHER, NOW + timedelta(minutes=59))

    assert sign_in(desk, ANNE, ANOTHER, HERE, NOW)
    with pytest.raises(Refused):
        sign_in(desk, ANNE, PASSWORD, HERE, NOW)


def test_asking_says_the_same_whoever_asks(desk):
    """Known, unknown, disabled: the same silence; only a known, open account gets a mail."""
    joined(desk, EVA, ADMIN)
    joined(desk)
    joined(desk, BO)
    people.disable(desk, audit.OPERATOR, BO, NOW)
    before = {email: len(mails(desk, email)) for email in (ANNE, BO, "ingen@nordby.example")}

    answers = [ask_for_reset(desk, email, HERE, NOW) for email in before]

    assert answers == [None, None, None]
    assert {email: len(mails(desk, email)) - count for email, count in before.items()} == {
        ANNE: 1,
        BO: 0,
        "ingen@nordby.example": 0,
    }


@pytest.mark.parametrize("email", [ANNE, "ingen@nordby.example"])
def test_nobodys_mailbox_is_filled(desk, email):
    """Three resets are mailed; then one must wait a quarter of an hour, unknown users likewise."""
    joined(desk)
    before = len(mails(desk))
    for _ in range(3):
        ask_for_reset(desk, email, HERE, NOW)
    with pytest.raises(Refused) as raised:
        ask_for_reset(desk, email, "203.0.113.9", NOW)

    assert raised.value.retry_after == 15 * 60
    assert len(mails(desk)) - before == (3 if email == ANNE else 0)


def test_a_reset_opens_an_account_that_was_guessed_at(desk):
    """Who was slowed by somebody else's guessing chooses a new password and is in."""
    joined(desk)
    for number in range(6):
        with pytest.raises(Refused):
            sign_in(desk, ANNE, "forkert", f"198.51.100.{number}", NOW)
    ask_for_reset(desk, ANNE, HERE, NOW)
    choose_password(desk, mailed_token(desk), ANOTHER, NOW)

    assert sign_in(desk, ANNE, ANOTHER, HERE, NOW)


def test_a_changed_password_is_told_by_mail(desk):
    """Who did not change it themselves learns of it, with the way to take the account back."""
    member = joined(desk)
    change_password(desk, member, PASSWORD, ANOTHER, NOW)

    assert mails(desk)[-1].subject == "Din adgangskode til Efterprøvet er ændret"
    assert "https://bank.example/glemt-adgangskode/" in mails(desk)[-1].text
    assert sign_in(desk, ANNE, ANOTHER, HERE, NOW)


def test_changing_needs_the_old_password_and_guessing_it_is_slowed(desk):
    """Somebody at an open screen cannot take the account over, nor guess for long."""
    member = joined(desk)
    answers = []
    for _ in range(6):
        with pytest.raises(Refused) as raised:
            change_password(desk, member, "forkert", ANOTHER, NOW)
        answers.append(raised.value)

    assert [error.field for error in answers] == ["old_password"] * 5 + [""]
    assert answers[5].retry_after == 30


def test_a_bad_new_password_costs_nothing(desk):
    """Who chooses badly seven times has not guessed seven times."""
    member = joined(desk)
    for _ in range(7):
        with pytest.raises(Refused) as raised:
            change_password(desk, member, PASSWORD, "kort", NOW)
        assert raised.value.field == "password"

    assert change_password(desk, member, PASSWORD, ANOTHER, NOW)


def test_a_changed_password_makes_earlier_links_void(desk):
    """A reset link asked for by a thief is of no use once the owner has chosen anew."""
    member = joined(desk)
    ask_for_reset(desk, ANNE, HERE, NOW)
    token = mailed_token(desk)
    change_password(desk, member, PASSWORD, ANOTHER, NOW)

    with pytest.raises(Refused, match="virker ikke længere"):
        choose_password(desk, token, PASSWORD, NOW)


def test_an_english_speaker_is_written_to_in_english_pages(desk):
    """The link of somebody who reads English leads to the English page."""
    invitation = people.invite(desk, audit.OPERATOR, ANNE, ADMIN, NOW, language="en")

    assert invitation.link.startswith("https://bank.example/en/adgang/")
