"""What a change to the content got wrong: faults in the files it touched, and those it caused elsewhere.

Everything is read, so that references are held against everything; only what is told is narrowed down.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.content.layout import ContentFile, classify
from kb.content.loading import Content, load_catalogue, load_files
from kb.contributions.checkout import Checkout, GitFailed, find_checkout
from kb.contributions.publication import NotPublished
from kb.errors import KnowledgeBankError, Problem

USUAL_BASES = ("origin/main", "main")
REGULAR_FILES = (b"100644", b"100755")
LITERALLY = ("--relative", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
NO_GIT = "Indholdet ligger ikke i git, så det kan ikke ses, hvad der er ændret. Kør: kb check"
NO_BASE = "Der er ingen gren {names} at sammenligne med. Nævn en: kb check --changed <gren>"
NO_COMMON = (
    "{base} og det, du har, har intet fælles udgangspunkt i git. Hent hele historien: git fetch --unshallow"
)


@dataclass(frozen=True)
class Change:
    """What was changed since a base: the files of the content that differ from one of its commits."""

    checkout: Checkout
    base: str
    commit: str
    paths: frozenset[str]


@dataclass(frozen=True)
class ChangeCheck:
    """What is wrong in a change: in its own files, and in others because of it."""

    own: tuple[Problem, ...]
    elsewhere: tuple[Problem, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that must be mended before the change can be taken."""
        return (*self.own, *self.elsewhere)


def change_since(content_dir: Path, base: str = "") -> Change:
    """Find what differs from where the work tree left a base: commits, and what is not in git yet."""
    try:
        checkout = find_checkout(content_dir)
        if checkout is None:
            raise KnowledgeBankError(NO_GIT)
        name = _known_base(checkout, base)
        commit = _left_at(checkout, name)
        differ = checkout.ask("diff", "--name-only", "-z", *LITERALLY, commit, "--", ".")
        new = checkout.ask("ls-files", "--others", "-z", "--", ".")
    except (GitFailed, NotPublished) as error:
        raise KnowledgeBankError(f"Git kan ikke svare: {error}") from None
    paths = (os.fsdecode(path) for path in (differ + new).split(b"\0") if path)
    return Change(checkout, name, commit, frozenset(paths))


def check_change(change: Change) -> ChangeCheck:
    """Check everything, and keep what the change has to do with."""
    content = load_catalogue(change.checkout.root)
    own = tuple(problem for problem in content.problems if problem.path in change.paths)
    others = tuple(problem for problem in content.problems if problem.path not in change.paths)
    is_read = content.digests.keys()
    suspects = [problem for problem in others if problem.path in is_read]
    before = {_name(problem) for problem in _read_at(change).problems} if suspects else set()
    caused = tuple(problem for problem in suspects if _name(problem) not in before)
    return ChangeCheck(own, caused)


def _name(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.field, problem.message


def _known_base(checkout: Checkout, wanted: str) -> str:
    names = (wanted,) if wanted else USUAL_BASES
    for name in names:
        if not name.startswith("-") and _has_commit(checkout, name):
            return name
    raise KnowledgeBankError(NO_BASE.format(names=" eller ".join(names)))


def _has_commit(checkout: Checkout, name: str) -> bool:
    try:
        checkout.ask("rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")
    except (GitFailed, ValueError):  # a NUL in a name is no argument
        return False
    return True


def _left_at(checkout: Checkout, base: str) -> str:
    try:
        return checkout.tell("merge-base", base, "HEAD")
    except GitFailed:
        raise KnowledgeBankError(NO_COMMON.format(base=base)) from None


def _read_at(change: Change) -> Content:
    """Read the content as it was at the base."""
    return load_files(list(_files_at(change.checkout, change.commit)))


def _files_at(checkout: Checkout, commit: str) -> Iterator[ContentFile]:
    listed = checkout.ask("ls-tree", "-r", "-z", commit, "--", ".").split(b"\0")
    entries = [entry.partition(b"\t") for entry in listed if entry]
    blobs = {os.fsdecode(path): about.split(b" ") for about, _, path in entries}
    wanted = {
        path: blob
        for path, (mode, _, blob) in blobs.items()
        if mode in REGULAR_FILES and classify(path) is not None
    }
    contents = checkout.ask("cat-file", "--batch", typed=b"".join(blob + b"\n" for blob in wanted.values()))
    place = 0
    for path in wanted:
        end = contents.index(b"\n", place) + 1
        size = int(contents[place:end].split(b" ")[2])
        found = classify(path)
        if found is not None:
            yield ContentFile(path, *found, contents[end : end + size])
        place = end + size + 1
