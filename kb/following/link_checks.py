"""All links looked at: several hosts at once, one page at a time of each, with a pause between."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from kb.following.links import Link, looked_at
from kb.following.visiting import Manner, visit


@dataclass(frozen=True)
class Politeness:
    """How many hosts are visited at once, and how long (seconds) one waits between two pages of a host."""

    hosts_at_once: int = 8
    pause: float = 1.0
    manner: Manner = field(default_factory=Manner)
    wait: Callable[[float], None] = time.sleep


def check_links(
    urls: Iterable[str], before: Mapping[str, Link], date: str, politeness: Politeness
) -> dict[str, Link]:
    """Look at every link on a day, an ISO date, and give the state of each."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_host(url), []).append(url)

    def look_at_host(host_urls: list[str]) -> list[tuple[str, Link]]:
        return list(_one_by_one(host_urls, before, date, politeness))

    with ThreadPoolExecutor(politeness.hosts_at_once) as pool:
        found = pool.map(look_at_host, by_host.values())
        return dict(sorted(pair for pairs in found for pair in pairs))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _one_by_one(
    urls: list[str], before: Mapping[str, Link], date: str, politeness: Politeness
) -> Iterator[tuple[str, Link]]:
    for number, url in enumerate(urls):
        if number:
            politeness.wait(politeness.pause)
        known = before.get(url)
        yield url, looked_at(known, visit(url, known, politeness.manner), date)
