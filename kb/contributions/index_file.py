"""How git's index is changed: a private copy is edited, and takes its place in one step.

`index.lock` is held from before the work tree is looked at until after it follows the commit, as any git
command would; what is written in ours tells it from those of others when its holder was killed.
"""

import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.contributions.checkout import Checkout
from kb.contributions.publication import NotPublished
from kb.records.marks import N_

MARK = b"kb-publishing\n"
PRIVATE = "kb-index-"
SECONDS_OF_PATIENCE = 10.0
PAUSE = 0.05


@dataclass(frozen=True)
class PrivateIndex:
    """An index of our own, that no other git command sees."""

    checkout: Checkout
    path: Path

    @property
    def variables(self) -> dict[str, str]:
        """What leads git to this index."""
        return {"GIT_INDEX_FILE": str(self.path)}

    def put(self, blobs: Mapping[str, str]) -> None:
        """Note the blob of each path below the content folder; no path is an argument of a command."""
        prefix = os.fsencode(self.checkout.prefix)
        lines = [
            b"100644 %s 0\t%s%s\0" % (blob.encode(), prefix, path.encode()) for path, blob in blobs.items()
        ]
        self.checkout.ask(
            "update-index", "-z", "--index-info", typed=b"".join(lines), variables=self.variables
        )

    def tree_of(self, commit: str, blobs: Mapping[str, str]) -> str:
        """Write the tree of a commit with other blobs in it."""
        self.checkout.ask("read-tree", f"{commit}^{{tree}}", variables=self.variables)
        self.put(blobs)
        return self.checkout.tell("write-tree", variables=self.variables)


@contextmanager
def private_index(checkout: Checkout) -> Iterator[PrivateIndex]:
    """Make an index of our own and remove it again."""
    path = checkout.git_dir / f"{PRIVATE}{secrets.token_hex(8)}"
    try:
        yield PrivateIndex(checkout, path)
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def index_locked(checkout: Checkout) -> Iterator[None]:
    """Keep every other git command from the index; wait a while for one that is at work."""
    lock = checkout.index.with_name("index.lock")
    _clear_own(checkout, lock)
    deadline = time.monotonic() + SECONDS_OF_PATIENCE
    while not _take(lock):
        if time.monotonic() > deadline:
            raise NotPublished(
                N_("En anden git-kommando er i gang i indholdet. Prøv igen, når den er færdig.")
            )
        time.sleep(PAUSE)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def replace_entries(checkout: Checkout, blobs: Mapping[str, str]) -> None:
    """Let the index hold the blobs; call it while the index is locked."""
    with private_index(checkout) as private:
        if checkout.index.exists():
            shutil.copyfile(checkout.index, private.path)
        private.put(blobs)
        private.path.replace(checkout.index)


def _take(lock: Path) -> bool:
    """Take the lock under our mark; nobody ever sees it without."""
    mine = lock.with_name(f"{PRIVATE}{secrets.token_hex(8)}")
    mine.write_bytes(MARK)
    try:
        os.link(mine, lock)
    except FileExistsError:
        return False
    except OSError as error:
        sentence = N_("Git-mappen kan ikke skrives (%(reason)s).")
        raise NotPublished(sentence, reason=error.strerror) from error
    else:
        return True
    finally:
        mine.unlink(missing_ok=True)


def _clear_own(checkout: Checkout, lock: Path) -> None:
    """Remove what a killed publication left; nobody else publishes while we hold the publishing lock."""
    try:
        if lock.read_bytes() == MARK:
            lock.unlink()
    except FileNotFoundError:
        pass
    for leftover in checkout.git_dir.glob(f"{PRIVATE}*"):
        leftover.unlink(missing_ok=True)
