"""What is to be published: files with what they replace, and the words of the commit; pure."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from kb.accounts.refused import Refused
from kb.content.layout import classify
from kb.records.fields import is_control
from kb.records.marks import N_

TRAILER = "Submission-Id"
BANK = "Efterprøvet"
NO_REPLY = "noreply@efterproevet.invalid"  # a domain that can never be anybody's (RFC 2606)
LONGEST_TITLE, LONGEST_NAME = 120, 80
SUBMISSION_ID = re.compile(r"[0-9a-f]{32}")
SPOILS_A_NAME = re.compile(r"[<>]")
IGNORED_AT_ENDS = " .,:;'\"\\"  # git takes these off the ends of a name, and refuses an empty one


class NotPublished(Refused):
    """Say why something accepted is not published yet; it stays accepted, and is tried again."""


class Overtaken(NotPublished):
    """Say that the file was changed or made by another meanwhile; an editor must look again."""


@dataclass(frozen=True)
class Piece:
    """One file below the content folder, and the digest of the one it replaces; none where it is new."""

    path: str
    content: bytes
    replaces: str | None = None


@dataclass(frozen=True)
class Publication:
    """One accepted submission on its way to git. `author` is a role and a municipality, never a person."""

    submission_id: str
    title: str
    author: str
    at: datetime
    pieces: tuple[Piece, ...]

    def __post_init__(self) -> None:
        if not SUBMISSION_ID.fullmatch(self.submission_id):
            raise NotPublished(N_("Indberetningens id kan ikke bruges."))
        if not self.pieces or any(classify(piece.path) is None for piece in self.pieces):
            raise NotPublished(N_("Filen hører ikke til i indholdet."))

    @property
    def first_line(self) -> str:
        """What the commit is called."""
        return one_line(self.title, LONGEST_TITLE) or BANK

    @property
    def message(self) -> str:
        """The text of the commit: one line, and the id as its only trailer."""
        return f"{self.first_line}\n\n{TRAILER}: {self.submission_id}\n"

    @property
    def author_name(self) -> str:
        """The author as git keeps it."""
        return one_line(SPOILS_A_NAME.sub(" ", self.author), LONGEST_NAME).strip(IGNORED_AT_ENDS) or BANK

    @property
    def git_time(self) -> str:
        """The moment as git writes it."""
        return f"{int(self.at.astimezone(UTC).timestamp())} +0000"


def one_line(text: str, longest: int) -> str:
    """Keep what can be seen of a text, on one line."""
    visible = "".join(" " if is_control(sign) else sign for sign in text)
    return " ".join(visible.split())[:longest].strip()


def plain_text(text: str, longest: int) -> str:
    """Keep what can be seen of a text, on its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if not is_control(sign)).strip()[:longest].strip()


def digest_of(content: bytes | None) -> str | None:
    """Compute what a piece remembers of the file it replaces; none of a file that is not there."""
    return None if content is None else hashlib.sha256(content).hexdigest()


def paths_in_words(paths: Sequence[str]) -> str:
    """Name a few paths, and how many there are besides."""
    more = f" (+{len(paths) - 3})" if len(paths) > 3 else ""
    return ", ".join(paths[:3]) + more
