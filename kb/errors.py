"""Which errors the bank raises, and how a fault in the content is described."""

from collections.abc import Sequence
from dataclasses import dataclass


class KnowledgeBankError(Exception):
    """Say in the reader's language what went wrong and what to do."""


class ConfigError(KnowledgeBankError):
    """Say which setting cannot be used."""


class ReleaseError(KnowledgeBankError):
    """Say why a release cannot be built or opened."""


class IndexUnavailable(KnowledgeBankError):
    """Say that the search index is missing or damaged; the caller falls back to a plain scan."""


class DatabaseUnavailable(KnowledgeBankError):
    """Say that the database does not answer, or is of another version; reading goes on without it."""

    def __init__(
        self, sentence: str = "Databasen svarer ikke lige nu. Intet er ændret. Prøv igen om lidt."
    ) -> None:
        super().__init__(sentence)


class MailError(KnowledgeBankError):
    """Say why a mail cannot be written or sent."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the content: where it stands, which rule it breaks, and the way out.

    `path` is relative to the content folder, `line` counts from 1, `field` is a dotted path
    (`outcomes.2.unit`) or empty when the whole file is at fault.
    """

    path: str
    line: int
    field: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: "
        subject = f"{self.field}: " if self.field else ""
        told = f"{where}{subject}{self.message}{' ' + self.hint if self.hint else ''}"
        return "".join(sign if sign.isprintable() else " " for sign in told)  # one line, whatever is named


class ContentError(KnowledgeBankError):
    """Carry every fault that was found in the content, never the first one only."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))
