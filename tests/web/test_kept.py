"""Pages kept in memory."""

from dataclasses import replace

from flask import Response

from kb.config import Config
from kb.web.app import create_app
from kb.web.kept import KeptPages
from tests.web.toy import ToyBank, toy_catalogue, toy_release


def test_a_kept_page_is_the_page(client):
    """The second answer is the first, byte by byte and header by header."""
    first, second = (client.get("/loesninger/skaerm/?kommune=nordby") for _ in range(2))

    assert second.get_data() == first.get_data()
    assert dict(second.headers) == dict(first.headers)


def test_a_new_release_is_shown_at_once():
    """What was kept of one release is never shown for another."""
    bank = ToyBank()
    client = create_app(Config(), bank).test_client()
    assert "Skærmbesøg" in client.get("/loesninger/skaerm/").get_data(as_text=True)

    catalogue = toy_catalogue()
    renamed = {**catalogue.solutions, "skaerm": replace(catalogue.solutions["skaerm"], title="Et nyt navn")}
    bank.current = toy_release(replace(catalogue, solutions=renamed), "toy-2")
    assert "Et nyt navn" in client.get("/loesninger/skaerm/").get_data(as_text=True)


def test_the_least_lately_used_is_forgotten_first():
    """Three pages where two fit: the one asked for longest ago goes."""
    kept = KeptPages(most_bytes=20)
    kept.keep("a", Response("a" * 10))
    kept.keep("b", Response("b" * 10))
    assert kept.get("a") is not None
    kept.keep("c", Response("c" * 10))

    assert kept.get("b") is None
    assert kept.get("a") is not None
    assert kept.get("c") is not None


def test_faults_and_streams_are_not_kept():
    """A missing page, a page that asks not to be kept and a stream are made each time."""
    kept = KeptPages()
    private = Response("x")
    private.cache_control.no_store = True
    for key, response in {
        "missing": Response("x", status=404),
        "private": private,
        "stream": Response(iter(["x"])),
    }.items():
        kept.keep(key, response)
        assert kept.get(key) is None
