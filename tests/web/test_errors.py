"""What a reader meets when something is wrong."""

import re

import pytest

from tests.web.conftest import Page

ODD_PATHS = [
    "/findes-ikke/",
    "/loesninger/findes-ikke/",
    "/loesninger/skaerm/erfaringer/findes-ikke/",
    "/kommuner/findes-ikke/",
    "/loesninger/..%2f..%2fetc%2fpasswd/",
    "/loesninger/%2e%2e/",
    "/loesninger/..%5c..%5cwindows/",
    "/loesninger/skaerm%00/",
    "/loesninger/skaerm%0a/",
    "/loesninger/SKAERM/",
    "/loesninger/skærm/",
    "/loesninger/" + "a" * 5000 + "/",
    "/kommuner/nordby%0a/",
    "/kommuner/⁄etc⁄passwd/",
    "/.git/config",
    "/static/",
    "/soeg.xml",
]


@pytest.mark.parametrize("path", ODD_PATHS)
@pytest.mark.parametrize("language", ["da", "en"])
def test_what_is_not_there_is_a_page_of_ours(client, path, language):
    """An unknown or odd address is a 404 page with the way on, in the language of the address."""
    response = client.get(path if language == "da" else f"/en{path}")
    found = Page(response.get_data(as_text=True))

    assert response.status_code == 404
    assert found.words("h1") == ["Siden findes ikke" if language == "da" else "The page does not exist"]
    assert found.all("input", name="q")
    assert response.cache_control.no_store


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_can_only_be_read(client, method):
    """Writing to a page is refused, and the answer says what is allowed."""
    response = getattr(client, method)("/soeg/")

    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]
    assert Page(response.get_data(as_text=True)).words("h1") == ["Det kan man ikke her"]


def test_a_large_body_is_refused(app):
    """A body that is larger than we read is 413."""

    @app.post("/til-proeve/")
    def read():
        from flask import request

        return request.get_data()

    response = app.test_client().post("/til-proeve/", data=b"x" * 2_000_000)

    assert response.status_code == 413


@pytest.mark.parametrize("endpoint", ["home.index", "search.index", "search.as_json", "solutions.show",
                                      "municipalities.show", "about.index", "health.ready"])  # fmt: skip
def test_a_failure_of_ours_shows_an_id_and_nothing_else(app, endpoint, capsys):
    """A failure is a page with an id for support, which is also in the log, and no trace or path."""

    def fail(**_):
        raise RuntimeError("hemmeligt /srv/bank/sti")

    app.view_functions[endpoint] = fail
    with app.test_request_context():
        from flask import url_for

        arguments = {"solution_id": "skaerm", "municipality_id": "nordby"}
        rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
        path = url_for(endpoint, **{name: arguments[name] for name in rule.arguments})
    response = app.test_client().get(path)
    text = response.get_data(as_text=True)
    reference = re.search(r"<strong>(\w{8})</strong>", text)

    assert response.status_code == 500
    assert reference
    assert reference[1] in capsys.readouterr().err
    assert not any(word in text for word in ("hemmeligt", "/srv", "Traceback", "RuntimeError"))


def test_a_broken_template_is_a_failure_of_ours(app, monkeypatch):
    """A template that cannot be rendered gives the same page."""
    monkeypatch.setitem(
        app.view_functions, "home.index", lambda: app.jinja_env.from_string("{{ x.y }}").render()
    )

    assert app.test_client().get("/").status_code == 500


def test_the_error_page_keeps_the_readers_municipality(client):
    """The way on from an error page still knows where the reader comes from."""
    found = Page(client.get("/findes-ikke/?kommune=nordby").get_data(as_text=True))

    assert any("kommune=nordby" in link for link in found.links())
    assert [field.get("value") for field in found.all("input", name="kommune")] == ["nordby"]
