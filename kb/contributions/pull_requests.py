"""How an accepted submission becomes a pull request: one branch named after it, one commit, opened once.

Every step looks first for what an earlier try left, so each can be taken again. The branch carries the
submission's id; the host itself refuses a second branch, or a second open pull request, of that name.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from kb.contributions.checkout import Checkout, GitFailed, find_checkout
from kb.contributions.placing import OVERTAKEN
from kb.contributions.publication import NotPublished, Overtaken, Publication, digest_of
from kb.contributions.publishing import find_commit
from kb.contributions.settling import blob_at, hash_of
from kb.records.marks import N_

NO_HISTORY = N_("Pull requests kræver, at mappen med indhold ligger i git. Hent et klon af projektet.")
OTHER_BRANCH = N_("Grenen %(branch)s findes hos git-værten med et andet indhold. Slet den dér.")
NOT_MADE = N_("Git-værten ville ikke lave grenen eller åbne en pull request. Se loggen.")
NOT_FETCHED = N_("Den er flettet hos git-værten, men ikke hentet hertil endnu.")


class Stand(StrEnum):
    """How far a pull request has come."""

    OPEN = "open"
    MERGED = "merged"
    CLOSED = "closed"


@dataclass(frozen=True)
class PullRequest:
    """A pull request at a host: where it is read, how far it is, and the commits that it became."""

    url: str
    stand: Stand
    commits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What a pull request is to hold: files by their path in the repository, on a branch of their own."""

    publication: Publication
    branch: str
    base: str
    prefix: str
    note: str

    @property
    def files(self) -> dict[str, bytes]:
        """The content of each file by its path in the repository."""
        return {self.prefix + piece.path: piece.content for piece in self.publication.pieces}


class Forge(Protocol):
    """What is asked of a git host, whichever it is."""

    def pull_request(self, branch: str, base: str) -> PullRequest | None:
        """Find the newest pull request from a branch of this repository, open or not."""

    def tip(self, branch: str) -> str:
        """Find the newest commit of a branch; empty where there is no such branch."""

    def file_at(self, path: str, commit: str) -> bytes | None:
        """Read a file of a commit; None where it is not there."""

    def commit(self, wanted: Wanted, parent: str, new: frozenset[str]) -> None:
        """Make a branch of one commit upon another; a branch that is there already stays as it is."""

    def open(self, wanted: Wanted) -> PullRequest | None:
        """Open a pull request; None where another just did."""


def request(forge: Forge, wanted: Wanted) -> PullRequest:
    """Give the pull request of a publication, opening it where there is none; NotPublished says why not."""
    found = forge.pull_request(wanted.branch, wanted.base)
    if found is not None:
        return found
    tip = forge.tip(wanted.branch)
    if not tip:
        _make_branch(forge, wanted)
        tip = forge.tip(wanted.branch)
    if not tip:
        raise NotPublished(NOT_MADE)
    if any(forge.file_at(path, tip) != content for path, content in wanted.files.items()):
        raise NotPublished(OTHER_BRANCH, branch=wanted.branch)
    opened = forge.open(wanted) or forge.pull_request(wanted.branch, wanted.base)
    if opened is None:
        raise NotPublished(NOT_MADE)
    return opened


def _make_branch(forge: Forge, wanted: Wanted) -> None:
    parent = forge.tip(wanted.base)
    there = {path: forge.file_at(path, parent) for path in wanted.files}
    if there == wanted.files:
        raise NotPublished(NOT_FETCHED)
    for piece in wanted.publication.pieces:
        if digest_of(there[wanted.prefix + piece.path]) != piece.replaces:
            raise Overtaken(OVERTAKEN, path=piece.path)
    forge.commit(wanted, parent, frozenset(path for path, content in there.items() if content is None))


def branch_of(submission_id: str, round_number: int) -> str:
    """Name the branch of a submission; one that came back to the editors gets a new one."""
    return f"kb/{submission_id}" + (f"-{round_number}" if round_number > 1 else "")


def checkout_for_requests(content_dir: Path) -> Checkout:
    """Find the work tree whose branch pull requests are merged into."""
    checkout = find_checkout(content_dir)
    if checkout is None:
        raise NotPublished(NO_HISTORY)
    return checkout


def merged_commit(checkout: Checkout, publication: Publication, also: tuple[str, ...] = ()) -> str:
    """Find the commit by which a publication is in our branch; empty where it is not.

    It is the commit that names it and holds its files, one of those that the host says it became, or,
    where it was merged into one of another name, the newest that left the files as they are.
    """
    try:
        found = find_commit(checkout, publication) or next((it for it in also if _is_in(checkout, it)), "")
        return found or _commit_with(checkout, publication)
    except GitFailed as error:
        raise NotPublished(N_("Git kan ikke læse mappen med indhold. Se loggen.")) from error


def _commit_with(checkout: Checkout, publication: Publication) -> str:
    head = checkout.head()
    if any(
        blob_at(checkout, head, piece.path) != hash_of(checkout, piece.content)
        for piece in publication.pieces
    ):
        return ""
    paths = [piece.path for piece in publication.pieces]
    return checkout.tell("log", "-1", "--format=%H", checkout.branch, "--", *paths)


def _is_in(checkout: Checkout, commit: str) -> bool:
    try:
        checkout.ask("merge-base", "--is-ancestor", commit, checkout.branch)
    except GitFailed:
        return False
    return True
