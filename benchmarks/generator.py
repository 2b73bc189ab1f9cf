"""Made-up Danish reports and solutions of any number, as a catalogue in memory or as files.

`kb bench content FOLDER --reports 10000` writes them. Every municipality, product and figure is invented,
and says so by its name; the words are the bank's own and compounds of them. The same seed makes the same.
"""

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.words import CONTENT, language
from kb.catalogue import Catalogue, group_by_municipality
from kb.content.formatting import canonical_prose, format_record
from kb.content.layout import Kind
from kb.content.loading import load_catalogue
from kb.records.authority import Authority, AuthorityKind, Country, Project
from kb.records.business_case import BusinessCase, Entry, Line
from kb.records.conditions import Adaptation, Product, RiskEvent
from kb.records.course import Period, Scale, Stage, StageEvent
from kb.records.experience import Experience
from kb.records.framework import Artefact, Point, Risk
from kb.records.municipality import Figure, Municipality, Region, Tile
from kb.records.outcome import Art, Judgement, Outcome, Role, Verdict
from kb.records.solution import PrimaryOutcome, Prose, Solution, Success
from kb.records.source import Origin, Source
from kb.records.vocabulary import Vocabulary

AS_OF = "2026-11-25"
REPORTS_PER_SOLUTION = 5
MOST_REPORTS = 60
# Each name is a made-up word and says that the place is.
HEADS = (
    *("Digte", "Drømme", "Eventyr", "Fabel", "Fantasi", "Intet", "Luft"),
    *("Myte", "Opdigt", "Påfund", "Sagn", "Skrøne", "Tanke", "Tomme"),
)
TAILS = ("borg", "by", "holm", "lev", "lund", "rup", "sted")
REGIONS = ("Region Opdigt Nord", "Region Opdigt Syd", "Region Opdigt Vest", "Region Opdigt Øst")
PRODUCTS = 200
PROJECTS = 40
SHARED = Source("opdigt", "Opdigtet statistik")
SOURCE = "kilde"


@dataclass(frozen=True)
class Writer:
    """What it takes to make up the records of one solution: chance, words without end, and terms."""

    chance: random.Random
    stream: Iterator[str]
    vocabularies: Mapping[str, Vocabulary]

    def words(self, count: int) -> str:
        """Write some words."""
        return " ".join(islice(self.stream, count))

    def text(self, sentences: int) -> str:
        """Write sentences of 6 to 16 words."""
        return " ".join(f"{self.words(self.number(6, 16)).capitalize()}." for _ in range(sentences))

    def terms(self, vocabulary: str, most: int = 2) -> tuple[str, ...]:
        """Choose one or more terms of a vocabulary; the first are the most common."""
        terms = self.vocabularies[vocabulary].terms
        places = [int(len(terms) * self.chance.random() ** 2) for _ in range(self.number(1, most))]
        return tuple(terms[place].id for place in dict.fromkeys(places))

    def one_of(self, values: Sequence[Any]) -> Any:
        """Choose one of some values."""
        return self.chance.choice(values)

    def number(self, low: int, high: int) -> int:
        """Choose a whole number; the ends are among them."""
        return self.chance.randint(low, high)


def generate(reports: int, seed: int = 1, content: Path = CONTENT) -> Catalogue:
    """Make up a catalogue with a number of reports and a fifth as many solutions."""
    shared = load_shared(content)
    places = _municipalities(shared)
    counts = reports_per_solution(reports, seed)
    solutions: dict[str, Solution] = {}
    experiences: dict[str, Experience] = {}
    for number, count in enumerate(counts):
        solution, found = _records(number, count, seed, shared, tuple(places))
        solutions[solution.id] = solution
        experiences.update((report.ref, report) for report in found)
    abroad = Authority("opdigtstad", "Opdigtstad", AuthorityKind.MUNICIPALITY, Country.SWEDEN)
    return Catalogue(
        solutions=solutions,
        experiences=experiences,
        municipalities=places,
        authorities={abroad.id: abroad},
        projects={f"opdigt-{n}": Project(f"opdigt-{n}", f"Opdigtet projekt {n}") for n in range(PROJECTS)},
        vocabularies=shared.vocabularies,
        sources={SHARED.id: SHARED},
        factors=shared.factors,
        weight_sets=shared.weight_sets,
        thesaurus=shared.thesaurus,
        refs_by_municipality=group_by_municipality(experiences.values()),
    )


