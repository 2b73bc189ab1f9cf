"""Invented catalogues for the tests of search: a handful of municipalities that do not exist, and chance."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.catalogue import Catalogue, group_by_municipality
from kb.records.authority import Authority, AuthorityKind, Country, Project
from kb.records.conditions import Product
from kb.records.course import Period, Stage, StageEvent
from kb.records.discussion import Related, Withdrawal
from kb.records.experience import Experience
from kb.records.framework import Artefact, LegalBasis, Point
from kb.records.municipality import Municipality, Region
from kb.records.outcome import Art, Outcome, Role
from kb.records.solution import Prose, Solution
from kb.records.source import Source
from kb.records.vocabulary import Term, Vocabulary
from kb.search.engine import SearchEngine
from kb.search.index import build_index
from kb.search.tables import build_tables

AS_OF = "2026-11-25"
NAMES = ("Nordby", "Sydby", "Østerlund", "Aalum-Vestby", "Æblerød", "Ågerup", "Kærsholm", "Skovmose")
WORDS = (
    "skærmbesøg", "skærmbesøgene", "robot", "robotter", "sensor", "medicin", "medicinen", "besøg", "plejehjem",
    "hjælp", "træning", "§ 83 a", "app", "kørsel", "Nordby", "care", "robots", "og", "til", "it-system", "tid",
)  # fmt: skip
QUERIES = (
    "", "", "robot", "skaermbesoeg", "medicin app", "nordby", "Ågerup", '"robot sensor"', "§ 83 a", "og til",
    '"hjælp til træning" care', "it-system", "ukendtord", "aalum", "2019", "Beslutning",
)  # fmt: skip
STAGES = tuple(Stage)
SOURCE = Source("kilde", "En opdigtet kilde")

VOCABULARIES: dict[str, tuple[Term, ...]] = {
    "area": (
        Term("pleje", "Pleje", "Care"),
        Term("hjemmepleje", "Hjemmepleje", "Home care", broader="pleje"),
        Term("nat", "Nattevagt", "Night watch", broader="hjemmepleje"),
        Term("administration", "Administration", "Administration"),
    ),
    "technology": (
        Term("video", "Video", "Video", aliases=("skærm",)),
        Term("ai", "Kunstig intelligens", "Artificial intelligence"),
        Term("beslutning", "Beslutningsstøtte", "Decision support", broader="ai"),
    ),
    "target-group": (Term("aeldre", "Ældre borgere", "Older people"), Term("boern", "Børn", "Children")),
    "living-situation": (Term("eget-hjem", "Eget hjem", "Own home"),),
    "gain": (Term("tid", "Frigjort tid", "Freed time"), Term("penge", "Sparede penge", "Money saved")),
    "sector": (Term("kommune", "Kommune", "Municipality"), Term("region", "Region", "Region")),
    "artefact": (Term("vejledning", "Vejledning", "Guide"), Term("kode", "Kode", "Code")),
    "system": (
        Term("omsorg", "Omsorgssystem", "Care record"),
        Term("nexo", "Nexo", "Nexo", broader="omsorg"),
    ),
    "municipality-type": (Term("by", "Bykommune", "Town"), Term("land", "Landkommune", "Rural")),
    "grade": tuple(Term(f"e{step}", f"Trin {step}", f"Step {step}") for step in range(5)),
    "stage": tuple(Term(stage.value, stage.value.capitalize(), stage.name.title()) for stage in STAGES),
    "outcome": (Term("frigjort-tid", "Frigjort tid", "Freed time"),),
    "stop-reason": (Term("jura", "Jura", "Law"),),
    "supplier-kind": (Term("egen-udvikling", "Egen udvikling", "Own development"),),
}
REGIONS = {
    "Region Nord": (Region("Region Nord", "1"),),
    "Region Øst": (Region("Region Øst", "2", end="2026-12-31"), Region("Region Samlet", "3", "2027-01-01")),
}


def municipality(name: str, number: int = 0) -> Municipality:
    """Make a municipality that does not exist."""
    slug = name.lower().replace("ø", "oe").replace("æ", "ae").replace("å", "aa")
    return Municipality(
        id=slug,
        code=f"{9000 + number}",
        name=name,
        official_name=f"{name} Kommune",
        type=("by", "land")[number % 2],
        regions=tuple(REGIONS.values())[number % 3 % 2],
    )


def catalogue_of(solutions: Sequence[Solution], reports: Sequence[Experience] = (), **more: Any) -> Catalogue:
    """Put records together with the invented places and vocabularies."""
    places = [municipality(name, number) for number, name in enumerate(NAMES)]
    svenstad = Authority("svenstad", "Svenstad", AuthorityKind.MUNICIPALITY, Country.SWEDEN)
    return Catalogue(
        solutions={solution.id: solution for solution in solutions},
        experiences={report.ref: report for report in reports},
        municipalities={place.id: place for place in places},
        authorities={"svenstad": svenstad},
        projects={"faelles": Project("faelles", "Fælles frem")},
        vocabularies={key: Vocabulary(key, key, key, terms) for key, terms in VOCABULARIES.items()},
        refs_by_municipality=group_by_municipality(reports),
        **more,
    )


def solution(solution_id: str = "en", **fields: Any) -> Solution:
    """Make a solution; what is not given is as short as it can be."""
    given = {"title": f"Løsning {solution_id}", "summary": "Et resumé.", "sources": (SOURCE,), **fields}
    return Solution(id=solution_id, **given)


def report(report_id: str = "2019-nordby", solution_id: str = "en", **fields: Any) -> Experience:
    """Make an experience report; what is not given is left out."""
    return Experience(id=report_id, solution=solution_id, **fields)


def random_catalogue(seed: int, solutions: int = 8, reports: int = 20) -> Catalogue:
    """Make up a catalogue; the same seed gives the same."""
    chance = random.Random(seed)
    ids = [f"loesning-{number}" for number in range(solutions)]
    found = [random_solution(chance, solution_id, ids) for solution_id in ids]
    experiences = [
        random_report(chance, chance.choice(ids), number) for number in range(reports if ids else 0)
    ]
    return catalogue_of(found, experiences)


def random_solution(chance: random.Random, solution_id: str, ids: Sequence[str]) -> Solution:
    """Make up a solution; one in ten is withdrawn, and one in three names another as related."""
    return solution(
        solution_id,
        title=sentence(chance, 3).capitalize(),
        summary=sentence(chance, 8),
        title_en=chance.choice([None, "Care robots"]),
        related=(Related(chance.choice(ids)),) if chance.random() < 0.3 else (),
        areas=some(chance, "area"),
        technologies=some(chance, "technology"),
        target_groups=some(chance, "target-group"),
        living_situations=some(chance, "living-situation"),
        gains=some(chance, "gain"),
        sectors=some(chance, "sector"),
        artefacts=tuple(Artefact(kind, kind, kind) for kind in some(chance, "artefact")),
        core_elements=(Point("kerne", sentence(chance, 4)),),
        legal_bases=(LegalBasis("serviceloven", chance.choice(["§ 83", "§ 83 a", "§ 95"])),),
        prose=Prose(f"## Hvad er det?\n\n**{sentence(chance, 20)}**"),
        withdrawn=Withdrawal("2025", "Findes to gange") if chance.random() < 0.1 else None,
    )


def random_report(chance: random.Random, solution_id: str, number: int) -> Experience:
    """Make up a report by none, one or several municipalities."""
    places = tuple(sorted(catalogue_places(chance)))
    year = chance.randint(2010, 2025)
    return report(
        f"{year}-{number}",
        solution_id,
        municipalities=places,
        authorities=() if places else ("svenstad",),
        country=Country.DENMARK if places else Country.SWEDEN,
        description=sentence(chance, 6),
        period=chance.choice([None, Period(str(year))]),
        stages=tuple(random_stage(chance, places, year) for _ in range(chance.randint(0, 3))),
        systems=some(chance, "system"),
        products=tuple(Product(name) for name in chance.sample(["Nexo Video", "nexo video", "Æro 2"], 1)),
        outcomes=(Outcome("tid", sentence(chance, 3), Role.EFFECT, Art.MEASURED, "kilde", words="mindre"),),
        what_failed=chance.choice([None, sentence(chance, 5)]),
        project=chance.choice([None, "faelles"]),
    )


def random_stage(chance: random.Random, places: Sequence[str], year: int) -> StageEvent:
    """Make up a step of a course of events, sometimes of one place alone."""
    place = chance.choice(places) if places and chance.random() < 0.3 else None
    return StageEvent(chance.choice(STAGES), str(year + chance.randint(0, 2)), municipality=place)


def catalogue_places(chance: random.Random) -> list[str]:
    """Choose up to three municipalities."""
    return [municipality(name).id for name in chance.sample(NAMES, chance.choice([0, 1, 1, 1, 2, 3]))]


def some(chance: random.Random, vocabulary: str) -> tuple[str, ...]:
    """Choose up to two terms of a vocabulary."""
    terms = VOCABULARIES[vocabulary]
    return tuple(term.id for term in chance.sample(terms, chance.randint(0, min(2, len(terms)))))


def sentence(chance: random.Random, words: int) -> str:
    """Make up a sentence."""
    return " ".join(chance.choices(WORDS, k=words)) + "."


def indexed(catalogue: Catalogue, directory: Path, **more: Any) -> SearchEngine:
    """Build the index of a catalogue and open it."""
    build_index(catalogue, directory, tables=build_tables(catalogue, AS_OF), **more)
    return SearchEngine.open(directory, catalogue)


def scanning(catalogue: Catalogue) -> SearchEngine:
    """Search a catalogue without an index."""
    return SearchEngine.scanning(catalogue, as_of=AS_OF)
