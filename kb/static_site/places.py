"""Where each address of the site lies among the files of a copy."""

from collections.abc import Collection
from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from kb.web.i18n import PREFIX

SEARCH = "search.index"
HERE = "comparison.show"
# Routes that take a form are left out with what belongs to them; so is what answers as one types or asks.
LEFT_OUT = {
    "accounts",
    "confirming",
    "contacts",
    "contributions",
    "editing",
    "following",
    "health",
    "short_forms",
    "search.suggestions",
    "search.suggestions_json",
}
ONLY_FROM_A_SERVER = "api"
OF_THE_API = {"api.documentation", "api.described"}


@dataclass(frozen=True)
class Place:
    """What a link leads to in a copy; `is_plainer` where the address asked for more than a file can hold."""

    path: str
    query: str = ""
    fragment: str = ""
    is_plainer: bool = False

    def seen_from(self, path: str) -> str:
        """Write the address relative to the page that links to it."""
        file = relpath(file_of(self.path), dirname(file_of(path)) or ".")
        query = f"?{self.query}" if self.query else ""
        fragment = f"#{self.fragment}" if self.fragment else ""
        return f"{quote(file)}{query}{fragment}"


def file_of(path: str) -> str:
    """Name the file of an address: a folder's page is its index.html."""
    return (path + "index.html" if path.endswith("/") else path).lstrip("/")


def language_of(path: str) -> str:
    """Tell the language of an address."""
    return "en" if path.startswith(f"{PREFIX}/") else "da"


class Places:
    """The addresses of an application as a copy has them; `here`: whose Hos os? it holds."""

    def __init__(self, app: Flask, base_url: str, here: Collection[str]) -> None:
        self._rules = app.url_map.bind("copy")
        self._base_url = base_url
        self._here = frozenset(here)

    def endpoint_of(self, path: str) -> str:
        """Name the route that answers an address, or nothing."""
        try:
            rule, _ = self._rules.match(path.removeprefix(PREFIX) or "/", method="GET", return_rule=True)
        except (HTTPException, RequestRedirect):
            return ""
        return "" if "POST" in (rule.methods or ()) else str(rule.endpoint)

    def led_to(self, url: str, asked: str) -> Place | None:
        """Find what a link on the page asked for leads to; None outside the site and within the page."""
        is_own = bool(self._base_url) and url.startswith(f"{self._base_url}/")
        parts = urlsplit(url.removeprefix(self._base_url) if is_own else url)
        if parts.scheme or parts.netloc or not (parts.path or parts.query):
            return None
        path = urljoin(asked, parts.path) if parts.path else asked
        return self._place(path, parts.query, parts.fragment)

    def _place(self, path: str, query: str, fragment: str) -> Place:
        endpoint = self.endpoint_of(path)
        if self.is_left_out(path, endpoint):
            return Place(archive_of(path))
        if endpoint == SEARCH:
            return self._search(path, query)
        municipality = parse_qs(query).get("kommune", [""])[0]
        if endpoint == HERE and municipality in self._here and language_of(path) == "da":
            return Place(f"{path}{municipality}/", fragment=fragment, is_plainer="&" in query)
        is_plainer = bool(query) and query != f"kommune={municipality}"
        return Place(path, fragment="" if is_plainer else fragment, is_plainer=is_plainer)

    def _search(self, path: str, query: str) -> Place:
        words = parse_qs(query).get("q", [""])[0]
        return Place(path, query=f"q={quote(words)}" if words else "")

    def is_left_out(self, path: str, endpoint: str) -> bool:
        """Tell whether a page needs a server; what no route answers is a dead link, and is kept."""
        subject = endpoint.partition(".")[0]
        if subject == ONLY_FROM_A_SERVER:
            return endpoint not in OF_THE_API
        return {subject, endpoint} & LEFT_OUT != set() or (not endpoint and self._takes_a_form(path))

    def _takes_a_form(self, path: str) -> bool:
        try:
            self._rules.match(path.removeprefix(PREFIX) or "/", method="POST")
        except (HTTPException, RequestRedirect):
            return False
        return True

    def asked_for(self, path: str) -> str:
        """Write what the application is asked for, for a page of a copy."""
        parent, _, last = path.rstrip("/").rpartition("/")
        if last in self._here and self.endpoint_of(f"{parent}/") == HERE:
            return f"{parent}/?kommune={last}"
        return path


def archive_of(path: str) -> str:
    """Give the page that explains what a copy cannot do, in the language of an address."""
    return f"{PREFIX}/arkiv/" if language_of(path) == "en" else "/arkiv/"
