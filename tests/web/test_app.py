"""What holds for every page: sound HTML, working links, the reader's municipality, caching, health."""

import gc
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from kb.config import Config
from kb.errors import ReleaseError
from kb.web.app import SELDOM, create_app, settle
from kb.web.assets import read_manifest
from tests.web.conftest import HTML, Page
from tests.web.toy import toy_release

PAGES = [
    "/",
    "/?kommune=nordby",
    "/soeg/",
    "/soeg/?q=skærm&kommune=nordby",
    "/soeg/?q=findesikke&land=no",
    "/loesninger/skaerm/",
    "/loesninger/skaerm/?kommune=aalum",
    "/loesninger/robotter/",
    "/loesninger/tom/",
    "/loesninger/ond/",
    "/loesninger/skaerm/erfaringer/2019-nordby/",
    "/loesninger/skaerm/erfaringer/2020-flere/",
    "/loesninger/ond/erfaringer/2022-ond/",
    "/kommuner/",
    "/kommuner/nordby/",
    "/kommuner/zahle/",
    "/om/",
    "/om/daekning/",
    "/om/metode/",
    "/om/grader/",
    "/om/privatliv/",
    "/loesninger/skaerm/beregn/",
    "/loesninger/skaerm/hos-os/?kommune=zahle",
    "/loesninger/skaerm/kommuner/?med=nordby&med=aalum",
    "/loesninger/skaerm/beslutningsoplaeg/?kommune=zahle",
    "/sammenlign/",
    "/sammenlign/?loesning=skaerm&loesning=robotter",
    "/tilgaengelighed/",
]
BOTH = [*PAGES, *(f"/en{path}" for path in PAGES)]


@pytest.mark.parametrize("path", BOTH)
def test_every_page_is_sound(page, path):
    """A page parses strictly and has one h1, a title, headings in order and ids that occur once."""
    found = page(path)

    assert len(found.all("h1")) == 1
    assert found.words("title")[0].endswith("– Efterprøvet")
    assert skipped_headings(found) == []
    assert repeated_ids(found) == []


def skipped_headings(found: Page) -> list[str]:
    """List the headings that lie more than one step below the one before."""
    levels = [int(e.tag[-1]) for e in found.tree.iter() if e.tag in {f"{HTML}h{n}" for n in range(1, 7)}]
    return [f"h{before} h{after}" for before, after in pairwise(levels) if after > before + 1]


def repeated_ids(found: Page) -> list[str]:
    """List the ids that occur more than once."""
    counted = Counter(e.get("id") for e in found.tree.iter() if e.get("id"))
    return [name for name, times in counted.items() if times > 1]


@pytest.mark.parametrize("path", BOTH)
def test_every_field_has_a_label_and_every_table_its_headers(page, path):
    """Fields have labels, header cells have a scope, and pictures have a name or are hidden."""
    found = page(path)
    labelled = {label.get("for") for label in found.all("label")}
    fields = [f for tag in ("input", "select") for f in found.all(tag) if f.get("type") != "hidden"]
    unnamed = [f for f in fields if not (f.get("aria-label") or f.get("aria-labelledby"))]

    assert [f.get("id") for f in unnamed if f.get("id") not in labelled] == []
    assert [th for th in found.all("th") if th.get("scope") not in ("row", "col")] == []
    assert [svg for svg in outer_drawings(found) if not is_named(svg)] == []


def outer_drawings(found: Page):
    """List the drawings that stand in the page itself and not inside another one."""
    svg = "{http://www.w3.org/2000/svg}svg"
    drawings = list(found.tree.iter(svg))
    inner = {id(child) for drawing in drawings for child in drawing.iter(svg) if child is not drawing}
    return [drawing for drawing in drawings if id(drawing) not in inner]


def is_named(svg) -> bool:
    """Tell whether a drawing is hidden from those who listen, or has a name."""
    has_name = bool(svg.get("aria-labelledby") or svg.get("aria-label"))
    return svg.get("aria-hidden") == "true" or (svg.get("role") == "img" and has_name)


@pytest.mark.parametrize("path", BOTH)
def test_a_page_runs_only_files_of_ours_and_styles_nothing_in_place(page, path):
    """No page has a script that is no file of ours, an inline style, an event handler or data in an address."""
    found = page(path)
    elements = list(found.tree.iter())

    assert found.foreign_scripts() == []
    assert [
        e for e in elements if e.get("style") or any(str(name).startswith("on") for name in e.attrib)
    ] == []
    assert "data:" not in found.text


@pytest.mark.parametrize("start", ["/", "/en/", "/?kommune=nordby"])
def test_every_link_leads_somewhere(client, start):
    """Following every link from the first page meets none that is missing; some ask the reader to sign in.

    Feeds are not ready: the invented bank has never changed.
    """
    seen, left = {}, [start]
    while left and len(seen) < 1500:
        path = left.pop()
        if path in seen:
            continue
        response = client.get(path)
        asks_to_sign_in = response.status_code == 302 and "/log-ind/?" in response.location
        is_feed = response.status_code == 503 and (".atom" in path or ".feed.json" in path)
        seen[path] = 200 if asks_to_sign_in or is_feed else response.status_code
        if response.mimetype == "text/html" and response.status_code == 200:
            left += internal_links(path, response.get_data(as_text=True))
        elif response.location:
            left.append(response.location)
        response.close()

    assert {path: status for path, status in seen.items() if status not in (200, 301, 308)} == {}
    assert len(seen) > 20


