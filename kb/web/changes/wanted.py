"""Which changes a reader asks for: those of an area or all, and which page of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.grading.changes import Change
from kb.web.formats import danish_order
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

LONGEST_NUMBER = 6


@dataclass(frozen=True)
class Wanted:
    """What the reader asks for: an area or all, and which page of the list."""

    area: str = ""
    page: int = 1
    is_unknown: bool = False


@dataclass(frozen=True)
class AreaOption:
    """An area that the list can be narrowed to."""

    id: str
    name: str
    is_chosen: bool


def wanted_of(area: str, page: str, voice: Voice) -> Wanted:
    """Read what the reader asks for; what makes no sense is left out."""
    is_known = voice.catalogue.term("area", area) is not None
    is_number = page.isascii() and page.isdigit() and len(page) <= LONGEST_NUMBER
    number = max(1, int(page)) if is_number else 1
    return Wanted(area if is_known else "", number, is_unknown=bool(area) and not is_known)


def changes_in(release: "Release", area: str) -> tuple[Change, ...]:
    """List the changes of the solutions of an area, or all, oldest first."""
    changes = release.events.changes
    if not area:
        return changes
    areas = areas_of(release, {change.solution for change in changes})
    return tuple(change for change in changes if area in areas[change.solution])


def areas_of(release: "Release", solution_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Tell which areas solutions belong to, the broader ones included."""
    found = {}
    for solution_id in solution_ids:
        solution = release.catalogue.solutions.get(solution_id)
        areas = solution.areas if solution else ()
        found[solution_id] = release.catalogue.with_broader("area", areas)
    return found


def area_options(release: "Release", chosen: str, voice: Voice) -> tuple[AreaOption, ...]:
    """List the areas in which something happened, and the one that is chosen."""
    areas = areas_of(release, {change.solution for change in release.events.changes})
    found = {area for some in areas.values() for area in some} | ({chosen} - {""})
    options = [AreaOption(area, voice.term("area", area), area == chosen) for area in found]
    return tuple(sorted(options, key=lambda option: danish_order(option.name)))
