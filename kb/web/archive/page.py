"""All solutions by area: what a copy of the site offers where there is no search."""

from dataclasses import dataclass

from kb.records.solution import Solution
from kb.release.opening import Release
from kb.web.context import page_url
from kb.web.formats import danish_order
from kb.web.i18n import gettext
from kb.web.texts import Text, title_of
from kb.web.voice import Voice


@dataclass(frozen=True)
class Entry:
    """A solution and its address."""

    title: Text
    url: str


@dataclass(frozen=True)
class Area:
    """An area and its solutions; `anchor` is where the page can be linked to."""

    anchor: str
    label: str
    solutions: tuple[Entry, ...]


def areas_of(release: Release, voice: Voice) -> tuple[Area, ...]:
    """List the areas that have solutions, in the order of the vocabulary; those without an area come last."""
    solutions = release.catalogue.solutions.values()
    areas = release.catalogue.vocabularies["area"].terms
    named = [
        Area(
            f"omraade-{term.id}",
            voice.term("area", term.id),
            entries_of(solutions_in(term.id, release), voice),
        )
        for term in areas
    ]
    homeless = entries_of([one for one in solutions if not one.areas], voice)
    return tuple(
        area for area in (*named, Area("uden-omraade", gettext("Uden område"), homeless)) if area.solutions
    )


def solutions_in(area: str, release: Release) -> list[Solution]:
    """List the solutions that name an area."""
    return [solution for solution in release.catalogue.solutions.values() if area in solution.areas]


def entries_of(solutions: list[Solution], voice: Voice) -> tuple[Entry, ...]:
    """List solutions by title, the Danish way."""
    entries = [
        Entry(title_of(one, voice.language), page_url("solutions.show", solution_id=one.id))
        for one in solutions
    ]
    return tuple(sorted(entries, key=lambda entry: danish_order(entry.title.text)))
