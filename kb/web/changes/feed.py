"""What is new, for those who do not come by: as an Atom feed and as a JSON Feed."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from kb.web.changes.news import News, lasting_name, news_of
from kb.web.changes.scope import Addresses, Kind, Scope, addresses_of, name_of
from kb.web.i18n import gettext
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
JSON_FEED = "https://jsonfeed.org/version/1.1"
ATOM_TYPE, JSON_TYPE = "application/atom+xml", "application/feed+json"
MOST_ENTRIES = 100
# What XML 1.0 cannot hold, however it is written.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: the newest entries of what is followed; `base` is where the site is, as KB_BASE_URL says."""

    id: str
    title: str
    updated: str
    language: str
    base: str
    author: str
    addresses: Addresses
    entries: tuple[News, ...]


def make_feed(release: "Release", scope: Scope, voice: Voice, *, base: str, author: str) -> Feed:
    """Gather a feed."""
    entries = tuple(news_of(release, scope, voice)[:MOST_ENTRIES])
    return Feed(
        id=lasting_name(voice.language, scope.of if scope.kind in (Kind.ALL, Kind.AREA) else scope.key),
        title=feed_title(scope, voice),
        updated=entries[0].date if entries else release.events.heading.begins,
        language=voice.language,
        base=base,
        author=author or "Efterprøvet",
        addresses=addresses_of(scope),
        entries=entries,
    )


def feed_title(scope: Scope, voice: Voice) -> str:
    """Name the feed."""
    return gettext("Efterprøvet, nyt om %(what)s", what=name_of(scope, voice))


def write_atom(feed: Feed) -> bytes:
    """Write a feed as Atom."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: feed.language})
    add(root, "id", feed.id)
    add(root, "title", feed.title)
    add(root, "updated", moment(feed.updated))
    add(root, "link", rel="self", type=ATOM_TYPE, href=feed.base + feed.addresses.atom)
    add(root, "link", rel="alternate", type="text/html", href=feed.base + feed.addresses.page)
    add(add(root, "author"), "name", feed.author)
    for one in feed.entries:
        entry = add(root, "entry")
        add(entry, "id", one.id)
        add(entry, "title", one.title)
        add(entry, "updated", moment(one.date))
        add(entry, "link", rel="alternate", type="text/html", href=feed.base + one.url)
        add(entry, "content", one.text, type="text")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element to another; characters that XML cannot hold are left out."""
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = NOT_XML.sub("", text) or None
    return element


def as_json_feed(feed: Feed) -> dict[str, Any]:
    """Write a feed as JSON Feed 1.1."""
    return {
        "version": JSON_FEED,
        "title": feed.title,
        "home_page_url": feed.base + feed.addresses.page,
        "feed_url": feed.base + feed.addresses.json,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [
            {
                "id": one.id,
                "url": feed.base + one.url,
                "title": one.title,
                "content_text": one.text,
                "date_published": moment(one.date),
                "date_modified": moment(one.date),
                "language": feed.language,
            }
            for one in feed.entries
        ],
    }


def moment(date: str) -> str:
    """Write a day as the moment that feeds ask for."""
    return f"{date}T00:00:00Z"
