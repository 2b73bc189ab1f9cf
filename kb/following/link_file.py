"""The file in which the state of the links is kept: beside the database, outside content and git."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

from kb.following.links import Link

NAME = "links.json"
MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class DeadLinks:
    """The links that are dead, each with the day on which that was last seen; `stamp` names this state."""

    days: Mapping[str, str] = field(default_factory=dict)
    stamp: str = ""


def dead_links(folder: Path) -> DeadLinks:
    """Tell which links are dead; a file that is missing or damaged says nothing."""
    path = folder / NAME
    try:
        found = path.stat()
    except OSError:
        return DeadLinks()
    return _dead(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)
def _dead(path: Path, changed: int, size: int) -> DeadLinks:
    links = read_links(path.parent) if size <= MOST_BYTES else {}
    dead = {url: link.checked for url, link in links.items() if link.is_dead}
    return DeadLinks(dead, f"{changed}-{size}" if dead else "")


def read_links(folder: Path) -> dict[str, Link]:
    """Read the state of every link; a file that is missing or damaged holds none."""
    try:
        data = json.loads((folder / NAME).read_bytes())
        return {str(url): _link(found) for url, found in data["links"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write_links(folder: Path, links: Mapping[str, Link]) -> None:
    """Write the state of every link, whole or not at all."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({"links": {url: asdict(link) for url, link in sorted(links.items())}}, indent=1)
    aside = folder / f"{NAME}.new"
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(folder / NAME)


def _link(data: Mapping[str, object]) -> Link:
    status = data["status"]
    gone = data["gone"]
    if not isinstance(gone, list):
        raise TypeError(gone)
    return Link(
        checked=str(data["checked"]),
        status=status if isinstance(status, int) else None,
        reason=str(data["reason"]),
        etag=str(data["etag"]),
        modified=str(data["modified"]),
        gone=tuple(map(str, gone)),
    )
