"""How git is asked: without running programs, reaching the network, asking questions or writing anything."""

import os
import subprocess
from pathlib import Path

SECONDS = 60
GIT = (
    "git",
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
)


class HistoryUnreadable(Exception):
    """Git could not say what it was asked."""


def ask(folder: Path, *command: str, asked: bytes = b"") -> bytes:
    """Run one git command; whatever goes wrong is HistoryUnreadable."""
    try:
        done = subprocess.run(
            [*GIT, *command],
            cwd=folder,
            env=environment(),
            input=asked,
            capture_output=True,
            check=True,
            timeout=SECONDS,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise HistoryUnreadable from error
    return done.stdout


def environment() -> dict[str, str]:
    """Give git little to go by: a hook's GIT_DIR would lead it astray, a missing object to the network."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }
