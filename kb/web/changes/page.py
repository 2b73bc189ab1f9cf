"""The page of changes: what happened to the grades, month by month, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_date as babel_date

from kb.grading.changes import Change
from kb.web.changes.feed import feed_title
from kb.web.changes.scope import Kind, Scope, addresses_of
from kb.web.changes.told import Told, told_of
from kb.web.changes.wanted import AreaOption, Wanted, area_options, changes_in
from kb.web.changes.words import (
    DOCUMENTED,
    PROOF,
    grade_word,
    tell,
    tell_beginning,
    title_of_solution,
)
from kb.web.context import Link, page_url
from kb.web.formats import capital, format_date, format_number
from kb.web.i18n import gettext
from kb.web.presenters.grade_words import Ladder, ladder_at
from kb.web.texts import Text, report_title
from kb.web.twins import Twins, twins_here
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

SHOWN = 50


@dataclass(frozen=True)
class NamedLink:
    """Words of a record and where they lead, or nowhere when the record is gone."""

    text: Text
    url: str
    grade: str = ""


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `title` opens the sentence where it is about one solution."""

    date: str
    when: str
    title: NamedLink | None
    sentence: str
    ladder: Ladder | None
    reports: tuple[NamedLink, ...]
    solutions: tuple[NamedLink, ...]


@dataclass(frozen=True)
class Month:
    """What happened in a month."""

    id: str
    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class ChangesPage:
    """All that the page shows."""

    beginning: tuple[str, ...]
    is_missing: bool
    months: tuple[Month, ...]
    areas: tuple[AreaOption, ...]
    heading: str
    area: str
    message: str
    shown: str
    newer: str
    older: str
    all: str
    scope: str
    feed: Link
    json_feed: str
    twins: Twins


def make_changes_page(release: "Release", wanted: Wanted, language: str) -> ChangesPage:
    """Gather the page of changes."""
    voice = Voice(release.catalogue, language)
    told = told_of(changes_in(release, wanted.area))
    page = min(wanted.page, max(1, -(-len(told) // SHOWN)))
    first = (page - 1) * SHOWN
    shown = told[first : first + SHOWN]
    area = {"omraade": wanted.area} if wanted.area else {}
    scope = Scope(Kind.AREA, wanted.area) if wanted.area else Scope()
    return ChangesPage(
        beginning=tell_beginning(release.events, voice),
        is_missing=not release.events.heading.begins,
        months=months_of(shown, voice),
        areas=area_options(release, wanted.area, voice),
        heading=heading_of(wanted.area, voice),
        area=voice.term("area", wanted.area),
        message=gettext("Det område kender banken ikke. Her er alle ændringer.") if wanted.is_unknown else "",
        shown=range_in_words(first, len(shown), len(told), language),
        newer=page_url("changes.index", **area, side=page - 1) if page > 1 else "",
        older=page_url("changes.index", **area, side=page + 1) if first + SHOWN < len(told) else "",
        all=page_url("changes.index"),
        scope=scope.key,
        feed=Link(feed_title(scope, voice), addresses_of(scope).atom),
        json_feed=addresses_of(scope).json,
        twins=twins_here(**area),
    )


def heading_of(area: str, voice: Voice) -> str:
    """Name the page."""
    if area:
        return gettext("Ændringer: %(area)s", area=voice.term("area", area))
    return gettext("Ændringer")


def range_in_words(first: int, shown: int, total: int, language: str) -> str:
    """Say which of the changes a page shows; nothing when it shows all."""
    if shown == total:
        return ""
    numbers = (format_number(number, language) for number in (first + 1, first + shown, total))
    start, end, all_ = numbers
    return gettext("%(first)s–%(last)s af %(total)s ændringer", first=start, last=end, total=all_)


def months_of(told: Iterable[Told], voice: Voice) -> tuple[Month, ...]:
    """Group what happened by month."""
    months: dict[str, list[Entry]] = {}
    for one in told:
        months.setdefault(one.change.date[:7], []).append(entry_of(one, voice))
    return tuple(
        Month(
            f"m-{month}", capital(babel_date(day_of(month), "LLLL y", locale=voice.language)), tuple(entries)
        )
        for month, entries in months.items()
    )


def day_of(month: str) -> date:
    """Give the first day of a month, which stands for it."""
    return date.fromisoformat(f"{month}-01")


def entry_of(told: Told, voice: Voice) -> Entry:
    """Make one thing that happened ready to show."""
    change = told.change
    is_one = not told.others
    return Entry(
        date=change.date,
        when=format_date(change.date, voice.language),
        title=solution_link(change, voice) if is_one else None,
        sentence=tell(told, voice),
        ladder=ladder_of(change, voice) if is_one else None,
        reports=tuple(report_link(ref, voice) for ref in change.refs) if is_one else (),
        solutions=() if is_one else tuple(joined(told, voice)),
    )


def joined(told: Told, voice: Voice) -> Iterable[NamedLink]:
    """List the solutions that joined together with their grades, the highest first."""
    for change in sorted(told.all, key=lambda change: change.after or "", reverse=True):
        yield replace(solution_link(change, voice), grade=grade_word(change.after, voice))


def solution_link(change: Change, voice: Voice) -> NamedLink:
    """Lead to a solution, if it is still there."""
    is_there = change.solution in voice.catalogue.solutions
    url = page_url("solutions.show", solution_id=change.solution) if is_there else ""
    return NamedLink(title_of_solution(change.solution, voice), url)


def report_link(ref: str, voice: Voice) -> NamedLink:
    """Lead to a report, if it is still there."""
    solution_id, _, report_id = ref.partition("/")
    report = voice.catalogue.report(ref)
    if report is None:
        return NamedLink(Text(report_id), "")
    url = page_url("solutions.experience", solution_id=solution_id, experience_id=report_id)
    return NamedLink(report_title(voice.catalogue, report, voice.language), url)


def ladder_of(change: Change, voice: Voice) -> Ladder | None:
    """Draw the grade that was reached, with the one before it in words."""
    grades = [*DOCUMENTED] if change.report else [*PROOF]
    if change.after not in grades:
        return None
    before = grade_word(change.before, voice)
    more = gettext("før: %(grade)s", grade=before) if before else gettext("ny i banken")
    return ladder_at(grades.index(change.after) + 1, grade_word(change.after, voice), more)
