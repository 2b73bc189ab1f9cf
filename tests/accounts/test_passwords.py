"""Which passwords are accepted: by length and by lists, never by composition."""

import threading
import time
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.accounts import passwords
from kb.accounts.passwords import hash_password, is_outdated, is_password, require_good
from kb.accounts.refused import Refused

ABOUT = ["anne.holm@nordby.example", "Anne Holm", "nordby", "Sønder IT"]
LISTED = files("kb.accounts").joinpath("common_passwords.txt").read_text("utf-8").split()


@pytest.mark.parametrize(
    "password",
    [
        "hest batteri hæfte lampe", "gulvkaffe", "kaffegulvregn", "ÆØÅæøåæøå", "пароль-для-банка", "x7#kQ2!p",
        "   mellemrum tæller   ", "🦊🐻🐼🐨🐯🦁🐮🐷", "a" * 20 + "bcdefgh" * 6, "tolv tegn ok", "'; DROP TABLE users",
    ],
)  # fmt: skip
def test_a_password_needs_no_particular_characters(password):
    """Small letters alone will do, and so will any other characters, blanks and signs."""
    require_good(password, ABOUT)

    assert is_password(password, hash_password(password))


@pytest.mark.parametrize(
    ("length", "good"), [(7, False), (8, True), (64, True), (128, True), (1000, True), (1001, False)]
)
def test_length_is_what_counts(length, good):
    """At least 8 characters, and 64 and far more are allowed."""
    password = ("kvajpmxø" * 200)[:length]
    if good:
        require_good(password)
    else:
        with pytest.raises(Refused) as raised:
            require_good(password)
        assert raised.value.field == "password"


def test_the_first_sentence_advises_fifteen():
    """Who chose too short a password reads what is needed and what is advised."""
    with pytest.raises(Refused, match=r"mindst 8 tegn\. Vi anbefaler 15"):
        require_good("kort")


def test_the_three_thousand_most_common_are_refused():
    """Every one of the listed passwords is refused, in any case, and with a year or sign after it."""
    assert len(LISTED) >= 3000
    for password in LISTED:
        for variant in (password, password.upper(), password.capitalize()):
            with pytest.raises(Refused):
                require_good(variant)
    for password in (
        "password2026!",
        "Sommer2026",
        "Velkommen1!",
        "!!fodbold99",
        "kodeord1234",
        "Qwertyuiop12",
    ):
        with pytest.raises(Refused, match="gættes først"):
            require_good(password)


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abababababab", "11111111", "1212121212"])
def test_repetition_is_refused(password):
    """One or two characters over and over are no password, however long."""
    with pytest.raises(Refused, match="gættes først"):
        require_good(password)


@pytest.mark.parametrize(
    "password",
    [
        "anneholm", "AnneHolm2026", "Nordby1234", "nordbykommune", "Efterprøvet1", "efterproevet", "Vidensbank26",
        "anne.holm@nordby.example", "kommune-nordby", "sønder2026", "Velfærdsteknologi",
    ],
)  # fmt: skip
def test_what_a_guesser_would_try_about_the_owner_is_refused(password):
    """Name, address, municipality, operator and the bank's own words make no password."""
    with pytest.raises(Refused, match="ud fra dit navn"):
        require_good(password, ABOUT)


def test_the_same_words_in_a_long_password_are_fine():
    """A passphrase may hold the name of one's town."""
    require_good("cykler altid hjem fra nordby", ABOUT)


@settings(max_examples=15)
@given(st.text(min_size=1, max_size=80), st.text(min_size=1, max_size=80))
def test_only_the_same_password_opens(password, other):
    """A hash is opened by its password and, but for letters written in two ways, by no other."""
    kept = hash_password(password)

    assert is_password(password, kept)
    assert is_password(other, kept) == (passwords._normal(other) == passwords._normal(password))
    assert password not in kept or len(password) < 4


def test_a_password_typed_on_another_keyboard_is_the_same():
    """An å written as one character or as a and a ring is the same å."""
    assert is_password("bla\u030abærgrød", hash_password("bl\u00e5bærgrød"))


def test_two_equal_passwords_are_kept_differently():
    """Who reads the table cannot see who shares a password."""
    assert hash_password("hest batteri") != hash_password("hest batteri")


@pytest.mark.parametrize("kept", [None, "", "x", "$argon2id$v=19$m=1,t=1,p=1$x$y"])
def test_without_a_hash_nothing_opens(kept):
    """A user without a password, or with a damaged hash, is not let in, not even by the empty password."""
    assert not is_password("", kept)
    assert not is_password("hest batteri", kept)


@pytest.mark.slow
def test_a_hash_is_as_dear_as_advised():
    """A hash names its cost: argon2id, 19 MiB, two passes, one lane."""
    assert hash_password("hest batteri").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_hash_of_today_is_not_outdated():
    """A hash made with other parameters is made anew at the next sign-in."""
    assert not is_outdated(hash_password("hest batteri"))
    assert is_outdated("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAAAAAAAA")


def test_at_most_two_are_hashed_at_once(monkeypatch):
    """Many sign-ins at once take turns, so that memory and cores are left for readers."""
    at_work, most = [], []

    class Watched:
        def hash(self, password):
            at_work.append(1)
            most.append(len(at_work))
            time.sleep(0.02)
            at_work.pop()

    monkeypatch.setattr(passwords, "_HASHER", Watched())
    threads = [threading.Thread(target=hash_password, args=("x",)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(most) == 10
    assert max(most) <= 2


def test_who_waits_too_long_for_a_turn_is_told(monkeypatch):
    """When everybody signs in at once, the last are asked to try again, and when."""
    monkeypatch.setattr(passwords, "PATIENCE", 0.01)
    with passwords._in_turn(), passwords._in_turn(), pytest.raises(Refused, match="Prøv igen") as raised:
        hash_password("x")

    assert raised.value.retry_after > 0