@cache
def load_shared(content: Path) -> Catalogue:
    """Read what is not made up: the bank's vocabularies, factors and thesaurus."""
    return load_catalogue(content).catalogue


def reports_per_solution(reports: int, seed: int) -> list[int]:
    """Spread reports over solutions: many have a few, a few have up to sixty."""
    chance = np.random.default_rng(seed)
    solutions = max(1, reports // REPORTS_PER_SOLUTION)
    weights = chance.lognormal(0, 1, solutions)
    counts = np.minimum(chance.multinomial(reports, weights / weights.sum()), MOST_REPORTS)
    while counts.sum() < reports:
        free = np.flatnonzero(counts < MOST_REPORTS)
        if not len(free):
            counts[0] += reports - counts.sum()
        counts[free[: reports - counts.sum()]] += 1
    return [int(count) for count in counts]


def _records(
    number: int, count: int, seed: int, shared: Catalogue, places: Sequence[str]
) -> tuple[Solution, list[Experience]]:
    chance = np.random.default_rng([seed, number])
    words = language()
    stream = words.stream(chance, words.topic(chance))
    dice = random.Random(f"{seed} {number}")  # noqa: S311 - chance, not secrets
    writer = Writer(dice, stream, shared.vocabularies)
    solution = _solution(writer, f"opdigtet-{number:05}")
    return solution, [_report(writer, solution.id, place, places) for place in range(count)]


def _solution(writer: Writer, solution_id: str) -> Solution:
    return Solution(
        id=solution_id,
        title=f"Opdigtet {writer.words(3)}",
        title_en=f"Invented {solution_id}",
        summary=writer.text(2),
        sources=(Source(SOURCE, "En opdigtet kilde", year=2024, origin=Origin.MUNICIPALITY),),
        aliases=(writer.words(2),),
        areas=writer.terms("area"),
        sectors=writer.terms("sector"),
        technologies=writer.terms("technology"),
        target_groups=writer.terms("target-group"),
        living_situations=writer.terms("living-situation"),
        gains=writer.terms("gain"),
        systems=writer.terms("system"),
        supplier_kinds=writer.terms("supplier-kind"),
        problem=writer.text(2),
        core_elements=(Point("kerne", writer.text(1), source=SOURCE),),
        prerequisites=(Point("krav", writer.text(1), source=SOURCE),),
        risks=(Risk("risiko", writer.text(1), mitigation=writer.text(1), source=SOURCE),),
        primary_outcomes=(PrimaryOutcome("frigjort-tid", Success.BETTER),),
        artefacts=tuple(Artefact(kind, f"Opdigtet {kind}", kind=kind) for kind in writer.terms("artefact")),
        national_status=writer.text(1),
        prose=Prose(f"## Hvad er det?\n\n{writer.text(6)}\n\n## Sådan gør man\n\n{writer.text(8)}\n"),
    )


def _report(writer: Writer, solution_id: str, number: int, places: Sequence[str]) -> Experience:
    year = writer.number(2012, 2025)
    is_abroad = writer.number(1, 20) == 1
    where = (
        () if is_abroad else tuple(dict.fromkeys(writer.one_of(places) for _ in range(writer.number(1, 2))))
    )
    stage = writer.one_of([stage for stage in Stage if stage is not Stage.UNKNOWN])
    ends = writer.terms("stop-reason", 1)[0] if stage is Stage.STOPPED else None
    product = writer.number(1, PRODUCTS)
    outcome = _outcome(writer)
    verdict = writer.one_of(list(Verdict)) if outcome.art.has_happened else Verdict.UNKNOWN
    return Experience(
        id=f"{year}-opdigt-{number}",
        solution=solution_id,
        municipalities=where,
        authorities=("opdigtstad",) if is_abroad else (),
        country=Country.SWEDEN if is_abroad else Country.DENMARK,
        organisation=writer.words(2).capitalize(),
        project=f"opdigt-{writer.number(0, PROJECTS - 1)}" if writer.number(1, 5) == 1 else None,
        description=writer.text(3),
        period=Period(str(year), str(year + writer.number(0, 1))),
        stages=(StageEvent(Stage.TRYING, str(year)), StageEvent(stage, str(year + 1), stop_reason=ends)),
        target_groups=writer.terms("target-group"),
        living_situations=writer.terms("living-situation"),
        scale=Scale(citizens=writer.number(5, 900)),
        outcomes=(outcome,),
        verdict=Judgement(verdict, writer.text(1)),
        business_case=BusinessCase(lines=(_line(writer),)),
        changed_work=writer.text(2),
        adaptations=(Adaptation("lokalt", writer.text(1), element="kerne"),),
        risks_happened=(RiskEvent(writer.text(1)),),
        what_failed=writer.text(1),
        anchoring=writer.text(1),
        training=writer.text(1),
        systems=writer.terms("system"),
        products=(Product(f"Opdigt {product}", f"Opdigt {product % 40} A/S"),),
        advice=(writer.text(1),),
        cited=(SOURCE,),
    )


def _outcome(writer: Writer) -> Outcome:
    return Outcome(
        id="tid",
        label=writer.words(4),
        role=Role.EFFECT,
        art=writer.one_of([Art.MEASURED, Art.COUNTED, Art.EXPERIENCED, Art.EXPECTED]),
        source=SOURCE,
        measure="frigjort-tid",
        value=Decimal(writer.number(1, 500)),
        unit="timer-om-aaret",
        denominator="pr. borger",
        method=writer.words(6),
    )


def _line(writer: Writer) -> Line:
    entry = writer.one_of([Entry.INVESTMENT, Entry.RUNNING, Entry.GAIN])
    value = Decimal(writer.number(1, 900) * 1_000)
    return Line("pris", writer.words(4), entry, Art.COUNTED, SOURCE, value=value, unit="kr-om-aaret")


def _municipalities(shared: Catalogue) -> dict[str, Municipality]:
    names = [f"{head}{tail}" for head in HEADS for tail in TAILS]
    kinds = [term.id for term in shared.vocabularies["municipality-type"].terms]
    figures = [term.id for term in shared.vocabularies["figure"].terms]
    found = (_municipality(name, number, kinds, figures) for number, name in enumerate(names))
    return {place.id: place for place in found}


def _municipality(name: str, number: int, kinds: Sequence[str], figures: Sequence[str]) -> Municipality:
    slug = name.lower().replace("å", "aa").replace("ø", "oe")
    return Municipality(
        id=slug,
        code=f"{9000 + number}",
        name=name,
        official_name=f"{name} Kommune (opdigtet)",
        type=kinds[number % len(kinds)],
        regions=(Region(REGIONS[number % len(REGIONS)]),),
        tile=Tile(number % 10, number // 10),
        figures={
            figure: Figure(Decimal(10 + (number * 37 + place * 11) % 97), "2026", SHARED.id)
            for place, figure in enumerate(figures)
        },
    )


def write_records(catalogue: Catalogue, root: Path, content: Path = CONTENT) -> Path:
    """Write a made-up catalogue as the files that the bank reads."""
    shutil.copytree(content / "vocabularies", root / "vocabularies", dirs_exist_ok=True)
    for name in ("factors.yaml", "thesaurus.yaml"):
        shutil.copy(content / name, root / name)
    (root / "sources.yaml").write_text(f"sources:\n- id: {SHARED.id}\n  title: {SHARED.title}\n", "utf-8")
    for path, text in _files(catalogue):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return root


def _files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for place in catalogue.municipalities.values():
        yield f"municipalities/{place.id}.yaml", format_record(Kind.MUNICIPALITY, place)
    for authority in catalogue.authorities.values():
        yield f"authorities/{authority.id}.yaml", format_record(Kind.AUTHORITY, authority)
    for project in catalogue.projects.values():
        yield f"projects/{project.id}.yaml", format_record(Kind.PROJECT, project)
    for solution in catalogue.solutions.values():
        folder = f"solutions/{solution.id}"
        yield f"{folder}/solution.yaml", format_record(Kind.SOLUTION, solution)
        if solution.prose:
            yield f"{folder}/solution.md", canonical_prose(solution.prose.markdown)
    for report in catalogue.experiences.values():
        path = f"solutions/{report.solution}/experiences/{report.id}.yaml"
        yield path, format_record(Kind.EXPERIENCE, report)
