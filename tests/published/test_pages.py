"""Every page of the published content, in both languages: it answers, is whole, and its links lead somewhere."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

TWIN = re.compile(r"\.(json|jsonl|jsonld|csv|atom|bib|ris|csl|zip|xlsx|sqlite|ttl|cff)(\?|$)|^(/en)?/api/v1/")


class Outline(HTMLParser):
    """What a page consists of: ids, links with their text, headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self._link: str | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("id"):
            self.ids[str(named["id"])] += 1
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self._link, self._text = named.get("href") or "", named.get("aria-label") or ""

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            self.links.append((self._link, self._text.strip()))
            self._link = None


@pytest.mark.parametrize("start", ["/", "/en/"])
def test_every_page_that_can_be_reached_is_whole(client: FlaskClient, start: str) -> None:
    """From the first page every page is reached; each answers, has one h1, unique ids and no empty link."""
    seen, waiting = {start}, [start]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        if response.status_code == 302:
            assert "/log-ind/?" in response.location, address
            continue
        assert response.status_code == 200, address
        if TWIN.search(address):
            continue
        page = Outline(response.text)
        assert page.headings.count(1) == 1, address
        assert all(
            deeper - level <= 1 for level, deeper in zip(page.headings, page.headings[1:], strict=False)
        ), address
        assert [name for name, times in page.ids.items() if times > 1] == [], address
        for target, text in page.links:
            assert text, f"{address}: {target}"
            path, _, anchor = target.partition("#")
            if not path:
                assert anchor in page.ids, f"{address}#{anchor}"
            elif path.startswith(start) and is_record(path) and path not in seen:
                seen.add(path)
                waiting.append(path)

    assert len(seen) > 200


def is_record(path: str) -> bool:
    """Tell whether an address is one to follow: a page or twin, not one of the countless searches."""
    return "/static/" not in path and "?" not in path
