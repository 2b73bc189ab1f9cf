"""How the data of an earlier release are made again: by the code and content of its tag, on its day."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import KnowledgeBankError

GIT = ("git", "-c", f"core.hooksPath={os.devnull}")
SECONDS = 3_600


def export_then(content_dir: Path, tag: str, arguments: tuple[str, ...]) -> str:
    """Check the tag out aside, build it as on its day and export it there; give what the export said.

    Raise KnowledgeBankError where there is no git or no such tag, or the earlier code does not run here.
    """
    root = Path(_git(content_dir, "rev-parse", "--show-toplevel"))
    commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{tag}^{{commit}}")
    day, epoch = _git(root, "show", "--no-patch", "--format=%cs %ct", commit).split()
    with _checked_out(root, commit) as there:
        run = _Then(there, epoch)
        run.python("-m", "babel.messages.frontend", "--quiet", "compile", "-d", "kb/web/translations")
        run.python("-m", "kb.cli", "build", "--date", day)
        return run.python("-m", "kb.cli", "export", *arguments)


class _Then:
    """The earlier code, run with this Python in a folder of its own."""

    def __init__(self, root: Path, epoch: str) -> None:
        self.root = root
        self.environment = {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            "PYTHONPATH": str(root),
            "KB_CONTENT_DIR": str(root / "content"),
            "KB_INDEX_DIR": str(root / "search_index"),
            "KB_DATA_DIR": str(root / "instance"),
            "KB_BASE_URL": os.environ.get("KB_BASE_URL", ""),
            "SOURCE_DATE_EPOCH": epoch,
        }

    def python(self, *arguments: str) -> str:
        """Run this Python on the earlier code."""
        return _run([sys.executable, *arguments], self.root, self.environment)


@contextmanager
def _checked_out(root: Path, commit: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="efterproevet-") as folder:
        there = Path(folder, "then")
        _git(root, "worktree", "add", "--quiet", "--detach", str(there), commit)
        try:
            yield there
        finally:
            _git(root, "worktree", "remove", "--force", str(there))


def _git(folder: Path, *command: str) -> str:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return _run([*GIT, *command], folder, {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}).strip()


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> str:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.CalledProcessError as error:
        last = (error.stderr.strip().splitlines() or ["intet svar"])[-1]
        raise KnowledgeBankError(f"Udgivelsen kan ikke laves igen: {last}") from error
    except (OSError, subprocess.SubprocessError) as error:
        raise KnowledgeBankError(f"Udgivelsen kan ikke laves igen: {error}") from error
    return done.stdout
