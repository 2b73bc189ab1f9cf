"""What a Markdown text says once its signs are taken away."""

import re
from functools import lru_cache

MOST_TEXTS = 1_024
_HEADINGS = re.compile(r"^[ \t]*#{1,6}[ \t].*$", re.MULTILINE)
_LINKS = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s\"[^\"]*\")?\)")
_LINE_STARTS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+|\d{1,3}\.[ \t]+)", re.MULTILINE)
_RULES = re.compile(r"^[ \t]*[-|: \t]{3,}$", re.MULTILINE)
_EMPHASIS = re.compile(r"\*+|`+|(?<!\w)_+|_+(?!\w)")
_CELLS = re.compile(r"[ \t]*\|[ \t]*")
_BLANKS = re.compile(r"\s+")


def plain_text(markdown: str) -> str:
    """Write a Markdown text as one line of plain text: no headings' signs, bullets, emphasis or links."""
    text = _LINE_STARTS.sub("", _RULES.sub(" ", _LINKS.sub(r"\1", markdown)))
    return _BLANKS.sub(" ", _CELLS.sub(" ", _EMPHASIS.sub("", text))).strip()


@lru_cache(maxsize=MOST_TEXTS)
def running_text(markdown: str) -> str:
    """Write a Markdown text as one line of plain text and leave its headings out."""
    return plain_text(_HEADINGS.sub("", markdown))
