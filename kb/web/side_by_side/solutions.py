"""The page that lays two to four solutions side by side."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kb.comparison.side_by_side import ECONOMY, Topic
from kb.comparison.solution_rows import Subject, solution_rows
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.search.query import SearchQuery
from kb.web.context import page_url
from kb.web.i18n import ngettext
from kb.web.presenters.source import SourceBook
from kb.web.side_by_side.choice import Choice
from kb.web.side_by_side.facts import Teller
from kb.web.side_by_side.page import FEWEST, Chosen, ComparisonPage, Option, messages_of
from kb.web.side_by_side.table import Column, Table, table_of
from kb.web.texts import title_of
from kb.web.twins import twins_here
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

MOST_SOLUTIONS = 4
SUGGESTIONS = 10
SECTIONS = (
    (
        "langt",
        N_("Hvor langt er de?"),
        (Topic.GRADE, Topic.VOUCHED, Topic.TRIED, Topic.RUNNING, Topic.STOPPED, Topic.NEWEST),
    ),
    ("til", N_("Hvad og hvem er de til for?"), (Topic.PURPOSE, Topic.SUCCESS, Topic.TARGET)),
    (
        "resultater",
        N_("Hvad kom der ud af det?"),
        (Topic.EFFECT, Topic.OTHER_EFFECTS, Topic.REACH, Topic.OTHER_REACH, Topic.DISPUTED),
    ),
    ("oekonomi", N_("Økonomi"), ECONOMY),
    ("kraever", N_("Hvad kræver de?"), (Topic.PREREQUISITES, Topic.SYSTEMS, Topic.LAWS)),
    ("galt", N_("Hvad kan gå galt, og hvad ved vi ikke?"), (Topic.RISKS, Topic.GAPS)),
)


def solutions_page(
    release: "Release", choice: Choice, *, voice: Voice, text: str, suggested: Iterable[str]
) -> ComparisonPage:
    """Make the page; `suggested` are solutions that may be added, found with `text` where there is one."""
    book = SourceBook(voice)
    table = comparison_of(release, choice, Teller(voice, book, names_all=True))
    solutions = voice.catalogue.solutions
    found = [one for one in suggested if one not in choice.chosen][:SUGGESTIONS]
    return ComparisonPage(
        chosen=tuple(chosen_of(choice, one, voice) for one in choice.chosen),
        messages=messages_of(
            choice,
            lambda one: title_of(solutions[one], voice.language).text,
            most=MOST_SOLUTIONS,
            language=voice.language,
        ),
        options=tuple(option_of(release, one, voice) for one in found),
        most=MOST_SOLUTIONS,
        table=table,
        sources=book.items(),
        twins=twins_here(loesning=list(choice.chosen)),
        text=text,
    )


def comparison_of(release: "Release", choice: Choice, teller: Teller) -> Table | None:
    """Lay the chosen solutions side by side, if there are enough."""
    if len(choice.chosen) < FEWEST:
        return None
    subjects = [subject_of(release, one) for one in choice.chosen]
    return table_of(
        solution_rows(subjects),
        columns=[column_of(subject.solution, teller.voice) for subject in subjects],
        solutions=[subject.solution for subject in subjects],
        sections=SECTIONS,
        teller=teller,
    )


def subject_of(release: "Release", solution_id: str) -> Subject:
    """Gather what is compared of a solution."""
    return Subject(
        solution=release.catalogue.solutions[solution_id],
        reports=release.catalogue.experiences_of(solution_id),
        adoption=release.adoption(solution_id),
        proof=release.proof(solution_id),
    )


def column_of(solution: Solution, voice: Voice) -> Column:
    """Name a solution, with the way to its page."""
    url = page_url("solutions.show", solution_id=solution.id)
    return Column(solution.id, title_of(solution, voice.language), url)


def chosen_of(choice: Choice, solution_id: str, voice: Voice) -> Chosen:
    """Name one of the chosen, with the address without it."""
    return Chosen(
        id=solution_id,
        name=title_of(voice.catalogue.solutions[solution_id], voice.language),
        url_without=page_url("side_by_side.solutions", loesning=list(choice.without(solution_id))),
    )


def option_of(release: "Release", solution_id: str, voice: Voice) -> Option:
    """Name one that may be added, and how many have tried it."""
    tried = len(release.adoption(solution_id).tried)
    name = title_of(voice.catalogue.solutions[solution_id], voice.language)
    return Option(solution_id, name, ngettext("%(num)s har prøvet", "%(num)s har prøvet", tried))


def query_for(text: str, choice: Choice, voice: Voice) -> SearchQuery:
    """Search for what was typed, or else for what lies in the same areas as the chosen."""
    size = SUGGESTIONS * 2
    if text:
        return SearchQuery(text=text, page_size=size)
    solutions = (voice.catalogue.solutions[one] for one in choice.chosen)
    areas = {area for solution in solutions for area in solution.areas}
    return SearchQuery(page_size=size).choosing("omraade", areas)


def related_to(choice: Choice, voice: Voice) -> tuple[str, ...]:
    """List the solutions that the chosen name as their kin."""
    solutions = voice.catalogue.solutions
    named = (one.solution for chosen in choice.chosen for one in solutions[chosen].related)
    return tuple(one for one in named if one in solutions)
