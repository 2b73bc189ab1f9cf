"""How guessing is slowed: failures are counted in the database, for the account and for the address."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kb.accounts.models import Attempts
from kb.accounts.periods import FAILURES_KEPT
from kb.accounts.secret import keyed_digest


@dataclass(frozen=True)
class Limit:
    """How many failures are free, how long the next one waits, and when all is forgotten.

    Each failure after the free ones doubles the wait, from `first` to `longest`.
    """

    what: str
    free: int
    first: timedelta
    longest: timedelta
    forgotten: timedelta


ACCOUNT = Limit("account", 5, timedelta(seconds=30), timedelta(minutes=15), FAILURES_KEPT)
# A whole town hall may share one address, so it is forgiven sooner.
ADDRESS = Limit("address", 9, timedelta(seconds=10), timedelta(minutes=5), timedelta(minutes=15))
RESET = Limit("reset", 3, timedelta(minutes=15), timedelta(hours=6), FAILURES_KEPT)
RESET_ADDRESS = Limit("reset address", 20, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1))
FOLLOW = Limit("follow", 5, timedelta(minutes=15), timedelta(hours=6), FAILURES_KEPT)
FOLLOW_ADDRESS = Limit("follow address", 20, timedelta(minutes=1), timedelta(hours=1), timedelta(hours=1))
OF_PEOPLE = (ACCOUNT, RESET, FOLLOW)


@dataclass(frozen=True)
class Counter:
    """One thing that is counted under one limit."""

    limit: Limit
    key: str


def counter(secret: bytes, limit: Limit, of: str) -> Counter:
    """Name a counter, such as that of an account; what it counts cannot be read from the table."""
    return Counter(limit, keyed_digest(secret, limit.what, of))


def begin(session: Session, counters: Sequence[Counter], now: datetime) -> int:
    """Count an attempt as failed before it is made, and return 0; or the seconds to wait, counting nothing.

    Counted first, so that a hundred at once are not all let through.
    """
    rows = [_row(session, each, now) for each in counters]
    waits = [
        row.blocked_until - now
        for each, row in zip(counters, rows, strict=True)
        if row.failures >= each.limit.free and row.blocked_until > now
    ]
    if waits:
        return max(1, -int(-max(waits).total_seconds() // 1))
    for each, row in zip(counters, rows, strict=True):
        row.failures += 1
        row.last_at = now
        row.blocked_until = now + _wait(each.limit, row.failures)
    return 0


def succeed(
    session: Session, cleared: Iterable[Counter], given_back: Iterable[Counter], now: datetime
) -> None:
    """Clear some counters, and take back the attempt that `begin` counted on others."""
    for each in cleared:
        row = _row(session, each, now)
        row.failures = 0
    for each in given_back:
        row = _row(session, each, now)
        row.failures = max(0, row.failures - 1)
        row.blocked_until = row.last_at + _wait(each.limit, row.failures)


def sweep(session: Session, now: datetime) -> None:
    """Drop the counters that nobody will ask for again."""
    session.execute(delete(Attempts).where(Attempts.last_at < now - FAILURES_KEPT))


def _row(session: Session, each: Counter, now: datetime) -> Attempts:
    """Give a counter, locked; it is made where there is none, and begins anew where all is forgotten."""
    row = session.get(Attempts, each.key, with_for_update=True)
    while row is None:
        _make(session, each, now)
        row = session.get(Attempts, each.key, with_for_update=True)
    if row.last_at < now - each.limit.forgotten:
        row.failures = 0
    return row


def _make(session: Session, each: Counter, now: datetime) -> None:
    """Make a counter, unless another makes it at the same moment."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(Attempts(key=each.key, failures=0, last_at=now, blocked_until=now))


def _wait(limit: Limit, failures: int) -> timedelta:
    if failures < limit.free:
        return timedelta(0)
    doubled: int = 2 ** min(failures - limit.free, 20)
    return min(limit.longest, limit.first * doubled)
