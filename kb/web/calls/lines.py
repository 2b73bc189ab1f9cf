"""A call for partners in one line, as lists of them and other pages show it."""

from collections.abc import Iterable
from dataclasses import dataclass

from kb.records.call import Call
from kb.web.formats import format_period
from kb.web.i18n import gettext
from kb.web.voice import Voice


@dataclass(frozen=True)
class CallLine:
    """What is looked for, by whom, when, and how it ended if it did; `page` is the municipality's id."""

    id: str
    title: str
    who: str
    page: str
    when: str
    opened: str
    closed: str
    reason: str


def lines_of(calls: Iterable[Call], voice: Voice) -> tuple[CallLine, ...]:
    """Make a line of each call, in the order given."""
    return tuple(line_of(call, voice) for call in calls)


def line_of(call: Call, voice: Voice) -> CallLine:
    """Make the line of a call."""
    closed = call.closed
    return CallLine(
        id=call.id,
        title=call.title,
        who=voice.place(call.municipality),
        page=voice.page_of(call.municipality),
        when=format_period(call.start, call.end, voice.language),
        opened=gettext("Efterlyst %(date)s", date=voice.date(call.opened)),
        closed=gettext("Lukket %(date)s", date=voice.date(closed.date)) if closed else "",
        reason=closed.reason if closed else "",
    )


def newest_first(calls: Iterable[Call]) -> list[Call]:
    """Order calls, the one opened last first; ids settle the rest."""
    return sorted(sorted(calls, key=lambda call: call.id), key=lambda call: call.opened, reverse=True)


def open_calls(calls: Iterable[Call]) -> list[Call]:
    """Keep the calls that still wait for an answer, the newest first."""
    return newest_first(call for call in calls if call.is_open)


def calls_about(solution_id: str, calls: Iterable[Call]) -> list[Call]:
    """Keep the open calls about a solution."""
    return open_calls(call for call in calls if call.solution == solution_id)


def calls_of(municipality_id: str, calls: Iterable[Call]) -> list[Call]:
    """Keep the open calls of a municipality."""
    return open_calls(call for call in calls if call.municipality == municipality_id)
