"""How a file is laid in the content: whole or not at all, never through a link, one writer at a time."""

import fcntl
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from kb.content.formatting import write_atomically
from kb.contributions.publication import NotPublished, Overtaken, Publication, digest_of
from kb.records.marks import N_

HALF_WRITTEN = ".kb-*.part"
LOCK = ".kb-publishing.lock"
OVERTAKEN = N_("Filen %(path)s er ændret, siden indberetningen blev skrevet. Læs den nye igennem først.")


@contextmanager
def locked(folder: Path) -> Iterator[int]:
    """Publish alone; the lock is free when the last process that has its handle ends, however it ends."""
    try:
        stream = (folder / LOCK).open("w")
    except OSError as error:
        sentence = N_("Mappen med indhold kan ikke skrives (%(reason)s).")
        raise NotPublished(sentence, reason=error.strerror) from error
    with stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield stream.fileno()


def place_of(root: Path, path: str) -> Path:
    """Tell where a file lies; NotPublished where it or a folder above it is a link or something else."""
    place = root
    parts = PurePosixPath(path).parts
    for number, part in enumerate(parts, start=1):
        place /= part
        try:
            mode = place.lstat().st_mode
        except FileNotFoundError:
            continue
        except OSError as error:
            raise NotPublished(N_("Filen %(path)s kan ikke læses."), path=path) from error
        if not (stat.S_ISREG(mode) if number == len(parts) else stat.S_ISDIR(mode)):
            raise NotPublished(N_("Filen %(path)s ligger bag et link og kan ikke skrives."), path=path)
    return place


def read_place(root: Path, path: str) -> bytes | None:
    """Read a file of the content; None where it is not there."""
    try:
        return place_of(root, path).read_bytes()
    except FileNotFoundError:
        return None


def lay(root: Path, path: str, content: bytes) -> None:
    """Write a file in one step, and clear away what a killed writer left beside it."""
    place = place_of(root, path)
    place.parent.mkdir(parents=True, exist_ok=True)
    for leftover in place.parent.glob(HALF_WRITTEN):
        leftover.unlink(missing_ok=True)
    try:
        write_atomically(place, content)
    except OSError as error:
        sentence = N_("Filen %(path)s kan ikke skrives (%(reason)s).")
        raise NotPublished(sentence, path=path, reason=error.strerror) from error


def lay_without_history(root: Path, publication: Publication) -> None:
    """Publish into a plain folder; what was laid before a crash is left as it is."""
    with locked(root):
        waiting = []
        for piece in publication.pieces:
            found = read_place(root, piece.path)
            if found == piece.content:
                continue
            if digest_of(found) != piece.replaces:
                raise Overtaken(OVERTAKEN, path=piece.path)
            waiting.append(piece)
        for piece in waiting:
            lay(root, piece.path, piece.content)
