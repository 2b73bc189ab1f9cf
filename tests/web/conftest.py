"""The site over an invented bank, and ways to read a page."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient

from kb.config import Config
from kb.web.app import create_app
from tests.web.toy import ToyBank

INLINE = ("a", "b", "mark", "strong", "span")
HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def bank():
    return ToyBank()


@pytest.fixture
def app(bank, tmp_path) -> Flask:
    return create_app(Config(data_dir=tmp_path / "instance"), bank)


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def page(client) -> Callable[..., "Page"]:
    """Read a page; it must be sound HTML."""

    def read(path: str, status: int = 200) -> Page:
        response = client.get(path)
        assert response.status_code == status, response.status
        return Page(response.get_data(as_text=True))

    return read


@lru_cache(maxsize=400)
def parse(text: str):
    """Parse a page strictly; parsing is slow, and many tests read the same page."""
    return html5lib.HTMLParser(strict=True).parse(text)


class Page:
    """A parsed page, with the few questions that tests ask of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tree = parse(text)

    def all(self, tag: str, **attributes: str):
        """List the elements of a kind, in reading order."""
        found = self.tree.iter(HTML + tag)
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in found if all(e.get(name) == value for name, value in wanted.items())]

    def foreign_scripts(self) -> list[str]:
        """List the scripts that are anything but whole files of ours, or data that no browser runs."""
        ours = re.compile(r"/static/[a-z]+\.[0-9a-f]{12}\.js")
        return [
            script.get("src") or script.text
            for script in self.all("script")
            if script not in self.data_blocks()
            if script.text or not ours.fullmatch(script.get("src") or "")
        ]

    def data_blocks(self):
        """List the scripts that are no scripts but data: of that type, and with no address."""
        return [one for one in self.all("script", type="application/ld+json") if one.get("src") is None]

    def words(self, tag: str, **attributes: str) -> list[str]:
        """List what the elements of a kind say, with single spaces."""
        return [said(element) for element in self.all(tag, **attributes)]

    def links(self) -> list[str]:
        """List the addresses that the page links to."""
        return [a.get("href") for a in self.all("a")]

    @property
    def main(self) -> str:
        """Say all that the main part says."""
        return self.words("main")[0]


def said(element) -> str:
    """Write all words of an element in one line, with a space between what stands apart on the screen."""
    return " ".join("".join(pieces(element)).split())


def pieces(element) -> Iterator[str]:
    """Give the words of an element, piece by piece."""
    apart = "" if element.tag in {HTML + tag for tag in INLINE} else " "
    yield apart + (element.text or "")
    for child in element:
        yield from pieces(child)
        yield child.tail or ""
    yield apart
