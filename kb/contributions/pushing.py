"""How the branch is sent on to another repository, when the operator names one."""

import os
import re
from pathlib import Path

from kb.contributions.checkout import GitFailed, find_checkout
from kb.contributions.publication import NotPublished
from kb.events import note_event
from kb.records.marks import N_

# An address only: a name would let the repository's own settings say where it leads and what is run there.
ADDRESS = re.compile(r"(?:https|ssh|file)://[^\s\x00-\x1f]+|/[^\s\x00-\x1f]+|[\w.-]+@[\w.-]+:[^\s\x00-\x1f]+")
PROTOCOLS = "https:ssh:file"


def push(content_dir: Path, remote: str) -> None:
    """Send the branch to a repository, never by force; NotPublished where it refuses or is not there."""
    checkout = find_checkout(content_dir)
    if checkout is None:
        return
    if not is_remote(remote):
        raise NotPublished(N_("KB_GIT_REMOTE skal være en adresse, der begynder med https:// eller ssh://."))
    keys = {name: os.environ[name] for name in ("HOME", "SSH_AUTH_SOCK") if name in os.environ}
    try:
        checkout.ask(
            "push",
            "--quiet",
            "--no-verify",
            "--no-signed",
            "--recurse-submodules=no",
            "--",
            remote,
            f"{checkout.branch}:{checkout.branch}",
            variables={**keys, "GIT_ALLOW_PROTOCOL": PROTOCOLS},
        )
    except GitFailed as error:
        note_event("push_refused", reason=hide_secrets(str(error)))
        raise NotPublished(
            N_("Ændringen er udgivet her, men kunne ikke sendes til KB_GIT_REMOTE. Se loggen.")
        ) from error


def is_remote(text: str) -> bool:
    """Tell whether a text is the address of a repository, and no option, name or program."""
    return ADDRESS.fullmatch(text) is not None


def hide_secrets(text: str) -> str:
    """Take a user and password out of the addresses in a text."""
    return re.sub(r"(://)[^/\s@]+@", r"\1", text)
