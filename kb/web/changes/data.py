"""All changes of grades as plain data, for machines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kb.web.changes.news import address_of, sentence_of
from kb.web.changes.told import Told
from kb.web.changes.wanted import Wanted, changes_in
from kb.web.changes.words import tell_beginning
from kb.web.voice import Voice

COLUMNS = {
    name: name for name in ("date", "solution", "report", "from", "to", "cause", "reports", "sentence", "url")
}

if TYPE_CHECKING:
    from kb.release.opening import Release


def about_data(release: "Release", wanted: Wanted, voice: Voice) -> dict[str, Any]:
    """Say which changes are asked for, and how far back the list reaches."""
    heading = release.events.heading
    return {
        "area": wanted.area or None,
        "begins": heading.begins,
        "reach": heading.reach.value,
        "noted_since": heading.noted_since,
        "note": " ".join(tell_beginning(release.events, voice)),
    }


def changes_data(release: "Release", wanted: Wanted, voice: Voice, base: str) -> Iterator[dict[str, Any]]:
    """Write every change as plain data, the newest first, also those that the page tells together."""
    for change in reversed(changes_in(release, wanted.area)):
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
