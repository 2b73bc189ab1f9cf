"""Whether two releases of the same content are the same: one built bit by bit, the other from nothing."""

from pathlib import Path

from kb.content.snapshot import SEEN
from kb.release.store import SEAL
from kb.search.index import FOLDER, WHOOSH
from kb.search.sealed import MANIFEST

# What tells of the files on this disk; and Whoosh's files, which are cut by when they were written.
OF_THE_DISK = (SEEN, SEAL, f"{FOLDER}/{MANIFEST}")


def differing(one: Path, other: Path) -> tuple[str, ...]:
    """List the files that two releases do not have alike, byte by byte."""
    names = {path.relative_to(folder).as_posix() for folder in (one, other) for path in _files_of(folder)}
    return tuple(sorted(name for name in names - set(OF_THE_DISK) if not _is_alike(one / name, other / name)))


def _files_of(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and path.parent.name != WHOOSH]


def _is_alike(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
