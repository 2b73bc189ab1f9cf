"""How the work tree and the index follow a commit, also when the bank was killed between the two.

Before the branch is moved, a note in the git folder says what is about to be published. Whoever publishes
next finishes what the note says, or throws it away when the branch never moved.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.content.formatting import write_atomically
from kb.content.layout import classify
from kb.contributions.checkout import Checkout, GitFailed
from kb.contributions.index_file import replace_entries
from kb.contributions.placing import lay, read_place
from kb.contributions.publication import NotPublished
from kb.events import note_event
from kb.records.marks import N_

NOTE = "kb-publishing.json"
LINK = "120000"


@dataclass(frozen=True)
class Note:
    """A commit on its way to a branch: the blob of each path, and of the file it replaces; empty for none."""

    branch: str
    commit: str
    blobs: dict[str, str]
    replaced: dict[str, str]


def write_note(checkout: Checkout, note: Note) -> None:
    """Say what is about to be published, before it is."""
    write_atomically(_place(checkout), json.dumps(asdict(note)).encode())


def forget_note(checkout: Checkout) -> None:
    """Say that nothing is on its way any more."""
    _place(checkout).unlink(missing_ok=True)


def finish_interrupted(checkout: Checkout) -> None:
    """Finish what a killed publication began; call it while the index is locked."""
    note = _read_note(checkout)
    if note is not None and note.branch == checkout.branch and _is_in(checkout, note):
        settle(checkout, note)
        note_event("publication_finished", commit=note.commit)
    forget_note(checkout)


def settle(checkout: Checkout, note: Note) -> None:
    """Let the work tree and the index hold what the commit holds; what others changed since stays theirs."""
    ours = {path: blob for path, blob in note.blobs.items() if blob_at(checkout, "HEAD", path) == blob}
    for path, blob in ours.items():
        found = read_place(checkout.root, path)
        current = "" if found is None else hash_of(checkout, found)
        if current == note.replaced[path] or found is None:
            lay(checkout.root, path, checkout.ask("cat-file", "blob", blob))
    replace_entries(checkout, ours)


def hash_of(checkout: Checkout, content: bytes, *, keep: bool = False) -> str:
    """Compute a blob's id as git does, and keep the blob if asked to; no filter touches it."""
    options = ("-w", "--no-filters", "--stdin") if keep else ("--no-filters", "--stdin")
    return checkout.tell("hash-object", *options, typed=content)


def blob_at(checkout: Checkout, commit: str, path: str) -> str:
    """Tell the blob of a path in a commit, empty for none; where a link leads there, it is refused."""
    parts = path.split("/")
    for count in range(1, len(parts) + 1):
        above = checkout.prefix + "/".join(parts[:count])
        entry = checkout.tell("ls-tree", "-z", "--full-tree", commit, "--", above)
        mode, _, kind_and_blob = entry.partition("\t")[0].partition(" ")
        kind, _, blob = kind_and_blob.partition(" ")
        if not entry:
            return ""
        if kind != ("tree" if count < len(parts) else "blob") or mode == LINK:
            raise NotPublished(N_("Filen %(path)s ligger bag et link og kan ikke skrives."), path=path)
    return blob


def _is_in(checkout: Checkout, note: Note) -> bool:
    try:
        checkout.ask("merge-base", "--is-ancestor", note.commit, note.branch)
    except GitFailed:
        return False
    return True


def _place(checkout: Checkout) -> Path:
    return checkout.git_dir / NOTE


def _read_note(checkout: Checkout) -> Note | None:
    try:
        note = Note(**json.loads(_place(checkout).read_bytes()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    is_ours = note.blobs.keys() == note.replaced.keys() and all(classify(path) for path in note.blobs)
    return note if is_ours else None
