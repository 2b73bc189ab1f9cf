"""How files are brought to canonical form, and how an empty new record begins."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.content.layout import SINGLE_FILES, ContentFile, Kind, read_files
from kb.content.loading import FILE_SCHEMAS, load_file
from kb.content.writer import dump_record, format_yaml
from kb.errors import ContentError, KnowledgeBankError, Problem
from kb.records.base import is_slug

PATH_FIELDS = {Kind.EXPERIENCE: ("id", "solution"), **dict.fromkeys(SINGLE_FILES.values(), ())}


def canonical_form(file: ContentFile) -> str:
    """Write a file's record anew; raise ContentError where the file cannot be read."""
    if file.kind in (Kind.PROSE, Kind.PROSE_EN):
        return canonical_prose(_prose_text(file))
    record, problems = load_file(file)
    if record is None:
        raise ContentError(problems)
    return format_record(file.kind, record)


def _prose_text(file: ContentFile) -> str:
    record, problems = load_file(file)
    if record is None:
        raise ContentError(problems)
    return str(record.markdown)


def format_record(kind: Kind, record: Any) -> str:
    """Write a record in the canonical form of its kind."""
    return format_yaml(dump_record(FILE_SCHEMAS[kind], record, without=PATH_FIELDS.get(kind, ("id",))))


def canonical_prose(text: str) -> str:
    """End every line without blanks and the text with one line break."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").strip().split("\n")]
    return "\n".join(lines) + "\n"


def find_unformatted(root: Path, wanted: Sequence[Path]) -> dict[Path, bytes]:
    """Find the files not in canonical form, and the form of each; all files where none is named.

    Raise ContentError where any of them cannot be read; then nothing should be written.
    """
    files, problems = read_files(root)
    forms: dict[Path, bytes] = {}
    for file in files:
        place = (root / file.path).resolve()
        if not wanted or any(place == path or path in place.parents for path in wanted):
            try:
                form = canonical_form(file).encode()
            except ContentError as error:
                problems += error.problems
            else:
                forms |= {place: form} if form != file.content else {}
    if problems:
        raise ContentError(problems)
    return forms


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old or the new one, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".kb-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def start_solution(root: Path, solution_id: str) -> Path:
    """Create the files of a new solution for the author to fill in; return the YAML file."""
    path = root / "solutions" / _slug(solution_id) / "solution.yaml"
    _refuse_existing(path)
    write_atomically(path, _NEW_SOLUTION.encode())
    write_atomically(path.with_name("solution.md"), _NEW_PROSE.encode())
    return path


def start_experience(root: Path, solution_id: str, experience_id: str) -> Path:
    """Create the file of a new experience report below a solution; return it."""
    folder = root / "solutions" / _slug(solution_id)
    if not (folder / "solution.yaml").is_file():
        raise KnowledgeBankError(
            f"Løsningen {solution_id} findes ikke. Lav den med: kb new solution {solution_id}"
        )
    path = folder / "experiences" / f"{_slug(experience_id)}.yaml"
    _refuse_existing(path)
    write_atomically(path, _NEW_EXPERIENCE.encode())
    return path


def _slug(text: str) -> str:
    if not is_slug(text):
        raise KnowledgeBankError(f"{text!r} kan ikke være et id. Brug små bogstaver a-z, tal og bindestreg.")
    return text


def _refuse_existing(path: Path) -> None:
    if path.exists():
        raise ContentError([Problem(path.as_posix(), 1, "", "Filen findes allerede.", "Ret den i stedet.")])


_NEW_SOLUTION = """\
# Udfyld mindst title, summary og én kilde. Alt andet kan vente. Felterne står i docs/content-format.md.
title:
summary:
sources:
- id:
  title:
  url:
"""

_NEW_PROSE = """\
## Hvad er det?

## Hvem er det til?

## Hvad kræver det?

## Hvad skete der?

## Hvad ved vi ikke?
"""

_NEW_EXPERIENCE = """\
# Udfyld kommune, hvad I gjorde, og mindst én kilde. Skriv også det, der gik galt.
# Felterne står i docs/content-format.md.
municipalities:
-
description:
stages:
- stage:
sources:
- id:
  title:
  url:
"""
