"""Which passwords are accepted, and how they are kept: long enough, not common, as argon2 hashes."""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kb.accounts.refused import Refused
from kb.records.marks import N_

SHORTEST, ADVISED, LONGEST = 8, 15, 1000
_AT_ONCE = threading.BoundedSemaphore(2)  # each takes 19 MiB and a core
PATIENCE = 10  # seconds
OURS = ("efterprøvet", "efterproevet", "vidensbank", "kommune", "velfærdsteknologi", "adgangskode", "kodeord")
TOO_SHORT = N_(
    "Adgangskoden skal være på mindst %(shortest)s tegn. Vi anbefaler %(advised)s: fx tre-fire ord."
)
TOO_LONG = N_("Adgangskoden må højst være på %(longest)s tegn.")
TOO_COMMON = N_("Adgangskoden står på lister over dem, der gættes først. Vælg en anden, fx tre-fire ord.")
TOO_NEAR = N_("Adgangskoden er for let at gætte ud fra dit navn, din kommune eller banken. Vælg en anden.")
BUSY = N_("Der er mange, der logger ind lige nu. Prøv igen om lidt.")

# The least that OWASP advises (2025): 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def require_good(password: str, about: Iterable[str] = ()) -> None:
    """Raise Refused where a password is short, common, or made of words about its owner or the bank."""
    text = _normal(password)
    if len(text) < SHORTEST:
        raise Refused(TOO_SHORT, field="password", shortest=SHORTEST, advised=ADVISED)
    if len(text) > LONGEST:
        raise Refused(TOO_LONG, field="password", longest=LONGEST)
    lowered = text.casefold()
    if len(set(lowered)) <= 2 or lowered in _common() or _core(lowered) in _common():
        raise Refused(TOO_COMMON, field="password")
    if _left_without(lowered, _words(about)) < SHORTEST - 2:
        raise Refused(TOO_NEAR, field="password")


def hash_password(password: str) -> str:
    """Make the hash that is kept."""
    with _in_turn():
        return _HASHER.hash(_hashable(password))


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether a password is the kept one; as slowly when none is kept, so that time tells nothing."""
    with _in_turn():
        try:
            return _HASHER.verify(kept or _nobody(), _hashable(password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a hash was made with other parameters than today's."""
    return _HASHER.check_needs_rehash(kept)


@contextmanager
def _in_turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=PATIENCE):
        raise Refused(BUSY, retry_after=PATIENCE)
    try:
        yield
    finally:
        _AT_ONCE.release()


@cache
def _nobody() -> str:
    return _HASHER.hash("")


@cache
def _common() -> frozenset[str]:
    return frozenset(files("kb.accounts").joinpath("common_passwords.txt").read_text("utf-8").split())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _hashable(password: str) -> bytes:
    return _normal(password)[: LONGEST + 1].encode(errors="surrogatepass")


def _core(lowered: str) -> str:
    """Take up to six characters that are no letters from the ends: `sommer` of `sommer2026!`."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", lowered)
    return core if len(lowered) - len(core) <= 6 else lowered


def _words(about: Iterable[str]) -> list[str]:
    """List the words that a guesser would begin with, the longest first."""
    own = (word for text in about for word in re.split(r"[\W\d_]+", _normal(text).casefold()))
    return sorted({word for word in (*own, *OURS) if len(word) >= 4}, key=len, reverse=True)


def _left_without(lowered: str, words: Iterable[str]) -> int:
    """Count the characters that are left when the words are taken out."""
    for word in words:
        lowered = lowered.replace(word, "")
    return len(lowered)
