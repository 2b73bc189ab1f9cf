"""How the files of an index are written and read back, so that damage is seen before anything is used.

The manifest keeps a digest of each file, and its size, time and number on the disk as they were when the
digest was taken. While these three are as they were nobody has written to the file since, and it need not be
read again. Where they differ, as in a copy, its digest is taken again.
"""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MANIFEST = "manifest.json"
# Smaller files are read: that costs less than mapping them.
SMALL = 1 << 20


@dataclass(frozen=True)
class Sealed:
    """The folder of an index, what its manifest says, and the mark of each file by its path there."""

    folder: Path
    facts: Mapping[str, Any]
    marks: Mapping[str, Any]

    def read(self, name: str) -> bytes:
        """Read a file; raise one of many errors unless it is as written."""
        content = (self.folder / name).read_bytes()
        if digest_of(content) != self.marks[name]["digest"]:
            raise ValueError(f"damaged: {name}")
        return content

    def read_below(self, folder: str) -> dict[str, bytes]:
        """Read every file below a folder, by its name there."""
        names = [name for name in self.marks if name.startswith(f"{folder}/")]
        return {name.removeprefix(f"{folder}/"): self.read(name) for name in names}

    def array(self, name: str) -> NDArray[Any]:
        """Open an array, mapped when it is large; raise one of many errors unless it is as written."""
        path = self.folder / name
        if path.stat().st_size < SMALL:
            return np.asarray(np.load(io.BytesIO(self.read(name)), allow_pickle=False))
        self.check(name)
        # A plain array over the mapping: every look into a memmap object would cost microseconds.
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))

    def check(self, name: str) -> None:
        """Raise one of many errors unless a file is as it was sealed: by its marks, or else by its digest."""
        path = self.folder / name
        if mark_of(path) | {"digest": self.marks[name]["digest"]} == self.marks[name]:
            return
        if digest_of_file(path) != self.marks[name]["digest"]:
            raise ValueError(f"damaged: {name}")

    def check_all(self) -> None:
        """Raise one of many errors unless every file is as written."""
        for name in self.marks:
            self.check(name)


def open_sealed(folder: Path) -> Sealed:
    """Read the manifest of an index; raise one of many errors where there is none."""
    facts: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return Sealed(folder, facts, facts.pop("files"))


def write_manifest(folder: Path, facts: Mapping[str, Any], older: Sealed | None = None) -> None:
    """Write down facts about an index and the mark of each of its files; call it last."""
    names = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    marks = seal_files(folder, [name for name in names if name != MANIFEST], older.marks if older else {})
    text = json.dumps({**facts, "files": marks}, ensure_ascii=False, sort_keys=True)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def seal_files(folder: Path, names: Iterable[str], known: Mapping[str, Any]) -> dict[str, Any]:
    """Take marks and digest of files; one that is another name of a known file has its digest."""
    marks = {}
    for name in names:
        mark = mark_of(folder / name)
        digest = known.get(name, {}).get("digest")
        if known.get(name) != {**mark, "digest": digest}:
            digest = digest_of_file(folder / name)
        marks[name] = {**mark, "digest": digest}
    return marks


def link_files(source: Path, target: Path) -> None:
    """Give the files of a folder a second name in another, or copy them where the disk cannot."""
    for path in source.iterdir():
        try:
            os.link(path, target / path.name)
        except OSError:
            shutil.copy2(path, target / path.name)


def mark_of(path: Path) -> dict[str, int]:
    """Tell what of a file changes when somebody writes to it, or puts another in its place."""
    status = path.stat()
    return {"size": status.st_size, "time": status.st_mtime_ns, "number": status.st_ino}


def digest_of(content: bytes) -> str:
    """Compute a digest: by the way that most processors have in themselves."""
    return hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path) -> str:
    """Compute the digest of a file, which is not held as a whole."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
