"""The changes for those who do not come by: an Atom feed, and the same as JSON."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from flask import url_for

from kb.grading.changes import Change
from kb.web.changes.page import feed_title
from kb.web.changes.told import Told, told_of
from kb.web.changes.wanted import Wanted, changes_in
from kb.web.changes.words import tell, tell_beginning, title_of_solution
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_ENTRIES = 100
# What XML 1.0 cannot hold, however it is written.
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The name of every entry is made from this and what changed, so that it never depends on where we are served.
NAMES = uuid5(NAMESPACE_URL, "urn:efterproevet:aendringer")


def write_feed(release: "Release", wanted: Wanted, *, language: str, base: str, author: str) -> bytes:
    """Write the newest changes as an Atom feed; `base` is where the site is, as KB_BASE_URL says."""
    voice = Voice(release.catalogue, language)
    told = told_of(changes_in(release, wanted.area))[:MOST_ENTRIES]
    area: dict[str, Any] = {"omraade": wanted.area} if wanted.area else {}
    newest = told[0].change.date if told else release.events.heading.begins
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: language})
    add(feed, "id", name_of(language, wanted.area))
    add(feed, "title", feed_title(wanted.area, voice))
    add(feed, "updated", moment(newest))
    add(feed, "link", rel="self", type="application/atom+xml", href=base + url_for("changes.feed", **area))
    add(feed, "link", rel="alternate", type="text/html", href=base + url_for("changes.index", **area))
    add(add(feed, "author"), "name", author or "Efterprøvet")
    for one in told:
        add_entry(feed, one, area=wanted.area, voice=voice, base=base)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Add an element to another; characters that XML cannot hold are left out."""
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = NOT_XML.sub("", text) or None
    return element


def add_entry(feed: ET.Element, told: Told, *, area: str, voice: Voice, base: str) -> None:
    """Add one thing that happened."""
    change = told.change
    sentence = sentence_of(told, voice)
    entry = add(feed, "entry")
    add(entry, "id", name_of(voice.language, *key_of(told, area)))
    add(entry, "title", sentence)
    add(entry, "updated", moment(change.date))
    add(entry, "link", rel="alternate", type="text/html", href=base + address_of(told, voice))
    names = [title_of_solution(one.solution, voice).text for one in told.all] if told.others else [sentence]
    add(entry, "content", "\n".join(names), type="text")


def sentence_of(told: Told, voice: Voice) -> str:
    """Say what happened in one sentence that stands alone."""
    said = tell(told, voice)
    return said if told.others else f"{title_of_solution(told.change.solution, voice).text} {said}"


def key_of(told: Told, area: str) -> tuple[str, ...]:
    """Tell one thing that happened from every other; who joined together depends on the area asked for."""
    change = told.change
    if told.others:
        return change.date, change.cause, area
    return change.date, change.subject, change.before or "", change.after or ""


def name_of(*key: str) -> str:
    """Make the name that an entry keeps for ever."""
    return uuid5(NAMES, "\n".join(key)).urn


def moment(date: str) -> str:
    """Write a day as the moment that Atom asks for."""
    return f"{date}T00:00:00Z"


def address_of(told: Told, voice: Voice) -> str:
    """Tell where to read more: the report, the solution, or the page of changes where neither is there."""
    change = told.change
    if told.others or change.solution not in voice.catalogue.solutions:
        return url_for("changes.index")
    if change.report and voice.catalogue.report(change.report):
        solution_id, _, report_id = change.subject.partition("/")
        return url_for("solutions.experience", solution_id=solution_id, experience_id=report_id)
    return url_for("solutions.show", solution_id=change.solution)


def as_data(release: "Release", wanted: Wanted, language: str, base: str) -> dict[str, Any]:
    """Write every change as plain data, the newest first, also those that the page tells together."""
    voice = Voice(release.catalogue, language)
    heading = release.events.heading
    changes = changes_in(release, wanted.area)
    return {
        "url": base + url_for("changes.index"),
        "release": release.id,
        "area": wanted.area or None,
        "begins": heading.begins,
        "reach": heading.reach.value,
        "noted_since": heading.noted_since,
        "note": " ".join(tell_beginning(release.events, voice)),
        "changes": list(map_changes(reversed(changes), voice, base)),
    }


def map_changes(changes: Iterable[Change], voice: Voice, base: str) -> Iterable[dict[str, Any]]:
    """Write changes as plain data."""
    for change in changes:
        told = Told(change)
        yield {
            "date": change.date,
            "solution": change.solution,
            "report": change.report,
            "from": change.before,
            "to": change.after,
            "cause": change.cause.value,
            "reports": list(change.refs),
            "sentence": sentence_of(told, voice),
            "url": base + address_of(told, voice),
        }
