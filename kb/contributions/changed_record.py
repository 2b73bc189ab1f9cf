"""How a submission changes a record that is published: read as it is now, changed, and written anew; pure."""

from typing import Any

from kb.content.formatting import format_record
from kb.content.layout import ContentFile, classify
from kb.content.loading import load_file
from kb.contributions.proposal import Given
from kb.contributions.publication import Piece, digest_of


def published_record(given: Given, path: str) -> Any | None:
    """Read a record as it is published now; None where there is none that can be read."""
    content, found = given.published(path), classify(path)
    if content is None or found is None:
        return None
    return load_file(ContentFile(path, *found, content))[0]


def changed_piece(given: Given, path: str, record: Any) -> Piece:
    """Write a changed record as the file that replaces the one published now."""
    found = classify(path)
    if found is None:
        raise ValueError(path)
    return Piece(path, format_record(found[0], record).encode(), digest_of(given.published(path)))
