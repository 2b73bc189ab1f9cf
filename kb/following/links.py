"""Which links the content has, and what became of each when it was last looked at; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kb.catalogue import Catalogue
from kb.content.encoding import encode

GONE = frozenset({404, 410})
DAYS_GONE = 2


@dataclass(frozen=True)
class Answer:
    """What a visit found: a status, or else why there is none. `no_host` tells that the name is unknown."""

    status: int | None = None
    reason: str = ""
    no_host: bool = False
    etag: str = ""
    modified: str = ""

    @property
    def is_gone(self) -> bool:
        """Tell whether the page is surely not there; a busy or closed server is no proof of that."""
        return self.status in GONE or self.no_host


@dataclass(frozen=True)
class Link:
    """A link as it was when last looked at, an ISO date; `gone` are the days on which it was not there.

    `etag` and `modified` are what the server called the page, so that it need not be sent again.
    """

    checked: str
    status: int | None = None
    reason: str = ""
    etag: str = ""
    modified: str = ""
    gone: tuple[str, ...] = field(default=())

    @property
    def is_dead(self) -> bool:
        """Tell whether the page was gone on two different days."""
        return len(self.gone) >= DAYS_GONE


def links_in(catalogue: Catalogue) -> tuple[str, ...]:
    """List every external address in the content once, in the order of the alphabet."""
    tables: Iterable[Mapping[str, Any]] = (
        catalogue.solutions,
        catalogue.experiences,
        catalogue.sources,
        catalogue.municipalities,
        catalogue.authorities,
        catalogue.projects,
        catalogue.calls,
    )
    found = {url for table in tables for record in table.values() for url in _urls(encode(record))}
    return tuple(sorted(found))


def _urls(data: Any) -> Iterator[str]:
    """Find the addresses in plain data; a saved copy is not looked for."""
    if isinstance(data, dict):
        url = data.get("url")
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            yield url
        for value in data.values():
            yield from _urls(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _urls(value)


def looked_at(before: Link | None, answer: Answer, date: str) -> Link:
    """Write down what a visit on a day found; one page that is there again has never been gone."""
    gone = before.gone if before else ()
    if answer.is_gone:
        gone = tuple(sorted({*gone, date}))[-DAYS_GONE:]
    elif answer.status is not None and answer.status < 400:
        gone = ()
    kept = answer.status == 304 and before is not None
    return Link(
        checked=date,
        status=before.status if kept and before else answer.status,
        reason=answer.reason,
        etag=before.etag if kept and before else answer.etag,
        modified=before.modified if kept and before else answer.modified,
        gone=gone,
    )
