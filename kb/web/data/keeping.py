"""The files with all tables of a release: made when first asked for, and kept as long as the release is.

A file is kept open and has no name: nothing is left behind, however the process ends.
"""

import os
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from kb.config import Config
from kb.export.downloads import DOWNLOADS, Download
from kb.export.holdings import Holdings
from kb.export.tables import TABLES
from kb.web.data.asked import all_of
from kb.web.once import once_a_release

if TYPE_CHECKING:
    from kb.release.opening import Release

PIECE = 64 * 1024
# Files of all formats, for the settings of a few sites.
MOST_KEPT = 12
MAKING = {one.file: Lock() for one in DOWNLOADS}


@dataclass(frozen=True, eq=False)
class KeptFile:
    """An open file that many can read at once."""

    file: BinaryIO

    def __post_init__(self) -> None:
        weakref.finalize(self, self.file.close)

    def pieces(self) -> Iterator[bytes]:
        """Give the file piece by piece."""
        place = 0
        while piece := os.pread(self.file.fileno(), PIECE, place):
            yield piece
            place += len(piece)

    @cached_property
    def sha256(self) -> str:
        """Tell the digest of the file."""
        return digest_of_pieces(self.pieces())


def digest_of_pieces(pieces: Iterator[bytes]) -> str:
    """Tell the digest of a file that is given piece by piece."""
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def kept_file(release: "Release", config: Config, download: Download) -> KeptFile:
    """Give the file of all that a release holds; those who ask while it is made wait for it."""
    with MAKING[download.file]:
        return _kept(release, config, download)


@once_a_release(MOST_KEPT)
def _kept(release: "Release", config: Config, download: Download) -> KeptFile:
    return made(all_of(release, config), download)


def made(holdings: Holdings, download: Download) -> KeptFile:
    """Write all tables of some holdings as one file."""
    from kb.export.writing import Format, write

    form = Format(download.file.rpartition(".")[2])
    with TemporaryDirectory(prefix="efterproevet-") as folder:
        (path,) = write(Path(folder), form, TABLES, holdings)
        return KeptFile(path.open("rb"))
