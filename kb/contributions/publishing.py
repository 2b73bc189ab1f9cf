"""How an accepted submission becomes one commit of a file in canonical form, exactly once.

The commit is made without the work tree: blobs, a tree in a private index, a commit, and the branch moved
only if nobody else moved it. Then the work tree and its index follow. A publication that is made again
finds its own commit by its trailer and its files.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.contributions.checkout import Checkout, GitFailed, find_checkout
from kb.contributions.index_file import index_locked, private_index
from kb.contributions.placing import OVERTAKEN, lay_without_history, locked, read_place
from kb.contributions.publication import (
    BANK,
    NO_REPLY,
    TRAILER,
    NotPublished,
    Overtaken,
    Piece,
    Publication,
    digest_of,
    paths_in_words,
)
from kb.contributions.settling import (
    Note,
    blob_at,
    finish_interrupted,
    forget_note,
    hash_of,
    settle,
    write_note,
)
from kb.events import note_event
from kb.records.marks import N_

MOST_ATTEMPTS = 30


@dataclass(frozen=True)
class Published:
    """What became of a publication: its commit; none where the content is a plain folder without history."""

    commit: str | None


def publish(content_dir: Path, publication: Publication) -> Published:
    """Publish once, also when called again; NotPublished says why it cannot be done now."""
    checkout = find_checkout(content_dir)
    if checkout is None:
        lay_without_history(content_dir.resolve(), publication)
        note_event("published_without_history", submission=publication.submission_id)
        return Published(None)
    with writing(checkout) as held:
        commit = find_commit(held, publication) or _commit(held, publication)
    note_event("published", submission=publication.submission_id, commit=commit)
    return Published(commit)


def finish_content(content_dir: Path) -> None:
    """Finish in git what a crash interrupted."""
    checkout = find_checkout(content_dir)
    if checkout is not None:
        with writing(checkout) as held:
            held.clear_stale_locks()


@contextmanager
def writing(checkout: Checkout) -> Iterator[Checkout]:
    """Hold both locks, ours and git's, after what was interrupted is finished."""
    with locked(checkout.git_dir) as handle:
        held = checkout.holding(handle)
        try:
            held.head()
            with index_locked(held):
                finish_interrupted(held)
                yield held
        except GitFailed as error:
            note_event("git_failed", reason=str(error))
            raise NotPublished(
                N_("Git kunne ikke gemme ændringen. Intet er gået tabt. Se loggen.")
            ) from error


def read_published(content_dir: Path, path: str) -> bytes | None:
    """Read a file as it is published: in the newest commit, or in a plain folder; None where it is not."""
    checkout = find_checkout(content_dir)
    if checkout is None:
        return read_place(content_dir.resolve(), path)
    try:
        return _content_at(checkout, checkout.head(), path)
    except GitFailed as error:
        raise NotPublished(N_("Git kan ikke læse mappen med indhold. Se loggen.")) from error


def find_commit(checkout: Checkout, publication: Publication) -> str | None:
    """Find the commit of a publication: it names the submission, and holds exactly its files.

    A commit that only names it, as anyone's commit may, is not it.
    """
    wanted = f"{TRAILER}: {publication.submission_id}"
    shown = f"%H %(trailers:key={TRAILER},valueonly,separator=%x2C)"
    found = checkout.tell("log", "--fixed-strings", f"--grep={wanted}", f"--format={shown}", checkout.branch)
    for line in found.splitlines():
        commit, _, named = line.partition(" ")
        if named == publication.submission_id and _holds(checkout, commit, publication):
            return commit
    return None


def _holds(checkout: Checkout, commit: str, publication: Publication) -> bool:
    return all(
        blob_at(checkout, commit, piece.path) == hash_of(checkout, piece.content)
        for piece in publication.pieces
    )


def _commit(checkout: Checkout, publication: Publication) -> str:
    require_clean(checkout)
    blobs = {piece.path: hash_of(checkout, piece.content, keep=True) for piece in publication.pieces}
    for _ in range(MOST_ATTEMPTS):
        head = checkout.head()
        replaced = {piece.path: _require_unchanged(checkout, head, piece) for piece in publication.pieces}
        with private_index(checkout) as private:
            tree = private.tree_of(head, blobs)
        commit = _write_commit(checkout, publication, tree, head)
        note = Note(checkout.branch, commit, blobs, replaced)
        write_note(checkout, note)
        if _move_branch(checkout, commit, head):
            settle(checkout, note)
            forget_note(checkout)
            return commit
        time.sleep(random.uniform(0.01, 0.1))  # noqa: S311 - only to step out of another's way
    raise NotPublished(N_("Andre skriver i indholdet lige nu. Prøv igen om lidt."))


def require_clean(checkout: Checkout) -> None:
    """Refuse while somebody has changes in the content that are not in git."""
    command = ("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames", "--", ".")
    entries = checkout.ask(*command).decode("utf-8", "backslashreplace").split("\0")
    changed = [path for path in (entry[3:].removeprefix(checkout.prefix) for entry in entries) if path]
    seen = [path for path in changed if not any(part.startswith(".") for part in path.split("/"))]
    if seen:
        sentence = N_(
            "Mappen med indhold har ændringer, der ikke er i git: %(paths)s. "
            "Læg dem i git, eller fortryd dem; så kan der udgives igen."
        )
        raise NotPublished(sentence, paths=paths_in_words(seen))


def _require_unchanged(checkout: Checkout, head: str, piece: Piece) -> str:
    """Tell the blob that a piece replaces; Overtaken where it is not the one its author saw."""
    found = _content_at(checkout, head, piece.path)
    read_place(checkout.root, piece.path)  # refuses a link in the work tree
    if digest_of(found) != piece.replaces:
        raise Overtaken(OVERTAKEN, path=piece.path)
    return blob_at(checkout, head, piece.path)


def _content_at(checkout: Checkout, commit: str, path: str) -> bytes | None:
    blob = blob_at(checkout, commit, path)
    return checkout.ask("cat-file", "blob", blob) if blob else None


def _write_commit(checkout: Checkout, publication: Publication, tree: str, parent: str) -> str:
    when = publication.git_time
    identity = {
        "GIT_AUTHOR_NAME": publication.author_name,
        "GIT_AUTHOR_EMAIL": NO_REPLY,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": BANK,
        "GIT_COMMITTER_EMAIL": NO_REPLY,
        "GIT_COMMITTER_DATE": when,
    }
    message = publication.message.encode("utf-8", "replace")
    return checkout.tell(
        "commit-tree", "--no-gpg-sign", tree, "-p", parent, "-F", "-", typed=message, variables=identity
    )


def _move_branch(checkout: Checkout, commit: str, old: str) -> bool:
    """Move the branch if it still stands where it stood; the reflog names the bank, not who runs it."""
    identity = {"GIT_COMMITTER_NAME": BANK, "GIT_COMMITTER_EMAIL": NO_REPLY}
    try:
        checkout.ask("update-ref", "-m", "kb: publish", checkout.branch, commit, old, variables=identity)
    except GitFailed as error:
        note_event("branch_not_moved", reason=str(error))
        return False
    return True
