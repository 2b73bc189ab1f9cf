"""What a reader can narrow a search by, which values a record has in each facet, and their labels."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kb.adoption import latest_stage, places_of, years_of
from kb.catalogue import Catalogue
from kb.grading.grades import grade
from kb.records.base import LONGEST_SLUG
from kb.records.experience import Experience
from kb.records.marks import N_
from kb.records.solution import Solution
from kb.search.letters import fold

COUNTRIES = {
    "dk": ("Danmark", "Denmark"),
    "se": ("Sverige", "Sweden"),
    "no": ("Norge", "Norway"),
    "fi": ("Finland", "Finland"),
}


class Level(StrEnum):
    """Which record a facet reads: values chosen on reports must hold in one and the same report."""

    SOLUTION = "solution"
    REPORT = "report"


@dataclass(frozen=True)
class Facet:
    """One way to narrow a search; `values_of` reads a record's values as they are on a day (ISO date)."""

    name: str
    label: str
    level: Level
    values_of: Callable[[Catalogue, Any, str], Iterable[str]]
    vocabulary: str | None = None


def _terms(vocabulary: str, attribute: str) -> Callable[[Catalogue, Any, str], Iterable[str]]:
    def values_of(catalogue: Catalogue, record: Any, _: str) -> Iterable[str]:
        return catalogue.with_broader(vocabulary, getattr(record, attribute))

    return values_of


def _grade(catalogue: Catalogue, solution: Solution, as_of: str) -> Iterable[str]:
    return (grade(catalogue, solution, as_of).grade.value.lower(),)


def _artefacts(_: Catalogue, solution: Solution, __: str) -> Iterable[str]:
    return tuple(artefact.kind for artefact in solution.artefacts if artefact.kind)


def _stages(_: Catalogue, report: Experience, __: str) -> Iterable[str]:
    found = [latest_stage(report, place) for place in places_of(report)]
    return tuple(event.stage.value for event in found or report.stages[-1:] if event)


def _municipalities(_: Catalogue, report: Experience, __: str) -> Iterable[str]:
    return report.municipalities


def _types(catalogue: Catalogue, report: Experience, _: str) -> Iterable[str]:
    found = (catalogue.municipalities.get(place) for place in report.municipalities)
    return tuple(municipality.type for municipality in found if municipality)


def _regions(catalogue: Catalogue, report: Experience, as_of: str) -> Iterator[str]:
    for place in report.municipalities:
        municipality = catalogue.municipalities.get(place)
        region = municipality.region_at(as_of) if municipality else None
        if region:
            yield slug_of(region.name)


def _country(_: Catalogue, report: Experience, __: str) -> Iterable[str]:
    return (report.country.value.lower(),)


def _products(_: Catalogue, report: Experience, __: str) -> Iterable[str]:
    return tuple(slug for slug in (slug_of(product.name) for product in report.products) if slug)


def _years(_: Catalogue, report: Experience, __: str) -> Iterable[str]:
    return tuple(str(year) for year in years_of(report))


FACETS: tuple[Facet, ...] = (
    Facet("omraade", N_("Område"), Level.SOLUTION, _terms("area", "areas"), "area"),
    Facet("teknologi", N_("Teknologi"), Level.SOLUTION, _terms("technology", "technologies"), "technology"),
    Facet(
        "maalgruppe", N_("Målgruppe"), Level.SOLUTION, _terms("target-group", "target_groups"), "target-group"
    ),
    Facet(
        "bolig",
        N_("Hvor bor borgeren"),
        Level.SOLUTION,
        _terms("living-situation", "living_situations"),
        "living-situation",
    ),
    Facet("gevinst", N_("Gevinst"), Level.SOLUTION, _terms("gain", "gains"), "gain"),
    Facet("grad", N_("Efterprøvningsgrad"), Level.SOLUTION, _grade, "grade"),
    Facet("sektor", N_("Sektor"), Level.SOLUTION, _terms("sector", "sectors"), "sector"),
    Facet("artefakt", N_("Til genbrug"), Level.SOLUTION, _artefacts, "artefact"),
    Facet("stadie", N_("Stadie"), Level.REPORT, _stages, "stage"),
    Facet("proevet-i", N_("Prøvet i"), Level.REPORT, _municipalities),
    Facet("kommunetype", N_("Kommunetype"), Level.REPORT, _types, "municipality-type"),
    Facet("region", N_("Region"), Level.REPORT, _regions),
    Facet("land", N_("Land"), Level.REPORT, _country),
    Facet("system", N_("System"), Level.REPORT, _terms("system", "systems"), "system"),
    Facet("produkt", N_("Produkt"), Level.REPORT, _products),
    Facet("aar", N_("År"), Level.REPORT, _years),
)
FACETS_BY_NAME: Mapping[str, Facet] = {facet.name: facet for facet in FACETS}


def slug_of(name: str) -> str:
    """Write a name as an id: lower-case ASCII words joined by hyphens."""
    ascii_only = fold(name).encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", ascii_only))[:LONGEST_SLUG].strip("-")


def label_of(catalogue: Catalogue, facet: Facet, value: str, language: str = "da") -> str:
    """Name a value in the reader's language; a value that nobody knows names itself."""
    if facet.vocabulary:
        term = catalogue.term(facet.vocabulary, value)
        return (term.en if language == "en" else term.da) if term else value
    match facet.name:
        case "proevet-i":
            return catalogue.place_name(value)
        case "land" if value in COUNTRIES:
            return COUNTRIES[value][language == "en"]
        case "region" | "produkt":
            return names_of(names_in(catalogue, facet.name)).get(value, value)
    return value


def names_of(names: Iterable[str]) -> dict[str, str]:
    """List the names behind values that no vocabulary holds: of regions, and of products."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        found.setdefault(slug_of(name), name)
    return found


def names_in(catalogue: Catalogue, facet_name: str) -> set[str]:
    """List the names that the records use for values of a facet without a vocabulary."""
    match facet_name:
        case "region":
            return {region.name for place in catalogue.municipalities.values() for region in place.regions}
        case "produkt":
            return {product.name for report in catalogue.experiences.values() for product in report.products}
    return set()
