"""What keeps a page from being misused: headers on every route, hostile parameters, hostile records."""

import itertools

import pytest
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from kb.config import Config
from kb.web.app import create_app
from tests.web.addresses import addresses
from tests.web.conftest import HTML, Page

HOSTILE = [
    "*" * 30,
    "[a TO z]",
    "(" * 2000,
    "NOT " * 3000,
    " ".join(f"ord{n}" for n in range(3000)),
    "\x00",
    "%ED%A0%80",
    "id:1 OR title:*",
    "<script>alert(1)</script>",
    "\"'`;--",
    "{{7*7}}${7*7}",
    "../../etc/passwd",
    "x" * 20_000,
    "🇩🇰\u202e\u0300" * 50,
]
NAMES = [
    "q",
    "kommune",
    "omraade",
    "stadie",
    "proevet-i",
    "aar",
    "sorter",
    "side",
    "antal",
    "loesning",
    "med",
    "findes-ikke",
]


def test_every_route_carries_the_headers(app):
    """Pages, files, redirects, errors: all carry every header, and no policy allows what is unsafe."""
    client = app.test_client()
    paths = addresses(app)

    for path in (*paths, *(f"/en{path}" for path in paths), "/findes-ikke/", "/soeg"):
        response = client.get(path)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for rule in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
            assert rule in policy
        assert response.headers["X-Frame-Options"] == "DENY"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        for name in ("Referrer-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"):
            assert response.headers[name]
        assert "Strict-Transport-Security" not in response.headers
        response.close()


def test_https_is_asked_for_where_it_is_in_use(app):
    """Over https the browser is told to stay there for at least a year."""
    header = app.test_client().get("/", base_url="https://localhost").headers["Strict-Transport-Security"]

    assert int(header.split("=")[1].split(";")[0]) >= 31_536_000


def test_a_proxy_is_believed_only_when_the_settings_say_so(bank):
    """The scheme that a proxy tells counts only with as many proxies as the settings name."""
    told = {"X-Forwarded-Proto": "https"}
    alone, behind = (
        create_app(Config(trusted_proxies=hops), bank).test_client().get("/", headers=told) for hops in (0, 1)
    )

    assert "Strict-Transport-Security" not in alone.headers
    assert "Strict-Transport-Security" in behind.headers


@pytest.mark.parametrize(
    ("name", "value"), list(itertools.product(NAMES, HOSTILE)), ids=lambda text: text[:12]
)
def test_a_hostile_parameter_is_harmless(client, name, value):
    """Whatever a parameter holds, the answer is a page, and repeats nothing that a browser would run."""
    response = client.get("/soeg/", query_string={name: value})
    text = response.get_data(as_text=True)

    assert response.status_code == 200
    assert Page(text).foreign_scripts() == []
    assert "49" not in Page(text).words("title")[0]


def test_a_megabyte_of_query_is_harmless(app):
    """A query of a megabyte is refused at once, in a page of ours."""
    environ = EnvironBuilder(path="/soeg/").get_environ() | {"QUERY_STRING": "q=" + "%C3%A6" * 200_000}
    response = Response.from_app(app.wsgi_app, environ)

    assert response.status_code == 400
    assert Page(response.get_data(as_text=True)).words("h1") == ["Det kunne vi ikke læse"]


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "//evil.example/soeg", "/en//evil.example",
                                  "/soeg//evil.example", "/%2fevil.example/.."])  # fmt: skip
def test_no_redirect_leaves_the_site(client, path):
    """No address makes us send a reader to another host."""
    response = client.get(path)

    assert response.status_code in (200, 301, 308, 404)
    location = response.location or "/"
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "path",
    ["/", "/soeg/", "/soeg/?q=ond", "/loesninger/ond/", "/loesninger/ond/erfaringer/2022-ond/", "/kommuner/nordby/",
     "/en/loesninger/ond/", "/en/soeg/?stadie=stoppet"],
)  # fmt: skip
def test_what_a_record_says_is_never_run(page, path):
    """Hostile text in a record is shown as text: no element or attribute comes of it."""
    found = page(path)

    assert found.foreign_scripts() == []
    assert found.all("img") == []
    assert [e for e in found.tree.iter() if any(name.startswith("on") for name in e.attrib)] == []
    assert "onerror=alert(2)" in "".join(found.tree.itertext())


def test_links_lead_only_to_the_web(page):
    """No link from a record leads to anything but a page on the web."""
    for path in ("/loesninger/skaerm/", "/loesninger/ond/"):
        for link in page(path).links():
            assert link.startswith(("/", "#", "http://", "https://", "mailto:"))


def test_forms_send_to_ourselves(page):
    """Every form sends to a page of ours with GET."""
    for form in page("/soeg/").tree.iter(HTML + "form"):
        assert form.get("action").startswith(("/soeg/", "/sammenlign/"))
        assert form.get("method") == "get"
