"""Lines of JSON in one file, each found by its number and checked by its CRC-32, without reading the others.

`<name>.jsonl` holds the lines and `<name>.npy` where each begins, how long it is, and its CRC-32. Both are
mapped, so a file opens in the same time however large it is. A new file takes over the lines that stay as
they were from an older one, byte by byte.
"""

import json
import mmap
import zlib
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from kb.errors import ReleaseError

Places = NDArray[np.int64]

_to_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def to_json(value: Any) -> bytes:
    """Write plain values as one line of JSON."""
    return _to_text(value).encode()


class StoredLines:
    """The lines of a file, each checked when it is read; raise OSError or ValueError where there is none."""

    def __init__(self, folder: Path, name: str) -> None:
        # A plain array over the mapping: every look into a memmap object would cost microseconds.
        self.places: Places = np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
        with (folder / f"{name}.jsonl").open("rb") as stream:
            is_empty = stream.seek(0, 2) == 0
            self._bytes = b"" if is_empty else mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, row: int) -> bytes:
        start, length, checksum = self.places[row].tolist()
        line = self._bytes[start : start + length]
        if zlib.crc32(line) != checksum:
            raise ReleaseError("En post i udgivelsen er beskadiget. Kør: kb build")
        return line

    def span(self, first: int, end: int) -> memoryview:
        """Give the bytes of neighbouring lines, unchecked."""
        start = int(self.places[first, 0])
        return memoryview(self._bytes)[start : int(self.places[end - 1, :2].sum()) + 1]


class LineWriter:
    """Write lines one after the other: new ones, and those of an older file."""

    def __init__(self, folder: Path, name: str, older: StoredLines | None = None) -> None:
        self._older = older
        self._target = folder / f"{name}.npy"
        self._stream = (folder / f"{name}.jsonl").open("wb")
        self._places: list[Places] = []
        self._rows = self._position = 0
        self._waiting = (0, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stream:
            if kind is None:
                self._take_over()
                places = np.concatenate([np.zeros((0, 3), dtype=np.int64), *self._places])
                np.save(self._target, places, allow_pickle=False)

    def add(self, value: Any) -> int:
        """Write a new line; return its number."""
        self._take_over()
        line = to_json(value)
        self._places.append(np.array([[self._position, len(line), zlib.crc32(line)]], dtype=np.int64))
        self._position += self._stream.write(line + b"\n")
        return self._next_row()

    def keep(self, row: int) -> int:
        """Write a line of the older file again; return its new number."""
        first, end = self._waiting
        if row != end:
            self._take_over()
            first = row
        self._waiting = (first, row + 1)
        return self._next_row()

    def _next_row(self) -> int:
        self._rows += 1
        return self._rows - 1

    def _take_over(self) -> None:
        """Copy the neighbouring lines that were asked for."""
        first, end = self._waiting
        if self._older and first < end:
            places = np.array(self._older.places[first:end])
            places[:, 0] += self._position - places[0, 0]
            self._places.append(places)
            with self._older.span(first, end) as lines:
                self._position += self._stream.write(lines)
        self._waiting = (end, end)
