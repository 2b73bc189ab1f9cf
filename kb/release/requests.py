"""How builds are asked for: one at a time, and whatever is asked for while one runs becomes one more.

A request is a file. Whoever builds takes it before it begins and removes it when it is done, so that a
request that comes meanwhile, or whose builder was killed, is seen afterwards.
"""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from kb.config import Config
from kb.errors import ReleaseError

ASKED, TAKEN, LOCK = ".build-asked", ".build-taken", ".build-requests.lock"


@dataclass(frozen=True)
class BuildRequests:
    """The requests for builds in a folder of releases."""

    root: Path

    def ask(self) -> None:
        """Ask for a build that begins after now."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            (self.root / ASKED).touch()
        except OSError as error:
            raise ReleaseError(f"Mappen {self.root} kan ikke skrives ({error.strerror}).") from error

    @property
    def is_waiting(self) -> bool:
        """Whether a build is asked for that nobody finished."""
        return (self.root / ASKED).exists() or (self.root / TAKEN).exists()

    @property
    def is_answered(self) -> bool:
        """Whether somebody builds what is asked for, and will look again when done."""
        with (self.root / LOCK).open("w") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False

    def answer(self, build: Callable[[], object]) -> int:
        """Build until nothing more is asked for, after whoever builds already; return how often."""
        built = 0
        while self.is_waiting:  # looked at again after the lock was let go
            with (self.root / LOCK).open("w") as stream:
                fcntl.flock(stream, fcntl.LOCK_EX)
                while self.is_waiting:
                    self._take()
                    build()
                    (self.root / TAKEN).unlink(missing_ok=True)
                    built += 1
        return built

    def _take(self) -> None:
        if (self.root / ASKED).exists():
            (self.root / ASKED).replace(self.root / TAKEN)


def start_builder(config: Config) -> None:
    """Start `kb build` for what is asked for, in a process that lives on when this one ends."""
    folders = {
        "KB_CONTENT_DIR": str(config.content_dir.resolve()),
        "KB_INDEX_DIR": str(config.index_dir.resolve()),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "kb.cli", "build", "--asked"],
        env={**os.environ, **folders},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()  # so that it leaves no zombie
