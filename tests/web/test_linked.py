"""Pages say what they are to search engines, as data in the page that nothing runs."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from kb.config import Config
from kb.web.app import create_app
from tests.hostile import SCRIPT
from tests.web.conftest import Page
from tests.web.rich import RICH, THIN, bank_with
from tests.web.toy import EVIL

BASE = "https://bank.example"
RECORDS = {
    "/loesninger/rig/": "Article",
    "/loesninger/ond/": "Article",
    "/loesninger/tom/": "Article",
    "/loesninger/rig/erfaringer/2019-nordby/": "Report",
    "/loesninger/ond/erfaringer/2022-ond/": "Report",
}


@pytest.fixture
def bank():
    return bank_with()


@pytest.fixture
def app(bank, tmp_path):
    return create_app(Config(data_dir=tmp_path / "instance", base_url=BASE), bank)


def linked_on(page: Page):
    """Read the one block of data on a page."""
    (block,) = page.data_blocks()
    return json.loads(block.text)


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize(("path", "kind"), RECORDS.items())
def test_a_record_says_what_it_is(page, client, path, kind, prefix):
    """Type, address, title, language, release, licence, its sources, and where it lies as data."""
    found = page(prefix + path)
    linked = linked_on(found)

    assert (linked["@context"], linked["@type"]) == ("https://schema.org/", kind)
    assert linked["@id"] == linked["url"] == f"{BASE}{prefix}{path}"
    assert " ".join(linked["headline"].split()) == found.words("h1")[0]
    assert linked["inLanguage"] in ("da", "en")
    assert linked["version"] == "toy-1"
    assert linked["license"].startswith("https://creativecommons.org/")
    assert linked["author"]["@type"] == linked["publisher"]["@type"] == "Organization"
    assert linked["isPartOf"] == {
        "@type": "Dataset",
        "@id": f"{BASE}/data/",
        "name": linked["isPartOf"]["name"],
    }
    for one in linked["encoding"]:
        assert client.get(one["contentUrl"].removeprefix(BASE)).mimetype == one["encodingFormat"]
    assert all(one["@type"] == "CreativeWork" and one["name"] for one in linked["citation"])
    assert not any(value in (None, "") for value in linked.values())


def test_a_report_says_about_what_and_from_where(page):
    """A report names its solution and its municipalities, and its sources with year and address."""
    linked = linked_on(page("/loesninger/rig/erfaringer/2019-nordby/"))

    assert linked["about"]["@id"] == f"{BASE}/loesninger/rig/"
    assert {"@type": "AdministrativeArea", "name": "Nordby"} in linked["spatialCoverage"]
    assert {
        "@type": "CreativeWork",
        "name": "Slutrapport",
        "publisher": {"@type": "Organization", "name": "Nordby Kommune"},
        "datePublished": "2021",
        "url": "https://nordby.invalid/rapport",
    } in linked["citation"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_of_data_is_a_data_set(page, client, prefix):
    """The page of open data is a Dataset with a version, a day, a licence, and files that are there."""
    linked = linked_on(page(f"{prefix}/data/"))

    assert linked["@type"] == "Dataset"
    assert {"name", "description", "url", "license", "version", "creator", "publisher"} <= set(linked)
    date.fromisoformat(linked["datePublished"])
    for one in linked["distribution"]:
        assert client.head(one["contentUrl"].removeprefix(BASE)).mimetype == one["encodingFormat"]


def test_hostile_words_stay_in_the_block(tmp_path):
    """Whatever a record says stands in the data letter for letter, and no mark in it ends the block."""
    words = " ".join((EVIL, *SCRIPT, "</script><script>alert(1)</script>", "\u2028 & ' \" \\ ]]>"))
    hostile = replace(RICH, title=f"Titel {words}", summary=words)
    app = create_app(Config(data_dir=tmp_path), bank_with(solutions=(hostile, THIN)))
    text = app.test_client().get("/loesninger/rig/").get_data(as_text=True)
    found = Page(text)

    assert linked_on(found)["headline"] == f"Titel {words}"
    assert linked_on(found)["description"] == words
    assert found.foreign_scripts() == []
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert not set("<>&'") & set(block)
