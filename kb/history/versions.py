"""The versions of one file: when it changed, how the change came in, and how it read then.

Names of people never come out: a change says whether it came by the form, from the bank itself, or by git.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from kb.history.git import HistoryUnreadable, ask

MOST = 200
BETWEEN, END = "\x1f", "\x1e"
FORMAT = BETWEEN.join(("%H", "%cs", "%(trailers:key=Submission-Id,valueonly,separator=%x20)", "%an")) + END
COMMIT = re.compile(r"[0-9a-f]{40,64}")
LARGEST = 1_000_000


@dataclass(frozen=True)
class Version:
    """One version of a file: the commit, its day (ISO), and whose word it was where it came by the form."""

    commit: str
    day: str
    role: str = ""


def versions_of(folder: Path, path: str) -> tuple[Version, ...]:
    """List the versions of a file below the folder, the newest first; none where git cannot tell."""
    try:
        command = ("log", "--first-parent", f"--max-count={MOST}", f"--format={FORMAT}", "--", path)
        log = ask(folder, *command).decode("utf-8", "replace")
    except HistoryUnreadable:
        return ()
    entries = (entry.strip("\n").split(BETWEEN) for entry in log.split(END))
    return tuple(_version(*entry) for entry in entries if len(entry) == 4 and COMMIT.fullmatch(entry[0]))


def _version(commit: str, day: str, submission: str, author: str) -> Version:
    """Name the author of what came by the form, a role and a municipality; other authors are people."""
    return Version(commit, day, author if submission.strip() else "")


def text_at(folder: Path, version: Version, path: str) -> str:
    """Read a file as it was in a version; empty where it was not there."""
    try:
        found = ask(folder, "cat-file", "blob", f"{version.commit}:./{path}")
    except HistoryUnreadable:
        return ""
    return found.decode("utf-8", "replace") if len(found) <= LARGEST else ""
