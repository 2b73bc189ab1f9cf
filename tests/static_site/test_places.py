"""Where an address of the site lies in a copy, and how pages link to each other there."""

from posixpath import dirname, join, normpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Config
from kb.static_site.places import Place, Places, file_of
from kb.web.app import create_app
from kb.web.archive.routes import become_archive
from tests.web.toy import ToyBank

BASE = "https://bank.example"
PART = st.text("abcæø-.% ", min_size=1, max_size=6).filter(lambda part: part.strip(".") != "")
PATHS = st.tuples(st.lists(PART, max_size=4), st.booleans()).map(
    lambda made: "/" + "/".join(made[0]) + ("/" if made[1] and made[0] else "")
)


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    app = create_app(Config(data_dir=tmp_path_factory.mktemp("data"), base_url=BASE), ToyBank())
    become_archive(app)
    return Places(app, BASE, ["nordby"])


@given(PATHS, PATHS)
def test_a_relative_address_leads_back_to_its_file(page, target):
    """From any page, the address written for another, followed as a browser does, finds that one's file."""
    address = Place(target).seen_from(page)

    assert normpath(join(dirname(file_of(page)), unquote(address))) == file_of(target)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/loesninger/skaerm/", "/loesninger/skaerm/"),
        ("/en/loesninger/skaerm/?kommune=nordby", "/en/loesninger/skaerm/"),
        (f"{BASE}/en/kommuner/", "/en/kommuner/"),
        ("/loesninger/skaerm/hos-os/?kommune=nordby", "/loesninger/skaerm/hos-os/nordby/"),
        ("/loesninger/skaerm/hos-os/?kommune=aalum", "/loesninger/skaerm/hos-os/"),
        ("/en/loesninger/skaerm/hos-os/?kommune=nordby", "/en/loesninger/skaerm/hos-os/"),
        ("/log-ind/?naeste=/konto/", "/arkiv/"),
        ("/en/bidrag/erfaring/", "/en/arkiv/"),
        ("/bidrag/mine/", "/arkiv/"),
        ("/loesninger/skaerm/erfaringer/2019-nordby/kontakt/", "/arkiv/"),
        ("/api/v1/solutions?limit=2", "/arkiv/"),
        ("/api/v1/openapi.json", "/api/v1/openapi.json"),
        ("/api/", "/api/"),
        ("/findes-ikke/", "/findes-ikke/"),
    ],
)
def test_an_address_has_one_place_in_a_copy(places, url, path):
    """A query falls away but for whose Hos os? it is, what needs a server is explained, a dead link stays dead."""
    assert places.led_to(url, "/").path == path


@pytest.mark.parametrize(
    "url", ["https://kl.dk/x", f"{BASE}.dk/x/", "//kl.dk/", "mailto:post@nordby.example", "#top", ""]
)
def test_other_addresses_are_left_alone(places, url):
    """Links out of the site and within a page stay as they are."""
    assert places.led_to(url, "/") is None


def test_what_was_searched_for_is_kept(places):
    """The search of a copy reads its words from the address, and nothing else."""
    place = places.led_to("/soeg/?q=l%C3%B8ft&stadie=stoppet", "/")

    assert (place.path, place.query) == ("/soeg/", "q=l%C3%B8ft")


def test_the_page_of_a_municipality_is_asked_for_by_its_query(places):
    """Where a page of Hos os? lies tells what the application must be asked for, and back again."""
    asked = places.asked_for("/loesninger/skaerm/hos-os/nordby/")

    assert asked == "/loesninger/skaerm/hos-os/?kommune=nordby"
    assert places.led_to(asked, "/").path == "/loesninger/skaerm/hos-os/nordby/"
    assert places.asked_for("/kommuner/nordby/") == "/kommuner/nordby/"
