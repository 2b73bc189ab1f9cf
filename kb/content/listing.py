"""Which files the content consists of now, and the digest of each: read again only where somebody wrote.

A file whose size, times and number on the disk are as they were when its digest was taken has that digest
still. What was written just before it was read may be written again within the same tick of the clock, so
such a file is read the next time too.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kb.content.layout import ContentFile, Kind, classify, read_file
from kb.errors import Problem

# How long ago a file must have been written for its times to tell that it was not written again.
SETTLED_NS = 2_000_000_000

# Digest, size, time of writing, time of change, number on the disk; no marks where nothing can be told.
Seen = Sequence[Any]


class Listed(NamedTuple):
    """One file, and what may be told of it; `file` holds its bytes where they had to be read."""

    path: str
    kind: Kind
    record_id: str
    solution_id: str
    seen: Seen
    file: ContentFile | None

    @property
    def digest(self) -> str:
        """Tell the digest of the file's bytes."""
        return str(self.seen[0])


def list_content(root: Path, before: Mapping[str, Seen]) -> tuple[list[Listed], bool]:
    """List the files of the content in a fixed order, and tell whether all that is there belongs there."""
    now = time.time_ns()
    files: list[Listed] = []
    if not root.is_dir():
        return files, False
    is_whole = True
    for path, status in _walk(root):
        listed = _list(root, path, status, before.get(path), now)
        if listed is None:
            is_whole = False
        else:
            files.append(listed)
    return files, is_whole


def _list(root: Path, path: str, status: os.stat_result, before: Seen | None, now: int) -> Listed | None:
    place = classify(path)
    if place is None:
        return None
    marks = [status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino]
    if before is not None and before[1:] == marks:
        return Listed(path, *place, before, None)
    file = read_file(root, path)
    if isinstance(file, Problem):
        return None
    is_settled = max(status.st_mtime_ns, status.st_ctime_ns) < now - SETTLED_NS
    return Listed(path, *place, [file.digest, *marks] if is_settled else [file.digest], file)


def _walk(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Go through all files in the order of their names, folder by folder; links are not followed."""
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{root}/{folder}") as found:
            entries = sorted((one for one in found if one.name[0] != "."), key=lambda one: one.name)
        inner = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                inner.append(f"{folder}{entry.name}/")
            else:
                yield folder + entry.name, entry.stat(follow_symlinks=False)
        folders += reversed(inner)
