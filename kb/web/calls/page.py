"""The page of all calls for partners, and the page of one."""

from dataclasses import dataclass

from kb.catalogue import Catalogue
from kb.records.call import Call
from kb.web.calls.lines import CallLine, line_of, lines_of, newest_first, open_calls
from kb.web.formats import format_list
from kb.web.i18n import ngettext
from kb.web.texts import Text, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class CallsPage:
    """Those that are open, with how many there are in words, and those that are closed."""

    count: str
    open: tuple[CallLine, ...]
    closed: tuple[CallLine, ...]


@dataclass(frozen=True)
class CallPage:
    """One call; `solution` is the id of the solution it names, `same` other open calls about that one."""

    line: CallLine
    challenge: str
    plan: str
    areas: str
    solution: str
    solution_title: Text
    contact: str
    same: tuple[CallLine, ...]


def calls_page(catalogue: Catalogue, voice: Voice) -> CallsPage:
    """Make the page of all calls: open ones first, each kind with the newest first."""
    calls = list(catalogue.calls.values())
    waiting = open_calls(calls)
    closed = newest_first(call for call in calls if not call.is_open)
    count = ngettext("%(num)s efterlysning er åben.", "%(num)s efterlysninger er åbne.", len(waiting))
    return CallsPage(count if waiting else "", lines_of(waiting, voice), lines_of(closed, voice))


def call_page(call: Call, voice: Voice) -> CallPage:
    """Make the page of one call."""
    catalogue = voice.catalogue
    solution = catalogue.solutions.get(call.solution or "")
    others = (one for one in catalogue.calls.values() if one.id != call.id and one.solution == call.solution)
    return CallPage(
        line=line_of(call, voice),
        challenge=call.challenge,
        plan=call.plan or "",
        areas=format_list([voice.term("area", area) for area in call.areas], voice.language),
        solution=solution.id if solution else "",
        solution_title=title_of(solution, voice.language) if solution else Text(""),
        contact=call.contact,
        same=lines_of(open_calls(others), voice) if solution else (),
    )
