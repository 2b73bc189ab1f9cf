"""How files are brought to canonical form, and written whole or not at all."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.content.layout import SINGLE_FILES, ContentFile, Kind, read_files
from kb.content.loading import FILE_SCHEMAS, load_file
from kb.content.writer import dump_record, format_yaml
from kb.errors import ContentError

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
