"""On which days the content changed and how its files were then: read from git, never written here.

Nothing here follows what the content says, and git is kept from running programs, reaching the network
and asking questions.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from threading import Timer
from typing import IO

from kb.history.git import GIT, HistoryUnreadable, ask, environment

SECONDS_OF_READING = 600
MOST_DAYS = 1_000
MOST_VERSIONS = 50_000
LARGEST_FILE = 1_000_000
REGULAR_FILES = (b"100644", b"100755")
ASKED_FIRST = ("--is-inside-work-tree", "--is-shallow-repository", "--verify", "HEAD")
OBJECT_ID = re.compile(r"[0-9a-f]{40,64}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ReadBlob = Callable[[str], bytes]


class Reach(StrEnum):
    """How far back the history of the content could be read."""

    WHOLE = "hele-historien"
    CUT = "de-nyeste-dage"
    SHALLOW = "afkortet-kopi"
    NONE = "uden-git"
    FAILED = "kunne-ikke-laeses"


@dataclass(frozen=True)
class Day:
    """What a day changed: the id of each file's blob, by path below the content folder; None when it went."""

    date: str
    changes: Mapping[str, str | None]


@dataclass(frozen=True)
class History:
    """The days on which the content changed, oldest first; the first holds every file there was."""

    reach: Reach
    days: tuple[Day, ...] = ()


def read_history(folder: Path, until: str) -> History:
    """List the days of the first-parent history of a folder up to a day, an ISO date."""
    try:
        is_inside, is_shallow, _ = ask(folder, "rev-parse", *ASKED_FIRST).decode().split()
    except (HistoryUnreadable, ValueError):
        return History(Reach.NONE)
    if is_shallow == "true" or is_inside != "true":
        return History(Reach.SHALLOW if is_shallow == "true" else Reach.NONE)
    try:
        return _read_days(folder, until)
    except HistoryUnreadable:
        return History(Reach.FAILED)


def _read_days(folder: Path, until: str) -> History:
    log = ask(folder, "log", "--first-parent", "--format=%T %cs", "-z").decode("ascii", "replace")
    trees = last_of_each_day(log.split("\0"), until)
    empty_tree = ask(folder, "hash-object", "-t", "tree", "--stdin").decode().strip()
    kept = trees[-MOST_DAYS:]
    found = _differences(folder, [empty_tree, *(tree for tree, _ in kept)])
    changed = [Day(date, changes) for (_, date), changes in zip(kept, found, strict=True) if changes]
    days = within_bounds(changed)
    if not days:
        return History(Reach.NONE)
    is_cut = len(trees) > len(kept) or len(days) < len(changed)
    return History(Reach.CUT if is_cut else Reach.WHOLE, tuple(days))


def last_of_each_day(log: list[str], until: str) -> list[tuple[str, str]]:
    """Keep the tree of the last commit of each day, oldest first; `log` is newest first.

    A commit whose clock was ahead of the one after it, or of `until`, belongs to that one's day.
    """
    trees: list[tuple[str, str]] = []
    day = until
    for entry in log:
        tree, _, date = entry.partition(" ")
        if not OBJECT_ID.fullmatch(tree):
            continue
        day = min(day, date) if DAY.fullmatch(date) else day
        if not trees or trees[-1][1] != day:
            trees.append((tree, day))
    return trees[::-1]


def _differences(folder: Path, trees: list[str]) -> list[dict[str, str | None]]:
    """List what changed below the folder from each tree to the next."""
    pairs = "".join(f"{old} {new}\n" for old, new in pairwise(trees))
    options = ("--stdin", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", "--relative")
    return parse_differences(ask(folder, "diff-tree", *options, asked=pairs.encode()))


def parse_differences(output: bytes) -> list[dict[str, str | None]]:
    """Read what `git diff-tree` writes: a line that names two trees, and after it the files that differ."""
    found: list[dict[str, str | None]] = []
    place = 0
    while place < len(output):
        if output[place : place + 1] != b":":
            place = output.index(b"\n", place) + 1
            found.append({})
            continue
        end = output.index(b"\0", place)
        path_end = output.index(b"\0", end + 1)
        _, mode, _, blob, _ = output[place + 1 : end].split(b" ")
        path = output[end + 1 : path_end].decode("utf-8", "surrogateescape")
        found[-1][path] = blob.decode() if mode in REGULAR_FILES else None
        place = path_end + 1
    return found


def within_bounds(days: list[Day]) -> list[Day]:
    """Keep the newest days whose files can be read in reasonable time; older ones become one first day."""
    versions, first = 0, len(days)
    while first > 0 and (first == len(days) or versions + len(days[first - 1].changes) <= MOST_VERSIONS):
        first -= 1
        versions += len(days[first].changes)
    if first == 0:
        return days
    state: dict[str, str | None] = {}
    for day in days[: first + 1]:
        state |= day.changes
    there = {path: blob for path, blob in state.items() if blob}
    return [Day(days[first].date, there), *days[first + 1 :]]


@contextmanager
def open_blobs(folder: Path) -> Iterator[ReadBlob]:
    """Open git's objects for reading: each by id, and empty where it is larger than a record can be.

    Raise HistoryUnreadable where one cannot be read or time is up.
    """
    try:
        process = subprocess.Popen(
            [*GIT, "cat-file", "--batch"],
            cwd=folder,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise HistoryUnreadable from error
    timer = Timer(SECONDS_OF_READING, process.kill)
    timer.start()
    try:
        yield lambda blob: _read_blob(process, blob)
    finally:
        timer.cancel()
        process.kill()
        with suppress(OSError):  # what was not sent before git ended is lost, and nobody waits for it
            process.communicate()


def _read_blob(process: subprocess.Popen[bytes], blob: str) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise HistoryUnreadable
    try:
        process.stdin.write(f"{blob}\n".encode())
        process.stdin.flush()
        _, kind, size = process.stdout.readline().split()
        content = _read_exactly(process.stdout, int(size))
    except (OSError, ValueError) as error:
        raise HistoryUnreadable from error
    if kind != b"blob" or process.stdout.read(1) != b"\n":
        raise HistoryUnreadable
    return content


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    """Read an object to its end; one that is too large is passed over."""
    if size <= LARGEST_FILE:
        content = stream.read(size)
        if len(content) < size:
            raise HistoryUnreadable
        return content
    while size > 0 and (piece := stream.read(min(size, LARGEST_FILE))):
        size -= len(piece)
    return b""
