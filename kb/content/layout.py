"""Which files the content consists of, what each holds, and which ids its path tells."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from kb.errors import Problem
from kb.records.base import is_slug
from kb.records.marks import N_


class Kind(StrEnum):
    """What a file of the content holds."""

    SOLUTION = "solution"
    PROSE = "prose"
    PROSE_EN = "prose_en"
    EXPERIENCE = "experience"
    MUNICIPALITY = "municipality"
    AUTHORITY = "authority"
    PROJECT = "project"
    CALL = "call"
    VOCABULARY = "vocabulary"
    SOURCES = "sources"
    THESAURUS = "thesaurus"
    FACTORS = "factors"


FOLDERS = {
    "municipalities": Kind.MUNICIPALITY,
    "authorities": Kind.AUTHORITY,
    "projects": Kind.PROJECT,
    "calls": Kind.CALL,
    "vocabularies": Kind.VOCABULARY,
}
SOLUTION_FILES = {
    "solution.yaml": Kind.SOLUTION,
    "solution.md": Kind.PROSE,
    "solution.en.md": Kind.PROSE_EN,
}
SINGLE_FILES = {
    "sources.yaml": Kind.SOURCES,
    "thesaurus.yaml": Kind.THESAURUS,
    "factors.yaml": Kind.FACTORS,
}


@dataclass(frozen=True)
class ContentFile:
    """One file: its path below the content folder, its kind, and the ids that the path tells."""

    path: str
    kind: Kind
    record_id: str
    solution_id: str
    content: bytes = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """Compute the digest of the file's bytes."""
        return hashlib.blake2b(self.content, digest_size=16).hexdigest()


def classify(path: str) -> tuple[Kind, str, str] | None:
    """Tell kind, record id and solution id from a path below the content folder, or None."""
    parts = path.split("/")
    stem, dot, suffix = parts[-1].rpartition(".")
    is_record = bool(dot) and suffix == "yaml" and is_slug(stem)
    match parts:
        case [name] if name in SINGLE_FILES:
            return SINGLE_FILES[name], stem, ""
        case [folder, _] if folder in FOLDERS and is_record:
            return FOLDERS[folder], stem, ""
        case ["solutions", solution_id, name] if name in SOLUTION_FILES and is_slug(solution_id):
            return SOLUTION_FILES[name], solution_id, solution_id
        case ["solutions", solution_id, "experiences", _] if is_record and is_slug(solution_id):
            return Kind.EXPERIENCE, stem, solution_id
    return None


def walk_content(root: Path) -> Iterator[str]:
    """List every path below the content folder in a fixed order; links are listed, never followed."""
    for folder, names, files in os.walk(root, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith("."))
        links = [name for name in names if (Path(folder) / name).is_symlink()]
        for name in sorted([*files, *links]):
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(root).as_posix()


def read_files(root: Path) -> tuple[list[ContentFile], list[Problem]]:
    """Read all files of the content; a file that does not belong is a problem, never skipped in silence."""
    if not root.is_dir():
        hint = N_("Sæt KB_CONTENT_DIR til mappen med indholdet.")
        return [], [Problem(".", 1, "", N_("Mappen med indhold findes ikke."), hint)]
    files: list[ContentFile] = []
    problems: list[Problem] = []
    for path in walk_content(root):
        read = read_file(root, path)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            files.append(read)
    return files, problems


def read_file(root: Path, path: str) -> ContentFile | Problem:
    """Read one file, or say why it does not belong in the content."""
    found = classify(path)
    if found is None:
        hint = N_("Se docs/content-format.md for mapper og filnavne.")
        return Problem(printable(path), 1, "", N_("Filen hører ikke til her."), hint)
    try:
        mode = (root / path).lstat().st_mode
        if not stat.S_ISREG(mode):
            return Problem(path, 1, "", N_("Kun almindelige filer er tilladt, ikke links."))
        return ContentFile(path, *found, (root / path).read_bytes())
    except OSError:
        return Problem(path, 1, "", N_("Filen kan ikke læses."), N_("Se på filens rettigheder."))


def printable(path: str) -> str:
    """Write a path so that it can be printed, also when its name is not valid text."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
