"""What is new about what one follows: changes of grades and new reports, stops, and calls for partners.

Changes and reports are dated by the day on which they came into the bank, as the list of changes tells;
a stop by the day on which it happened, if that is known and the list had begun, and a call by the day on
which it was opened.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from flask import url_for

from kb.adoption import PlaceStage
from kb.grading.changes import Cause, Change
from kb.records.call import Call
from kb.records.course import Stage
from kb.search.calls import calls_matching
from kb.web.changes.scope import Kind, Scope
from kb.web.changes.told import Told, told_of
from kb.web.changes.wanted import changes_in
from kb.web.changes.words import tell, title_of_solution
from kb.web.data.asked import found_by
from kb.web.i18n import gettext
from kb.web.once import once_a_release
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

WHOLE_DATE = 10
# The name of everything new is made from this and what happened: it never depends on where we are served.
NAMES = uuid5(NAMESPACE_URL, "urn:efterproevet:aendringer")


@dataclass(frozen=True)
class News:
    """One thing that is new: its name for ever, its day, what to say, and where to read more.

    `is_listed` tells that it stands in the list of changes, where nothing comes in later than its day.
    """

    id: str
    date: str
    title: str
    text: str
    url: str
    is_listed: bool = True
    is_beginning: bool = False


@dataclass(frozen=True)
class Stop:
    """A place that stopped with a solution on a day, from the report that says so."""

    solution: str
    at: PlaceStage

    @property
    def date(self) -> str:
        """The day on which it stopped, an ISO date."""
        return self.at.date or ""


def news_of(release: "Release", scope: Scope, voice: Voice) -> list[News]:
    """List what is new, the newest first."""
    found = solutions_in(release, scope)
    told = (news_of_change(one, scope, voice) for one in told_of(changes_about(release, scope, found)))
    stops = (news_of_stop(one, voice) for one in stops_about(release, scope, found))
    calls = (news_of_call(one, voice) for one in calls_about(release, scope, found))
    begins = release.events.heading.begins
    return sorted(
        (*told, *(one for one in stops if one.date >= begins), *calls), key=lambda one: one.date, reverse=True
    )


def solutions_in(release: "Release", scope: Scope) -> frozenset[str]:
    """List the solutions that are followed as such; of a municipality, none."""
    catalogue = release.catalogue
    if scope.kind is Kind.SOLUTION:
        return frozenset((scope.of,))
    if scope.kind is Kind.SEARCH:
        return frozenset(found_by(scope.query))
    if scope.kind is Kind.AREA:
        return in_area(release, scope.of)
    return frozenset(catalogue.solutions) if scope.kind is Kind.ALL else frozenset()


@once_a_release(128)
def in_area(release: "Release", area: str) -> frozenset[str]:
    """List the solutions of an area and of the narrower ones."""
    catalogue = release.catalogue
    found = catalogue.solutions.items()
    return frozenset(key for key, one in found if area in catalogue.with_broader("area", one.areas))


def changes_about(release: "Release", scope: Scope, found: frozenset[str]) -> Iterable[Change]:
    """List the changes that one follows, oldest first; of a municipality, those of its reports."""
    if scope.kind is Kind.MUNICIPALITY:
        return [change for change in release.events.changes if scope.of in owners_of(release, change)]
    if scope.kind in (Kind.ALL, Kind.AREA):
        return changes_in(release, scope.of)
    return [change for change in release.events.changes if change.solution in found]


def owners_of(release: "Release", change: Change) -> tuple[str, ...]:
    """List the municipalities whose report changed."""
    report = release.catalogue.report(change.report) if change.report else None
    return report.municipalities if report else ()


@once_a_release(1)
def stops_in(release: "Release") -> tuple[Stop, ...]:
    """List the places that have stopped and tell on which day."""
    return tuple(
        Stop(solution_id, at)
        for solution_id in release.catalogue.solutions
        for at in release.adoption(solution_id).latest.values()
        if at.stage is Stage.STOPPED and at.date and len(at.date) == WHOLE_DATE
    )


def stops_about(release: "Release", scope: Scope, found: frozenset[str]) -> Iterator[Stop]:
    """List the stops that one follows."""
    for stop in stops_in(release):
        if stop.solution in found or (scope.kind is Kind.MUNICIPALITY and stop.at.place == scope.of):
            yield stop


def calls_about(release: "Release", scope: Scope, found: frozenset[str]) -> list[Call]:
    """List the open calls that one follows."""
    catalogue = release.catalogue
    if scope.kind is Kind.SEARCH and scope.query.text:
        return list(calls_matching(catalogue, scope.query.text))
    waiting = [call for call in catalogue.calls.values() if call.is_open]
    if scope.kind is Kind.ALL:
        return waiting
    if scope.kind is Kind.AREA:
        return [call for call in waiting if scope.of in catalogue.with_broader("area", call.areas)]
    if scope.kind is Kind.MUNICIPALITY:
        return [call for call in waiting if call.municipality == scope.of]
    return [call for call in waiting if call.solution in found]


def news_of_change(told: Told, scope: Scope, voice: Voice) -> News:
    """Tell of a change, or of the solutions that joined together."""
    change, sentence = told.change, sentence_of(told, voice)
    names = [title_of_solution(one.solution, voice).text for one in told.all] if told.others else [sentence]
    return News(
        id=lasting_name(voice.language, *key_of(told, scope)),
        date=change.date,
        title=sentence,
        text="\n".join(names),
        url=address_of(told, voice),
        is_beginning=change.cause is Cause.BEGINNING,
    )


def news_of_stop(stop: Stop, voice: Voice) -> News:
    """Tell of a place that stopped."""
    ref, place = stop.at.report, voice.place(stop.at.place)
    title = title_of_solution(stop.solution, voice).text
    sentence = gettext("%(who)s stoppede med %(title)s.", who=place, title=title)
    url = url_for("solutions.experience", solution_id=stop.solution, experience_id=ref.rpartition("/")[2])
    name = lasting_name(voice.language, "stop", stop.date, stop.solution, stop.at.place)
    return News(name, stop.date, sentence, sentence, url, is_listed=False)


def news_of_call(call: Call, voice: Voice) -> News:
    """Tell of a call for partners; whom to write to stands on its page alone."""
    who = voice.place(call.municipality)
    title = gettext("%(who)s efterlyser: %(title)s", who=who, title=call.title)
    name = lasting_name(voice.language, "efterlysning", call.id)
    url = url_for("calls.show", call_id=call.id)
    return News(name, whole_day(call.opened), title, call.challenge, url, is_listed=False)


def whole_day(date: str) -> str:
    """Write a date as a day; a month or day that is not known is taken as the first."""
    return date + "-01-01"[len(date) - 4 :] if len(date) < WHOLE_DATE else date


def sentence_of(told: Told, voice: Voice) -> str:
    """Say what happened in one sentence that stands alone."""
    said = tell(told, voice)
    return said if told.others else f"{title_of_solution(told.change.solution, voice).text} {said}"


def key_of(told: Told, scope: Scope) -> tuple[str, ...]:
    """Tell one thing that happened from every other; who joined together depends on what is followed."""
    change = told.change
    if told.others:
        return change.date, change.cause, scope.of if scope.kind is Kind.AREA else scope.key
    return change.date, change.subject, change.before or "", change.after or ""


def lasting_name(*key: str) -> str:
    """Make the name that something keeps for ever."""
    return uuid5(NAMES, "\n".join(key)).urn


def address_of(told: Told, voice: Voice) -> str:
    """Tell where to read more: the report, the solution, or the page of changes where neither is there."""
    change = told.change
    if told.others or change.solution not in voice.catalogue.solutions:
        return url_for("changes.index")
    if change.report and voice.catalogue.report(change.report):
        solution_id, _, report_id = change.subject.partition("/")
        return url_for("solutions.experience", solution_id=solution_id, experience_id=report_id)
    return url_for("solutions.show", solution_id=change.solution)
