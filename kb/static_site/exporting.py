"""Making a copy of the whole site: pages, data, search, and a look at every link."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.records.municipality import Municipality
from kb.static_site.checking import Checked, check_links
from kb.static_site.crawling import Crawl
from kb.static_site.places import Places, file_of
from kb.static_site.searching import index_pages
from kb.web.app import create_app
from kb.web.archive.routes import become_archive
from kb.web.assets import read_manifest
from kb.web.formats import danish_order

START = ("/", "/en/", "/arkiv/", "/en/arkiv/")
# Pages about one thing each; the others repeat what these say.
SEARCHED = {"solutions.show", "solutions.experience", "municipalities.show", "calls.show"}
SEARCHED_SUBJECT = "about"


@dataclass(frozen=True)
class Copy:
    """What was written, and what became of its links."""

    files: int
    size: int
    checked: Checked
    has_search: bool


@dataclass(frozen=True)
class Wish:
    """What a copy should hold; without municipalities named, Hos os? is written for all of them."""

    out: Path
    municipalities: tuple[str, ...] = ()
    stamp: int | None = None


def export_static(config: Config, bank: KnowledgeBank, wish: Wish, written: Callable[[str], None]) -> Copy:
    """Write the site of the current release as files; tell of each page as it is written."""
    if wish.out.exists() and any(wish.out.iterdir()):
        raise KnowledgeBankError(f"{wish.out} er ikke tom. Vælg en ny mappe, eller slet den først.")
    app = create_app(config, bank)
    become_archive(app)
    here = chosen(bank, wish.municipalities)
    places = Places(app, config.base_url, [one.id for one in here])
    pages: list[str] = []

    def note(path: str) -> None:
        if is_searched(places.endpoint_of(path)):
            pages.append(file_of(path))
        written(path)

    names = tuple((one.id, one.name) for one in here)
    assets = [f"/static/{name}" for name in read_manifest().values()]
    Crawl(app.test_client(), places, names, wish.out).run((*START, *assets), note)
    has_search = index_pages(wish.out, [page for page in pages if (wish.out / page).is_file()])
    return finished(wish, has_search=has_search)


def finished(wish: Wish, *, has_search: bool) -> Copy:
    """Check the links, give every file the same time where one is given, and count."""
    files = [path for path in wish.out.rglob("*") if path.is_file()]
    if wish.stamp is not None:
        for path in files:
            os.utime(path, (wish.stamp, wish.stamp))
    size = sum(path.stat().st_size for path in files)
    return Copy(len(files), size, check_links(wish.out), has_search)


def is_searched(endpoint: str) -> bool:
    """Tell whether a page belongs in the search index."""
    return endpoint in SEARCHED or endpoint.partition(".")[0] == SEARCHED_SUBJECT


def chosen(bank: KnowledgeBank, ids: tuple[str, ...]) -> list[Municipality]:
    """List the municipalities that get pages of Hos os?, in Danish alphabetical order."""
    known = bank.current.catalogue.municipalities
    unknown = [one for one in ids if one not in known]
    if unknown:
        raise KnowledgeBankError(f"Kommunen {unknown[0]} findes ikke. Skriv dens id, fx vejle.")
    found = [known[one] for one in ids] if ids else list(known.values())
    return sorted(found, key=lambda one: danish_order(one.name))
