"""Who follows what by mail: nothing before it is confirmed, at most one mail a day, nothing twice, ended by a click."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from kb.accounts import audit
from kb.accounts.audit import faults_in_trail
from kb.accounts.desk import Desk
from kb.accounts.models import Attempts, Key
from kb.accounts.periods import SUBSCRIBING_LASTS
from kb.accounts.refused import Refused
from kb.following.models import Followed, Follower
from kb.following.news_letters import Line, Section, news
from kb.following.notifying import new_lines, notify
from kb.following.subscribing import (
    Wish,
    ask,
    asked_for,
    confirm,
    end,
    followed_by,
    forget_follower,
    sweep,
)
from kb.mail.outbox import WaitingMail, waiting
from tests.databases import NOW

DAY = timedelta(days=1)
ANNE = "anne@nordby.example"
CONFIRM = re.compile(r"https://bank\.example/foelg/(\S+)/")
END = re.compile(r"https://bank\.example/afmeld/(\S+)/")


def wish(desk: Desk, what: str = "alt", email: str = ANNE, at=NOW, address: str = "10.0.0.1") -> None:
    ask(desk, Wish(email, what, "alt i banken", "da"), address, at)


def mails(desk: Desk) -> list[WaitingMail]:
    with desk.database.reading() as session:
        return waiting(session)


def follow(desk: Desk, what: str = "alt", email: str = ANNE, told=()) -> None:
    """Ask, and confirm by the link in the mail."""
    wish(desk, what, email)
    confirm(desk, CONFIRM.findall(mails(desk)[-1].text)[0], told, NOW)


def rows(desk: Desk, table) -> list:
    with desk.database.reading() as session:
        return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))


def line(name: str, day: date, *, is_listed: bool = True) -> Line:
    return Line(name, day.isoformat(), f"Nyt {name}", f"https://bank.example/{name}", is_listed)


def telling(*lines: Line):
    return lambda what, _: Section(what, lines) if what == "alt" else None


def test_nothing_is_sent_before_it_is_confirmed(desk: Desk) -> None:
    """The only mail is the one with the link; looking at the link uses nothing up."""
    wish(desk)
    (mail,) = mails(desk)
    (token,) = CONFIRM.findall(mail.text)

    assert (mail.recipient, mail.unsubscribe) == (ANNE, "")
    assert notify(desk, telling(line("a", NOW.date())), NOW + 2 * DAY) == ()
    assert [asked_for(desk, token, NOW) for _ in range(2)] == ["alt", "alt"]
    confirm(desk, token, (), NOW)
    with pytest.raises(Refused):
        confirm(desk, token, (), NOW)


def test_a_link_is_of_no_use_after_three_days(desk: Desk) -> None:
    """What was never confirmed is deleted then, address and all."""
    wish(desk)
    (token,) = CONFIRM.findall(mails(desk)[0].text)
    late = NOW + SUBSCRIBING_LASTS + timedelta(seconds=1)

    with pytest.raises(Refused):
        confirm(desk, token, (), late)
    sweep(desk, late)
    assert rows(desk, Follower) == rows(desk, Followed) == []


def test_what_is_new_is_told_once_and_at_most_once_a_day(desk: Desk) -> None:
    """The day of confirming is told the day after; a day counts when it is over, so nothing is left out."""
    follow(desk, told=["k1"])
    today, there = NOW.date(), line("k1", NOW.date() - 9 * DAY, is_listed=False)
    old, new = line("gammel", today - DAY), line("ny", today)

    assert notify(desk, telling(old, new, there), NOW) == ()
    (told,) = notify(desk, telling(old, new, there), NOW + DAY)
    assert (told.email, told.count) == (ANNE, 1)
    assert "Nyt ny\nhttps://bank.example/ny" in mails(desk)[-1].text
    assert "gammel" not in mails(desk)[-1].text
    late_call = line("k2", today - 30 * DAY, is_listed=False)
    assert notify(desk, telling(new, there, late_call), NOW + DAY + timedelta(hours=2)) == ()
    (told,) = notify(desk, telling(new, there, late_call), NOW + 2 * DAY)
    assert told.count == 1
    assert notify(desk, telling(new, there, late_call), NOW + 3 * DAY) == ()


def test_looking_at_what_would_be_sent_sends_nothing(desk: Desk) -> None:
    """It can be done again and again, and the real one still has all to do."""
    follow(desk)
    find = telling(line("ny", NOW.date()))

    assert notify(desk, find, NOW + DAY, only_show=True) == notify(desk, find, NOW + DAY, only_show=True)
    assert len(mails(desk)) == 1
    assert len(notify(desk, find, NOW + DAY)) == 1


@given(
    days=st.lists(st.integers(0, 20), max_size=12),
    runs=st.lists(st.integers(1, 20), min_size=1, max_size=8, unique=True).map(sorted),
)
def test_every_day_is_told_exactly_once(days, runs):
    """However seldom the command runs, each thing is told in one mail alone, and all of them by the last."""
    start = NOW.date()
    lines = [line(str(number), start + day * DAY) for number, day in enumerate(days)]
    until, told = start - DAY, []
    for run in runs:
        today = start + run * DAY
        there = [one for one in lines if one.date <= today.isoformat()]
        told += [one.id for one in new_lines(Section("", there), until, (), today).lines]
        until = today - DAY

    assert sorted(told) == sorted(one.id for one in lines if one.date < (start + runs[-1] * DAY).isoformat())


def test_two_things_that_are_followed_are_one_mail(desk: Desk) -> None:
    """What belongs to both stands once, and the mail can be ended by one click, which has its own address."""
    follow(desk)
    follow(desk, "omraade/pleje")
    shared = line("ny", NOW.date())
    notify(desk, lambda what, _: Section(what, [shared]), NOW + DAY)

    mail = mails(desk)[-1]
    assert mail.text.count("https://bank.example/ny") == 1
    assert END.fullmatch(mail.unsubscribe)
    assert mail.unsubscribe in mail.text


def test_ending_all_deletes_the_address_and_what_waits(desk: Desk) -> None:
    """Nothing of the follower is left but the mails that someone else is sent."""
    follow(desk)
    follow(desk, email="bo@nordby.example")
    notify(desk, telling(line("ny", NOW.date())), NOW + DAY)
    token = next(END.findall(m.text)[0] for m in mails(desk) if m.recipient == ANNE and m.unsubscribe)

    end(desk, token)

    assert [row.email for row in rows(desk, Follower)] == ["bo@nordby.example"]
    assert [m.recipient for m in mails(desk) if m.unsubscribe] == ["bo@nordby.example"]
    with pytest.raises(Refused):
        followed_by(desk, token)


def test_one_may_end_some_of_it(desk: Desk) -> None:
    """The rest goes on, and nobody else's can be ended by its number."""
    follow(desk)
    follow(desk, "omraade/pleje")
    follow(desk, email="bo@nordby.example")
    notify(desk, telling(line("ny", NOW.date())), NOW + DAY)
    (token,) = [END.findall(m.text)[0] for m in mails(desk) if m.recipient == ANNE and m.unsubscribe]
    numbers = [row.id for row in rows(desk, Followed)]

    end(desk, token, [numbers[0], numbers[2], 10**8])

    assert [row.id for row in rows(desk, Followed)] == numbers[1:]
    assert followed_by(desk, token) == ((numbers[1], "omraade/pleje"),)


