"""No person is in what the site sends to programs: feeds and answers of the API over the published content."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from kb.content.privacy import addresses_in, is_private_address, refuse_personal_data, texts_of
from kb.export.tables import TABLES

pytestmark = pytest.mark.slow


def pages_of(client: FlaskClient, path: str | None) -> Iterator[tuple[str, object]]:
    """Read a list of the API page by page."""
    while path:
        body = client.get(path).json
        yield path, body["items"]
        path = body["next"]


def feeds_of(catalogue) -> Iterator[str]:
    """List the address of each feed: of all, of a search, of each solution and each municipality."""
    for end in ("atom", "feed.json"):
        yield f"/aendringer.{end}"
        yield f"/soeg.{end}?q=robot"
        yield from (f"/loesninger/{one}.{end}" for one in catalogue.solutions)
        yield from (f"/kommuner/{one}.{end}" for one in catalogue.municipalities)


def test_the_feeds_name_no_person(client, catalogue):
    """No feed holds the e-mail address of a person."""
    seen = {path: client.get(path) for path in feeds_of(catalogue)}
    assert {path: one.status for path, one in seen.items() if one.status_code != 200} == {}
    assert [
        (path, address)
        for path, one in seen.items()
        for address in addresses_in(one.get_data(as_text=True))
        if is_private_address(*address)
    ] == []


def test_the_api_names_no_person(client):
    """No page of any list of the API holds the e-mail address of a person or a number like a CPR number."""
    assert [
        (path, *where, text)
        for table in TABLES
        for path, items in pages_of(client, f"/api/v1/{table.name}?limit=1000")
        for where, text in texts_of(items)
        if refuse_personal_data(where, text)
    ] == []
