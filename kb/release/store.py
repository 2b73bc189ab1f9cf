"""Where releases lie: the folder of each, the pointer to the current one, the lock, and what may go."""

import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.errors import ReleaseError
from kb.search.sealed import MANIFEST, Sealed, seal_files

POINTER, LOCK, SEAL = "current", ".lock", "seal.json"
ASIDE = ".building-"
KEPT_RELEASES = 2
KEPT_SECONDS = 3600
# The disk writes many files in little more time than one.
SYNCED_AT_ONCE = 8


@dataclass(frozen=True)
class Store:
    """The folder of releases. Only a build writes here, and only one build at a time."""

    root: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the build lock; the system frees it however the holder ends."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.root.chmod(0o700)
            stream = (self.root / LOCK).open("w")
        except OSError as error:
            raise ReleaseError(f"Mappen {self.root} kan ikke skrives ({error.strerror}).") from error
        with stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            yield

    def current_id(self) -> str | None:
        """Tell which release is current, or None."""
        try:
            release_id = (self.root / POINTER).read_text("ascii").strip()
        except (OSError, ValueError):
            return None
        return release_id if release_id.isalnum() else None

    def pointer_state(self) -> tuple[int, int] | None:
        """Tell what changes when another release becomes current: cheap enough for every request."""
        try:
            status = (self.root / POINTER).stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    def folder(self, release_id: str) -> Path:
        """Tell the folder of a release."""
        return self.root / release_id

    def start_aside(self) -> Path:
        """Make a folder to build in; nobody reads it before it is adopted."""
        folder = self.root / f"{ASIDE}{os.getpid()}-{secrets.token_hex(4)}"
        folder.mkdir()
        return folder

    def adopt(self, aside: Path, release_id: str) -> None:
        """Give a finished folder its name and make it current; either all of it happens or none."""
        sync_tree(aside)
        target = self.folder(release_id)
        if target.exists():
            target.rename(self.root / f"{ASIDE}replaced-{secrets.token_hex(4)}")
        aside.rename(target)
        _sync_folder(self.root)
        self.point_to(release_id)

    def point_to(self, release_id: str) -> None:
        """Make a release current."""
        temporary = self.root / f".{POINTER}-{secrets.token_hex(4)}"
        with temporary.open("w", encoding="ascii") as stream:
            stream.write(release_id + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self.root / POINTER)
        _sync_folder(self.root)

    def clear_leftovers(self) -> None:
        """Remove what a killed build left; call it while holding the lock."""
        for path in self.root.glob(f"{ASIDE}*"):
            shutil.rmtree(path, ignore_errors=True)
        for path in self.root.glob(f".{POINTER}-*"):
            path.unlink(missing_ok=True)

    def prune(self) -> None:
        """Remove old releases but the two newest, the current one and any under an hour old."""
        folders = [path for path in self.root.iterdir() if path.is_dir() and not path.name.startswith(".")]
        newest_first = sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)
        for folder in newest_first[KEPT_RELEASES:]:
            is_old = time.time() - folder.stat().st_mtime > KEPT_SECONDS
            if is_old and folder.name != self.current_id():
                shutil.rmtree(folder, ignore_errors=True)


def seal(folder: Path) -> None:
    """Write down marks and digest of each file of a release, so that damage is seen when it is opened.

    What lies beside a manifest is left out: the search index keeps its own marks, and answers in another
    way where a part of it is damaged.
    """
    names = [path.relative_to(folder).as_posix() for path in _files_to_seal(folder)]
    (folder / SEAL).write_text(json.dumps(seal_files(folder, names, {}), indent=0), encoding="utf-8")


def find_damage(folder: Path) -> tuple[str, ...]:
    """List the files of a release that are missing or differ from when it was sealed."""
    try:
        sealed = Sealed(folder, {}, json.loads((folder / SEAL).read_bytes()))
        return tuple(name for name in sealed.marks if not _is_whole(sealed, name))
    except (OSError, ValueError, AttributeError):
        return (SEAL,)


def _is_whole(sealed: Sealed, name: str) -> bool:
    try:
        sealed.check(name)
    except (OSError, ValueError, LookupError, TypeError):
        return False
    return True


def sync_tree(folder: Path) -> None:
    """Have every file and folder below written to the disk before it is named: files some at a time."""
    with ThreadPoolExecutor(SYNCED_AT_ONCE) as pool:
        list(pool.map(_sync_file, _files_of(folder)))
    for path in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _sync_folder(path)


def _files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _files_to_seal(folder: Path) -> list[Path]:
    sealed_apart = {path.parent for path in folder.rglob(MANIFEST)}
    return [
        path for path in _files_of(folder) if path.name == MANIFEST or sealed_apart.isdisjoint(path.parents)
    ]


def _sync_file(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
