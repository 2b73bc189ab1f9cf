"""What is taken from a git host's answer, and only if it has the form it must have."""

import re
from collections.abc import Iterator
from typing import Any

from kb.config import Repository
from kb.contributions.calling import UNREADABLE
from kb.contributions.publication import NotPublished
from kb.records.marks import N_

OBJECT_ID = re.compile(r"[0-9a-f]{40,64}")
BELOW_A_REPOSITORY = re.compile(r"/[\w./-]{1,200}", re.ASCII)
OUTSIDE = N_("Git-værtens svar henviser til en anden adresse end projektets.")


def list_at(data: Any) -> list[Any]:
    """Take a list."""
    if not isinstance(data, list):
        raise NotPublished(UNREADABLE)
    return data


def text_at(data: Any, *names: str) -> str:
    """Take the text that some names lead to, one within the other."""
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    if not isinstance(data, str):
        raise NotPublished(UNREADABLE)
    return data


def commits_at(data: Any, *names: str) -> tuple[str, ...]:
    """Take the ids of commits that stand under some names; one may be missing."""
    return tuple(_ids(data, names))


def _ids(data: Any, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = data.get(name) if isinstance(data, dict) else None
        if isinstance(value, str) and OBJECT_ID.fullmatch(value):
            yield value


def url_at(data: Any, name: str, repository: Repository) -> str:
    """Take the address of a page about the repository; no other address is shown to anybody."""
    url = text_at(data, name)
    host = repository.host
    where = host.name if host.port == 443 else f"{host.name}:{host.port}"
    top = f"https://{where}/{repository.path}"
    if not url.lower().startswith(top.lower()) or not BELOW_A_REPOSITORY.fullmatch(url[len(top) :]):
        raise NotPublished(OUTSIDE)
    return url
