"""Facts laid beside each other, row by row, and where they differ; pure.

Nothing is worked out from the facts: no mean, no sum. Freed time, money and grants have rows of their own.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from kb.records.business_case import BusinessCase, Entry, GainKind, Line
from kb.records.experience import Experience
from kb.records.framework import Point
from kb.records.outcome import Art, Direction, Outcome, Role

# A measure stands in a row of its own where so many say something of it.
ENOUGH_TO_COMPARE = 2


class Topic(StrEnum):
    """What a row is about."""

    GRADE = "grad"
    VOUCHED = "bekraeftet"
    TRIED = "proevet"
    RUNNING = "i-drift"
    STOPPED = "stoppet"
    NEWEST = "nyeste"
    PURPOSE = "formaal"
    SUCCESS = "succes"
    TARGET = "maalgruppe"
    FIGURE = "noegletal"
    TYPE = "kommunetype"
    REPORTS = "erfaringer"
    STAGE = "forloeb"
    SCALE = "omfang"
    VERDICT = "dom"
    ELEMENT = "kerneelement"
    ADAPTATIONS = "tilpasninger"
    EFFECT = "effekt"
    OTHER_EFFECTS = "andre-effekter"
    REACH = "brug"
    OTHER_REACH = "anden-brug"
    DISPUTED = "uenige"
    COSTS = "udgifter"
    MONEY = "penge"
    NET = "netto"
    TIME = "tid"
    OTHER_GAINS = "andre-gevinster"
    GRANTS = "tilskud"
    PREREQUISITES = "forudsaetninger"
    SYSTEMS = "systemer"
    PRODUCTS = "produkter"
    LAWS = "lov"
    RISKS = "risici"
    FAILED = "gik-galt"
    GAPS = "ikke-fundet"


ECONOMY = (Topic.COSTS, Topic.MONEY, Topic.NET, Topic.TIME, Topic.OTHER_GAINS, Topic.GRANTS)


@dataclass(frozen=True)
class Words:
    """A passage of a record in its own running words."""

    text: str


@dataclass(frozen=True)
class Named:
    """A term of a vocabulary."""

    vocabulary: str
    term: str


@dataclass(frozen=True)
class Fact:
    """One thing that a record says; `value` is the part of the record that says it.

    `report` is the report it stands in, `place` the one it is about where it is about one alone. `mark` is
    what two facts share that say the same; running words have none and are never compared.
    """

    value: Any
    report: Experience | None = None
    place: str | None = None
    mark: Any = None

    @property
    def source(self) -> str | None:
        """Name the source, by its id in the report or the solution."""
        found: str | None = getattr(self.value, "source", None)
        return found

    @property
    def art(self) -> Art | None:
        """Tell how a figure came about."""
        found = getattr(self.value, "art", None)
        return found if isinstance(found, Art) else None


Cell = tuple[Fact, ...]
Cells = tuple[Cell, ...]


@dataclass(frozen=True)
class Row:
    """What each says on one topic; an empty cell is missing.

    `about` is the measure or key figure of the row, `element` its core element.
    """

    topic: Topic
    cells: Cells
    about: str = ""
    element: Point | None = None

    @property
    def stated(self) -> int:
        """Count those who say something."""
        return sum(bool(cell) for cell in self.cells)

    @property
    def differs(self) -> bool | None:
        """Tell whether those who say something differ; None where fewer than two can be compared."""
        marks = [found for cell in self.cells if (found := marks_of(cell))]
        return len(set(marks)) > 1 if len(marks) > 1 else None

    @property
    def shared(self) -> Cell:
        """List the facts of the first that all the others say too."""
        others = [marks_of(cell) for cell in self.cells[1:]]
        return tuple(
            fact
            for fact in self.cells[0]
            if fact.mark is not None and others and all(fact.mark in marks for marks in others)
        )


def marks_of(cell: Cell) -> frozenset[Any]:
    """List what a cell says that can be compared."""
    return frozenset(fact.mark for fact in cell if fact.mark is not None)


def points_both_ways(cell: Cell) -> bool:
    """Tell whether results on one and the same measure that have happened point both ways."""
    ways: dict[str, set[Direction | None]] = {}
    for fact in cell:
        if isinstance(fact.value, Outcome) and fact.value.art.has_happened:
            ways.setdefault(fact.value.measure or fact.value.label, set()).add(fact.value.direction)
    return any({Direction.BETTER, Direction.WORSE} <= found for found in ways.values())


def each(subjects: Iterable[Any], facts_of: Callable[[Any], Iterable[Fact]]) -> Cells:
    """Make one cell for each that is compared."""
    return tuple(tuple(facts_of(subject)) for subject in subjects)


def named(vocabulary: str, terms: Iterable[str], report: Experience | None = None) -> Iterator[Fact]:
    """Make a fact of each term."""
    return (Fact(Named(vocabulary, term), report, mark=term) for term in terms)


def words(text: str | None, report: Experience | None = None) -> Iterator[Fact]:
    """Make a fact of a passage, if there is one."""
    if text:
        yield Fact(Words(text), report)


def once(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Keep the first of the facts that say the same."""
    seen = set()
    for fact in facts:
        if fact.mark is None or fact.mark not in seen:
            seen.add(fact.mark)
            yield fact


