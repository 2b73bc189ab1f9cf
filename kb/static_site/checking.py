"""Whether every link within a copy leads to a file and a place on it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from kb.static_site.pages import ADDRESS, TAG

NAMED = re.compile(r'<[a-z][\w-]*\s(?:[^>"]|"[^"]*")*?(?<=\s)id="([^"]*)"')


@dataclass(frozen=True)
class Link:
    """A link on a page to a file and a place on it."""

    page: str
    file: str
    anchor: str


@dataclass(frozen=True)
class Checked:
    """How many links were followed, and those that lead nowhere."""

    count: int
    dead: tuple[Link, ...]


def check_links(folder: Path) -> Checked:
    """Follow every link of every page to the files of the folder; nothing outside it is asked for."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    anchors: dict[str, frozenset[str]] = {}
    first: dict[tuple[str, str], Link] = {}
    count = 0
    for page in sorted(file for file in files if file.endswith(".html")):
        text = (folder / page).read_text(encoding="utf-8")
        anchors[page] = frozenset(map(unescape, NAMED.findall(text)))
        for link in links_of(page, text):
            count += 1
            first.setdefault((link.file, link.anchor), link)
    return Checked(count, tuple(link for link in first.values() if not leads(link, files, anchors)))


def leads(link: Link, files: set[str], anchors: dict[str, frozenset[str]]) -> bool:
    """Tell whether a link finds its file and its place."""
    return link.file in files and (not link.anchor or link.anchor in anchors.get(link.file, ()))


def links_of(page: str, text: str) -> Iterator[Link]:
    """List the links of a page that stay within the copy."""
    for tag in TAG.finditer(text):
        for kind, url in ADDRESS.findall(tag[0]):
            parts = urlsplit(unescape(url))
            if parts.scheme or parts.netloc:
                continue
            file = normpath(join(dirname(page), unquote(parts.path))) if parts.path else page
            # What a form is sent to may name a place that only its answer has.
            yield Link(page, file, "" if kind == "action" else unquote(parts.fragment))
