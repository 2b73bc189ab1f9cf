"""The map of what is known and not: each cell is a search, and its number is that search's total."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.grading.proof import ProofGrade
from kb.records.vocabulary import Term
from kb.search.query import SearchQuery, parse_query
from kb.web.i18n import gettext, ngettext
from kb.web.search.url import search_url
from kb.web.voice import Voice

if TYPE_CHECKING:
    from kb.release.opening import Release

TYPE = "kommunetype"
GRADES = tuple(grade.value.lower() for grade in ProofGrade)


@dataclass(frozen=True)
class Share:
    """How many of a cell's solutions have a grade, and where its piece of the bar stands, in per cent."""

    grade: str
    count: int
    left: str
    width: str


@dataclass(frozen=True)
class Cell:
    """An area and a gain: how many solutions, by grade, in words, and the search that lists them."""

    total: int
    url: str
    shares: tuple[Share, ...]
    words: str


@dataclass(frozen=True)
class Row:
    """An area; `is_part` tells that it belongs under the area above it."""

    label: str
    is_part: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class TypeOption:
    """A type of municipality that the map can be narrowed to."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class GapsPage:
    """All that the page shows."""

    chosen: str
    types: tuple[TypeOption, ...]
    gains: tuple[str, ...]
    rows: tuple[Row, ...]
    grades: tuple[tuple[str, str], ...]
    summary: str


def make_gaps_page(release: "Release", voice: Voice, wanted_type: str) -> GapsPage:
    """Count every area with every gain, in all municipalities or in those of one type."""
    types = _terms(voice, "municipality-type")
    chosen = wanted_type if wanted_type in {term.id for term in types} else ""
    areas, gains = _terms(voice, "area"), _terms(voice, "gain")
    rows = tuple(
        Row(
            voice.term("area", area.id),
            area.broader is not None,
            tuple(_cell(release, voice, (area.id, gain.id, chosen)) for gain in gains),
        )
        for area in _parts_below_wholes(areas)
    )
    return GapsPage(
        chosen=chosen,
        types=tuple(
            TypeOption(one.id, voice.term("municipality-type", one.id), one.id == chosen) for one in types
        ),
        gains=tuple(voice.term("gain", gain.id) for gain in gains),
        rows=rows,
        grades=tuple((grade, voice.term("grade", grade)) for grade in GRADES),
        summary=_summary(rows),
    )


def _terms(voice: Voice, vocabulary_id: str) -> tuple[Term, ...]:
    vocabulary = voice.catalogue.vocabularies.get(vocabulary_id)
    return vocabulary.terms if vocabulary else ()


def _parts_below_wholes(terms: tuple[Term, ...]) -> Iterator[Term]:
    """List each broad term and, after it, those that belong under it."""
    ids = {term.id for term in terms}
    for whole in terms:
        if whole.broader not in ids:
            yield whole
            yield from (part for part in terms if part.broader == whole.id)


def query_of(area: str, gain: str, kind: str) -> SearchQuery:
    """Write the search of a cell."""
    args = (("omraade", area), ("gevinst", gain), (TYPE, kind))
    return parse_query((name, value) for name, value in args if value)


def _cell(release: "Release", voice: Voice, asked: tuple[str, str, str]) -> Cell:
    query = query_of(*asked)
    counts = release.engine.counts(query, "grad")
    total = sum(counts.values())
    area, gain = voice.term("area", asked[0]), voice.term("gain", asked[1])
    found = ngettext("%(num)s løsning", "%(num)s løsninger", total)
    return Cell(total, search_url(query), tuple(_shares(counts, total)), f"{area}, {gain}: {found}")


def _shares(counts: dict[str, int], total: int) -> Iterator[Share]:
    before = 0
    for grade in GRADES:
        count = counts.get(grade, 0)
        if count:
            yield Share(grade, count, f"{100 * before / total:.2f}", f"{100 * count / total:.2f}")
        before += count


def _summary(rows: tuple[Row, ...]) -> str:
    cells = [cell for row in rows for cell in row.cells]
    empty = sum(not cell.total for cell in cells)
    unproven = sum(
        bool(cell.total) and all(share.grade in GRADES[:2] for share in cell.shares) for cell in cells
    )
    return gettext("%(empty)s af %(all)s felter er tomme. I %(unproven)s er intet målt endnu.") % {
        "empty": empty,
        "all": len(cells),
        "unproven": unproven,
    }


def columns() -> dict[str, str]:
    """Name what the twins tell of a cell."""
    return {
        "area": gettext("område"),
        "gain": gettext("gevinst"),
        "solutions": gettext("løsninger"),
        **{grade: grade.upper() for grade in GRADES},
    }


def rows_data(page: GapsPage) -> Iterator[dict[str, str | int]]:
    """Write the map as plain data: for each cell area and gain, the total, and a number for each grade."""
    for row in page.rows:
        for gain, cell in zip(page.gains, row.cells, strict=True):
            by_grade = dict.fromkeys(GRADES, 0) | {share.grade: share.count for share in cell.shares}
            yield {"area": row.label, "gain": gain, "solutions": cell.total, **by_grade}