@pytest.mark.parametrize("token", ["", "x", "x.y", "é", "a" * 5000])
def test_a_link_that_is_not_ours_ends_nothing(desk: Desk, token: str) -> None:
    """A handle that is not signed by us opens nothing, also where it is right."""
    follow(desk)
    (owner,) = rows(desk, Follower)

    for wrong in (token, owner.handle, f"{owner.handle}.x"):
        with pytest.raises(Refused):
            end(desk, wrong)
    assert len(rows(desk, Followed)) == 1


def test_asking_again_and_again_waits(desk: Desk) -> None:
    """After five mails to one address, or twenty from one place, nothing is sent and one must wait."""
    for _ in range(5):
        wish(desk)
    with pytest.raises(Refused) as caught:
        wish(desk, email=f" {ANNE.upper()} ")
    assert caught.value.retry_after > 0
    assert len(mails(desk)) == 5
    for number in range(15):
        wish(desk, email=f"{number}@nordby.example")
    with pytest.raises(Refused):
        wish(desk, email="ny@nordby.example")


def test_the_answer_does_not_tell_whether_an_address_is_known(desk: Desk) -> None:
    """Whoever follows already gets the same mail with a link; using it changes nothing."""
    follow(desk)
    (before,) = rows(desk, Followed)
    wish(desk)
    first, second = mails(desk)

    assert CONFIRM.sub("", first.text) == CONFIRM.sub("", second.text)
    confirm(desk, CONFIRM.findall(second.text)[0], ["x"], NOW + DAY)
    (after,) = rows(desk, Followed)
    assert (after.told_until, after.told) == (before.told_until, [])


def test_a_follower_is_forgotten(desk: Desk) -> None:
    """Address, what is followed, links, counters and waiting news go; the trail keeps a number and is whole."""
    follow(desk)
    wish(desk, "omraade/pleje")
    notify(desk, telling(line("ny", NOW.date())), NOW + DAY)

    assert forget_follower(desk, audit.OPERATOR, f" {ANNE.upper()}", NOW)
    assert not forget_follower(desk, audit.OPERATOR, ANNE, NOW)
    for table in (Follower, Followed):
        assert rows(desk, table) == []
    assert [key for key in rows(desk, Key) if key.used_at is None] == []
    assert len(rows(desk, Attempts)) == 1  # of the place it came from, which is no person
    assert mails(desk) == []
    with desk.database.reading() as session:
        assert list(faults_in_trail(session)) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600)


@given(title=TEXTS, count=st.integers(1, 60))
def test_any_words_make_a_mail(title, count):
    """Long titles are cut and long lists end in a number; nothing that is told makes a mail that is refused."""
    lines = [Line(str(number), "2026-01-01", title, "https://bank.example/x") for number in range(count)]
    letter = news(ANNE, "da", [Section("Alt", lines)] * 3, "https://bank.example/afmeld/x/")

    assert letter.text.count("https://bank.example/x\n") >= min(count, 20) - 1
    assert ("Og " in letter.text and f"Og {count - 20} mere" in letter.text) == (count > 20)
