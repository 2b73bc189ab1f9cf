"""How git is told to write: plumbing alone; hooks, filters, signing and the user's settings switched off.

Git is a child in a session of its own that holds the publishing lock's handle. Whoever kills the bank
lets it finish its one step, and the next publication waits for that.
"""

import os
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kb.contributions.publication import NotPublished
from kb.events import note_event
from kb.records.marks import N_

SECONDS = 120
SECONDS_OF_A_STALE_LOCK = 60
NOTHING = os.devnull
SETTINGS = {
    "safe.directory": "*",  # the operator named the folder, and nothing in it is run
    "core.hooksPath": NOTHING,
    "core.fsmonitor": "false",
    "core.attributesFile": NOTHING,
    "core.excludesFile": NOTHING,
    "core.sshCommand": "ssh",
    "core.askPass": "",
    "core.fsync": "all",
    "core.splitIndex": "false",
    "core.untrackedCache": "false",
    "credential.helper": "",
    "commit.gpgSign": "false",
    "log.showSignature": "false",
    "i18n.commitEncoding": "UTF-8",
    "i18n.logOutputEncoding": "UTF-8",
    "gc.auto": "0",
}
UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class GitFailed(Exception):
    """Carry what git said when it could not do a step."""


@dataclass(frozen=True)
class Checkout:
    """The work tree that the content folder is part of; `prefix` leads from its top to the content."""

    root: Path
    git_dir: Path
    prefix: str
    handle: int | None = None

    def holding(self, handle: int) -> "Checkout":
        """Let every git command hold the publishing lock too."""
        return replace(self, handle=handle)

    def ask(self, *command: str, typed: bytes = b"", variables: Mapping[str, str] | None = None) -> bytes:
        """Run one git command in the content folder; GitFailed where it fails."""
        kept = () if self.handle is None else (self.handle,)
        return run_git(self.root, command, {**self._filters_off, **(variables or {})}, typed, kept)

    def tell(self, *command: str, typed: bytes = b"", variables: Mapping[str, str] | None = None) -> str:
        """Run one git command and return the one line it answers."""
        return self.ask(*command, typed=typed, variables=variables).decode("utf-8", "replace").strip()

    @cached_property
    def _filters_off(self) -> dict[str, str]:
        """Switch off the programs that files could be sent through on their way to git and back."""
        command = ("config", "-z", "--name-only", "--get-regexp", r"^filter\.")
        try:
            names = run_git(self.root, command, {}).decode("utf-8", "surrogateescape").split("\0")
        except GitFailed:  # none is set
            return {}
        return settings({name: "false" if name.endswith(".required") else "" for name in names if name})

    @property
    def index(self) -> Path:
        """The file in which git notes what the work tree holds."""
        return self.git_dir / "index"

    @cached_property
    def branch(self) -> str:
        """The branch that is checked out; NotPublished where there is none, or a merge is half done."""
        if any((self.git_dir / name).exists() for name in UNFINISHED):
            raise NotPublished(N_("En git-fletning i indholdet er ikke gjort færdig. Afslut den først."))
        try:
            return self.tell("symbolic-ref", "--quiet", "HEAD")
        except GitFailed:
            raise NotPublished(N_("Indholdet står ikke på en gren i git. Skift til en gren først.")) from None

    def head(self) -> str:
        """Find the newest commit of the branch."""
        try:
            return self.tell("rev-parse", "--quiet", "--verify", f"{self.branch}^{{commit}}")
        except GitFailed:
            raise NotPublished(N_("Indholdet har endnu ingen commit i git. Lav den første selv.")) from None

    def clear_stale_locks(self) -> None:
        """Remove locks of the branch that a crash of the machine left: git holds them for milliseconds."""
        for name in (self.branch, "HEAD"):
            lock = self.root / self.tell("rev-parse", "--git-path", f"{name}.lock")
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > SECONDS_OF_A_STALE_LOCK:
                    lock.unlink()
                    note_event("stale_git_lock_removed", lock=lock.name)


def find_checkout(root: Path) -> Checkout | None:
    """Find the work tree of the content; None where it is not in git, or git ignores it."""
    root = root.resolve()
    try:
        answer = run_git(root, ("rev-parse", "--is-inside-work-tree", "--absolute-git-dir", "--show-prefix"))
    except GitFailed as error:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            note_event("git_unreadable", reason=str(error))
            raise NotPublished(N_("Git kan ikke læse mappen med indhold. Se loggen.")) from error
        return None
    inside, git_dir, prefix, *_ = [*os.fsdecode(answer).split("\n"), ""]
    checkout = Checkout(root, Path(git_dir), prefix)
    return checkout if inside == "true" and not _is_ignored(checkout) else None


def _is_ignored(checkout: Checkout) -> bool:
    if not checkout.prefix:
        return False
    try:
        # The one command that cannot take its paths literally, and "." is not special.
        checkout.ask("check-ignore", "--quiet", "--", ".", variables={"GIT_LITERAL_PATHSPECS": "0"})
    except GitFailed:
        return False
    return True


def settings(values: Mapping[str, str]) -> dict[str, str]:
    """Write settings as variables for git, after the ones that always hold."""
    pairs = [*SETTINGS.items(), *values.items()]
    numbered = {f"GIT_CONFIG_KEY_{number}": name for number, (name, _) in enumerate(pairs)}
    numbered |= {f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(pairs)}
    return {"GIT_CONFIG_COUNT": str(len(pairs)), **numbered}


def run_git(
    folder: Path,
    command: tuple[str, ...],
    variables: Mapping[str, str] | None = None,
    typed: bytes = b"",
    handles: tuple[int, ...] = (),
) -> bytes:
    """Run git in a folder; GitFailed where it cannot be run or says no."""
    try:
        done = subprocess.run(
            ["git", "--no-pager", *command],
            cwd=folder,
            env={**_environment(), **(variables or {})},
            input=typed,
            capture_output=True,
            check=True,
            timeout=SECONDS,
            start_new_session=True,
            pass_fds=handles,
        )
    except subprocess.CalledProcessError as error:
        raise GitFailed(error.stderr.decode("utf-8", "replace").strip()) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise GitFailed(str(error)) from error
    return done.stdout


def _environment() -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": NOTHING,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        **settings({}),
    }
