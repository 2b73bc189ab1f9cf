"""A git repository around an invented content folder, whose commits are dated by the test."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.content.bank import write

WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false")


@dataclass(frozen=True)
class Repository:
    """A repository with the content in its folder `content`."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    def git(self, *command: str, date: str = "2026-01-01") -> str:
        """Run git as if it were noon on a day."""
        noon = f"{date}T12:00:00+0000"
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        done = subprocess.run(
            ["git", *WHO, *command],
            cwd=self.root,
            env={**kept, "GIT_AUTHOR_DATE": noon, "GIT_COMMITTER_DATE": noon},
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    def put(self, path: str, text: str) -> None:
        """Write a file of the content."""
        write(self.content, path, text)

    def commit(self, date: str) -> None:
        """Commit everything as it is, on a day."""
        self.git("add", "--all", date=date)
        self.git("commit", "--quiet", "--allow-empty", "--message=x", date=date)


def start_repository(root: Path) -> Repository:
    """Make an empty repository."""
    (root / "content").mkdir(parents=True)
    repository = Repository(root)
    repository.git("init", "--quiet", "--initial-branch=main")
    return repository
