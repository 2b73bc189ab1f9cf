"""A copy of the site with the published content, read in Chromium from a file server, under a path of its own."""

import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.content.privacy import addresses_in, is_private_address
from kb.release.building import build_release
from kb.static_site.exporting import Wish, export_static
from tests.browser.inspection import WIDE, listen, violations
from tests.chromium import DAY, ROOT
from tests.inside import readings, texts_in
from tests.static_site.conftest import Copied

pytestmark = [pytest.mark.slow, pytest.mark.browser]

SOLUTION = "loesninger/skaermbesoeg-hjemmepleje-sygepleje"
PAGES = (
    "index.html",
    "en/soeg/index.html",
    "en/index.html",
    "kommuner/thisted/index.html",
    "efterlysninger/index.html",
    "aendringer/index.html",
    "data/index.html",
    f"{SOLUTION}/index.html",
    f"{SOLUTION}/erfaringer/2019-vejle/index.html",
    f"{SOLUTION}/hos-os/index.html",
    f"{SOLUTION}/hos-os/thisted/index.html",
    f"{SOLUTION}/beregn/index.html",
    "arkiv/index.html",
)


# How a "@" is written where it may not stand as it is.
HIDDEN = ("%40", "&#", "\\u0040")


class Silent(SimpleHTTPRequestHandler):
    """A plain file server that does not write to the terminal."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Copy everything, with Hos os? for one municipality."""
    folder: Path = tmp_path_factory.mktemp("real")
    config = Config(ROOT / "content", folder / "release", data_dir=folder / "instance")
    build_release(config, DAY)
    bank = KnowledgeBank(config, clock=lambda: DAY)
    wish = Wish(folder / "served" / "arkiv-2026" / "bank", ("thisted",))
    return Copied(wish.out, export_static(config, bank, wish, lambda _path: None))


@pytest.fixture(scope="module")
def served(copied: Copied) -> Iterator[str]:
    """Serve the folder above the copy and give the copy's address."""
    top = copied.folder.parents[1]
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(top))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/{copied.folder.relative_to(top).as_posix()}/"
        server.shutdown()
        thread.join()


def test_every_link_leads_somewhere(copied: Copied) -> None:
    """Of the links of a thousand pages and more, none is dead."""
    assert copied.copy.checked.dead == ()
    assert copied.copy.checked.count > 50_000


def test_no_address_of_a_person_is_in_a_file(copied: Copied) -> None:
    """Pages, feeds, records, tables of every format and the index of the search, opened and read, hold none."""
    title = json.loads((copied.folder / f"{SOLUTION}.json").read_bytes())["title"]
    found, opened = [], set()
    for file in copied.files():
        for place, text in texts_in(file, (copied.folder / file).read_bytes()):
            found += [(place, *one) for one in written_addresses(text) if is_private_address(*one)]
            if title in text:
                opened.add(file.rpartition(".")[2])

    assert found == []
    assert opened >= {"html", "json", "csv", "jsonl", "xlsx", "sqlite", "zip", "atom", "bib", "pf_fragment"}


def written_addresses(text: str) -> set[tuple[str, str]]:
    """List the mail addresses of a text, also those that are written with escapes."""
    is_plain = not any(map(text.__contains__, HIDDEN))
    return {one for reading in ({text} if is_plain else readings(text)) for one in addresses_in(reading)}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_accessible_and_whole(served: str, browser: Browser, path: str) -> None:
    """From a file server under a path, a page has no fault that axe finds and misses no file."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen = listen(page)
    page.goto(served + path, wait_until="load")

    assert violations(page, WIDE) == []
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith(served)] == []
    page.close()


@pytest.mark.parametrize(("language", "words"), [("", "medicinhusker"), ("en/", "medicine")])
def test_search_answers_from_the_first_page(served: str, browser: Browser, language: str, words: str) -> None:
    """What is typed on the first page is found by the copy's own search, and a hit opens."""
    page = browser.new_page()
    seen = listen(page)
    page.goto(f"{served}{language}index.html")
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")
    page.locator("#find li a").first.wait_for()

    assert violations(page, WIDE) == []
    page.locator("#find li a").first.click()
    page.wait_for_load_state()
    assert page.url.startswith(f"{served}{language}")
    assert page.locator("h1").count() == 1
    assert seen.complaints == []
    page.close()


def test_without_a_script_the_list_is_there(served: str, browser: Browser) -> None:
    """Where scripts are off, the page of search shows no field that cannot answer, and every solution."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}soeg/index.html")

    assert not page.locator("#q").is_visible()
    assert page.locator("main li a").count() >= 80
    context.close()
