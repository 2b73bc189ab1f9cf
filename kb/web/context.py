"""What every page knows: the current release, the reader's municipality, its addresses, the menu."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, g, request
from markupsafe import Markup

from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.following.link_file import DeadLinks, dead_links
from kb.records.marks import N_
from kb.records.municipality import Municipality
from kb.web import formats
from kb.web.addresses import address_of
from kb.web.assets import asset_url
from kb.web.i18n import LANGUAGES, current_language, gettext, language_url
from kb.web.once import once_a_release
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.bank import KnowledgeBank
    from kb.release.opening import Release

# Danish municipalities are fewer.
MOST_READERS = 128
# A page of the menu, what it is called, and the pages that belong under it.
MENU = (
    (
        "search.index",
        N_("Find løsninger"),
        ("search", "solutions", "history", "comparison", "appraisal", "brief", "side_by_side"),
    ),
    ("municipalities.index", N_("Kommuner"), ("municipalities",)),
    ("contributions.index", N_("Del en erfaring"), ("contributions", "short_forms")),
    ("about.index", N_("Om banken"), ("about", "changes", "data", "api", "gaps")),
)


@dataclass(frozen=True)
class Link:
    """An address with the words to show for it; `current` is how aria-current marks it."""

    text: str
    url: str
    current: str = ""


@dataclass(frozen=True)
class Option:
    """A municipality that the reader may say to come from."""

    id: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class Language:
    """A language of the site, and this page's address in it."""

    code: str
    name: str
    url: str
    absolute_url: str


def init_app(app: Flask) -> None:
    """Give every template what every page knows."""
    app.context_processor(page_context)


def page_context() -> dict[str, Any]:
    """Gather what the frame around a page shows."""
    return {
        "language": current_language(),
        "languages": languages(),
        "reader": reader_or_none(),
        "menu": menu(),
        "page_url": page_url,
        "asset_url": asset_url,
        # Put on an element whose words come straight from a record: all records are Danish.
        "in_danish": Markup("") if current_language() == "da" else Markup(' lang="da"'),
    }


def current_config() -> Config:
    """Give the settings of this process."""
    config: Config = current_app.extensions["config"]
    return config


def current_bank() -> "KnowledgeBank":
    """Give the bank of this process."""
    bank: KnowledgeBank = current_app.extensions["bank"]
    return bank


def current_release() -> "Release":
    """Give the release that this request reads; it stays the same until the request ends."""
    if "release" not in g:
        g.release = current_bank().current
    release: Release = g.release
    return release


def current_reader() -> Municipality | None:
    """Find the municipality that the reader says to come from; an unknown one is ignored."""
    if "reader" not in g:  # a page asks a hundred times
        municipality_id = request.args.get("kommune", "")
        known = current_release().catalogue.municipalities if municipality_id else {}
        g.reader = known.get(municipality_id)
    reader: Municipality | None = g.reader
    return reader


def reader_or_none() -> Municipality | None:
    """Find the reader's municipality also on a page that says the bank cannot be opened."""
    try:
        return current_reader()
    except KnowledgeBankError:
        return None


def page_url(endpoint: str, **values: Any) -> str:
    """Write the address of a page of ours and carry the reader's municipality on to it."""
    reader = reader_or_none()
    if reader:
        values.setdefault("kommune", reader.id)
    return address_of(endpoint, values)


def carried() -> str:
    """Write what our addresses end in when they carry the reader's municipality, and nothing else, on."""
    reader = reader_or_none()
    return f"?kommune={reader.id}" if reader else ""


def current_root() -> str:
    """Tell where the addresses of the page's language begin."""
    return request.script_root


def menu() -> tuple[Link, ...]:
    """List the pages of the main menu."""
    return tuple(
        Link(gettext(label), page_url(endpoint), current_mark(endpoint, subjects))
        for endpoint, label, subjects in MENU
    )


def current_mark(endpoint: str, subjects: tuple[str, ...]) -> str:
    """Say whether a menu's page is the one shown, or the one that it belongs under."""
    if request.endpoint == endpoint:
        return "page"
    return "true" if request.blueprint in subjects else ""


def languages() -> tuple[Language, ...]:
    """List the languages of the site with this page's address in each."""
    base = current_config().base_url
    urls = {code: language_url(code) for code in LANGUAGES}
    return tuple(Language(code, name, urls[code], base + urls[code]) for code, name in LANGUAGES.items())


def municipality_options() -> tuple[Option, ...]:
    """List all municipalities for the choice "Vi er fra", in Danish alphabetical order."""
    reader = current_reader()
    return options_for(current_release(), reader.id if reader else "")


@once_a_release(MOST_READERS)
def options_for(release: "Release", reader_id: str) -> tuple[Option, ...]:
    """List all municipalities with the reader's chosen."""
    municipalities = sorted(release.catalogue.municipalities.values(), key=alphabetical)
    return tuple(Option(m.id, m.name, m.id == reader_id) for m in municipalities)


def alphabetical(municipality: Municipality) -> tuple[int, ...]:
    """Order names the Danish way: æ, ø and å last, and aa as å."""
    return formats.danish_order(municipality.name)


def current_voice() -> Voice:
    """Give the catalogue of the current release in the language of the page."""
    return Voice(current_release().catalogue, current_language(), current_dead_links().days)


def current_dead_links() -> DeadLinks:
    """Tell which links of the content were dead when they were last looked at."""
    return dead_links(current_config().data_dir)