def outcome_facts(outcomes: Iterable[Outcome], report: Experience | None) -> Iterator[Fact]:
    """Make a fact of each result."""
    for one in outcomes:
        said = (one.measure or one.label, one.value, one.low, one.high, one.out_of, one.before, one.after)
        mark = (*said, one.unit, one.denominator) if one.has_number else None
        yield Fact(one, report, one.municipality, mark)


def outcome_rows(cells: Cells, primary: Iterable[str]) -> Iterator[Row]:
    """Lay effects, and then use, measure by measure; what cannot be compared stands in a last row."""
    yield from _rows_by_measure(cells, Role.EFFECT, primary)
    yield from _rows_by_measure(cells, Role.REACH, ())


def _rows_by_measure(cells: Cells, role: Role, primary: Iterable[str]) -> Iterator[Row]:
    own, rest = (
        (Topic.EFFECT, Topic.OTHER_EFFECTS) if role is Role.EFFECT else (Topic.REACH, Topic.OTHER_REACH)
    )
    cells = tuple(_happened_first(fact for fact in cell if fact.value.role is role) for cell in cells)
    measures = tuple(dict.fromkeys((*primary, *_common_measures(cells))))
    for measure in measures:
        yield Row(own, tuple(_on(cell, (measure,)) for cell in cells), measure)
    yield Row(rest, tuple(tuple(f for f in cell if f.value.measure not in measures) for cell in cells))


def _happened_first(facts: Iterable[Fact]) -> Cell:
    return tuple(sorted(facts, key=lambda fact: not fact.value.art.has_happened))


def _on(cell: Cell, measures: Container[str]) -> Cell:
    return tuple(fact for fact in cell if fact.value.measure in measures)


def _common_measures(cells: Cells) -> list[str]:
    """List the measures that enough of them have a result on, to lay those beside each other."""
    said = [dict.fromkeys(fact.value.measure for fact in cell if fact.value.measure) for cell in cells]
    found = dict.fromkeys(measure for measures in said for measure in measures)
    return [one for one in found if sum(one in measures for measures in said) >= ENOUGH_TO_COMPARE]


def line_facts(case: BusinessCase | None, report: Experience | None) -> Iterator[Fact]:
    """Make a fact of each line of a business case, with the price year of the case where it has no other."""
    if case is None:
        return
    for line in case.lines:
        one = replace(line, price_year=line.price_year or case.price_year)
        mark = (one.entry, one.value, one.low, one.high, one.unit, one.denominator)
        yield Fact(one, report, one.municipality, mark)


def economy_rows(cells: Cells) -> Iterator[Row]:
    """Lay the lines of business cases beside each other, kind by kind."""
    for topic in ECONOMY:
        yield Row(topic, tuple(tuple(f for f in cell if topic_of(f.value) is topic) for cell in cells))


def topic_of(line: Any) -> Topic:
    """Tell where a line or a price belongs: grants apart from costs, freed time apart from money."""
    entry = line.entry if isinstance(line, Line) else Entry.UNIT_PRICE
    if entry is Entry.GRANT:
        return Topic.GRANTS
    if entry in (Entry.GAIN, Entry.NET) and line.gain_kind is GainKind.TIME:
        return Topic.TIME
    if entry in (Entry.NET, Entry.PAYBACK):
        return Topic.NET
    if entry is not Entry.GAIN:
        return Topic.COSTS
    return Topic.MONEY if line.gain_kind in (GainKind.MONEY, None) else Topic.OTHER_GAINS


def without_empty(rows: Sequence[Row]) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Part the rows in which somebody says something, and all core elements, from the others."""
    shown = tuple(row for row in rows if row.stated or row.element)
    return shown, tuple(row for row in rows if not (row.stated or row.element))
