"""All changes of grades as plain data, for machines."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import url_for

from kb.grading.changes import Change
from kb.web.changes.news import address_of, sentence_of
from kb.web.changes.told import Told
from kb.web.changes.wanted import Wanted, changes_in
from kb.web.changes.words import tell_beginning
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release


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
