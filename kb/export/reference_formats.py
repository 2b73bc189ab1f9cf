"""A record as reference managers take it: BibTeX, RIS and CSL-JSON, always with the release and the day read.

https://citationstyles.org/ · https://en.wikipedia.org/wiki/RIS_(file_format)
"""

import re
from dataclasses import dataclass
from typing import Any

from kb.export.citation import BANK

# Braces must balance in BibTeX even where they are escaped.
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "$": r"\$",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Work:
    """A record as one refers to it, with the release, its day and the day it was read (ISO dates)."""

    id: str
    title: str
    url: str
    release_id: str
    released: str
    accessed: str
    language: str = "da"

    @property
    def key(self) -> str:
        """A short name for the work: letters, digits and hyphens."""
        return re.sub(r"[^A-Za-z0-9-]+", "-", f"efterproevet-{self.id}")

    @property
    def year(self) -> str:
        """The year of the release."""
        return self.released[:4]


def bibtex(work: Work) -> str:
    """Write the work for BibTeX."""
    fields = {
        "title": f"{{{_escaped(work.title)}}}",
        "author": f"{{{BANK}}}",
        "year": work.year,
        "version": work.release_id,
        "url": work.url,
        "urldate": work.accessed,
        "note": f"Udgivelse {work.release_id}",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@misc{{{work.key},", *lines, "}", ""])


def _escaped(text: str) -> str:
    return "".join(SPECIAL.get(character, character) for character in _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def ris(work: Work) -> str:
    """Write the work as RIS."""
    fields = (
        ("TY", "DATA"),
        ("ID", work.key),
        ("TI", _one_line(work.title)),
        ("AU", BANK),
        ("PB", BANK),
        ("PY", work.year),
        ("DA", work.released.replace("-", "/")),
        ("ET", work.release_id),
        ("UR", work.url),
        ("Y2", work.accessed.replace("-", "/")),
        ("LA", work.language),
        ("ER", ""),
    )
    return "".join(f"{name}  - {value}\r\n" for name, value in fields)


def csl(work: Work) -> list[dict[str, Any]]:
    """Write the work as CSL-JSON."""
    return [
        {
            "id": work.key,
            "type": "dataset",
            "title": _one_line(work.title),
            "author": [{"literal": BANK}],
            "publisher": BANK,
            "issued": {"date-parts": [_parts(work.released)]},
            "accessed": {"date-parts": [_parts(work.accessed)]},
            "version": work.release_id,
            "URL": work.url,
            "language": work.language,
        }
    ]


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]