def internal_links(path: str, text: str) -> list[str]:
    """List the addresses on our own site that a page leads to; an anchor must exist on its page."""
    found = Page(text)
    ids = {e.get("id") for e in found.tree.iter()}
    anchors = [link[1:] for link in found.links() if link.startswith("#")]
    assert [anchor for anchor in anchors if anchor not in ids] == []
    addresses = found.links() + [link.get("href") for link in found.all("link")]
    urls = [urldefrag(urljoin(path, address)).url for address in addresses]
    return [url for url in urls if not urlsplit(url).scheme]


@pytest.mark.parametrize(
    ("path", "target"),
    [("/soeg", "/soeg/"), ("/soeg?q=a", "/soeg/?q=a"), ("/en", "/en/"), ("/en?kommune=nordby", "/en/?kommune=nordby"),
     ("/en/om", "/en/om/"), ("/was/", "/tilgaengelighed/"), ("/en/was/?kommune=nordby", "/en/tilgaengelighed/?kommune=nordby")],
)  # fmt: skip
def test_an_address_without_its_slash_leads_on_for_good(client, path, target):
    """A page's address without the last slash is a permanent redirect that keeps the query and names no host."""
    response = client.get(path)

    assert response.status_code in (301, 308)
    assert response.location == target


def test_the_readers_municipality_is_carried_on(page):
    """Every link to a page of ours keeps the municipality that the reader comes from."""
    found = page("/?kommune=nordby")
    ours = [link for link in found.links() if link.startswith("/")]

    assert [link for link in ours if "kommune=nordby" not in link] == []
    assert any("Vi er fra Nordby" in words for words in found.words("a"))


@pytest.mark.parametrize("value", ["", "findes-ikke", "../../etc", "%00", "nordby'--", "<b>"])
def test_an_unknown_municipality_is_ignored(page, value):
    """A municipality that does not exist is as if none were chosen."""
    found = page(f"/?kommune={value}")

    assert not any("Vi er fra" in words for words in found.words("a"))
    assert not any("kommune=" in link for link in found.links() if "/en/" not in link)


def test_no_page_sets_a_cookie(client):
    """Nothing about the reader is kept."""
    assert [path for path in BOTH if "Set-Cookie" in client.get(path).headers] == []


def test_assets_are_kept_for_a_year_and_sent_packed(client):
    """The stylesheet comes packed with a name of its own and may be kept for ever; fonts come as they are."""
    css, font = (
        f"/static/{read_manifest()[name]}" for name in ("app.css", "IBMPlexSans-Regular-Latin1.woff2")
    )
    packed = client.get(css, headers={"Accept-Encoding": "gzip, br"})
    plain = client.get(css)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.mimetype == plain.mimetype == "text/css"
    assert len(packed.data) < len(plain.data) / 3
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    for response in (packed, plain, client.get(font)):
        assert response.cache_control.max_age == 31_536_000
        assert response.cache_control.immutable
        response.close()


@pytest.mark.parametrize(
    "name", ["manifest.json", "app.css", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "x" * 5000]
)
def test_only_built_assets_are_served(client, name):
    """What is not in the manifest is not there."""
    assert client.get(f"/static/{name}").status_code == 404


def test_a_page_is_sent_once_for_each_release(client, bank):
    """A page that the reader has is not sent again until the release changes."""
    etag = client.get("/soeg/?q=skærm").headers["ETag"]
    again = client.get("/soeg/?q=skærm", headers={"If-None-Match": etag})
    other = client.get("/soeg/?q=robot", headers={"If-None-Match": etag})
    bank.current = toy_release(release_id="toy-2")
    changed = client.get("/soeg/?q=skærm", headers={"If-None-Match": etag})

    assert (again.status_code, again.data) == (304, b"")
    assert (other.status_code, changed.status_code) == (200, 200)


def test_a_damaged_release_is_not_kept(client, bank):
    """What is shown while the release is damaged may not be kept, and the process says it is not ready."""
    bank.current = replace(bank.current, is_damaged=True)
    response = client.get("/soeg/")

    assert response.cache_control.no_store
    assert "ETag" not in response.headers
    assert client.get("/readyz").status_code == 503


def test_health_is_told(client, bank):
    """The process says that it lives, and which release it serves."""
    assert client.get("/healthz").get_data(as_text=True) == "ok\n"
    assert client.get("/readyz").get_json() == {"status": "ready", "release": "toy-1"}


class EmptyBank:
    """A bank with nothing to read."""

    @property
    def current(self):
        raise ReleaseError("Ingen udgivelse i /hemmelig/sti")


def test_without_a_release_the_site_says_so():
    """Without a release every page is a 503 in the reader's language, without a path; the process lives."""
    client = create_app(Config(), EmptyBank()).test_client()

    for path in ("/", "/soeg/?kommune=nordby", "/en/kommuner/"):
        response = client.get(path)
        assert response.status_code == 503
        assert response.headers["Retry-After"]
        assert "hemmelig" not in response.get_data(as_text=True)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_settled_process_seldom_looks_for_garbage():
    """What was made before is passed over, and a page's own objects are not looked through while it is made."""
    before = gc.get_threshold()
    try:
        settle()

        assert gc.get_freeze_count() > 0
        assert gc.get_threshold()[0] == SELDOM
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
