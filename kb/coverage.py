"""How the bank's content is spread: what there is much of, little of and nothing of; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from heapq import nsmallest
from typing import Any, NamedTuple

from kb.adoption import newest_date, years_of
from kb.catalogue import Catalogue
from kb.records.experience import Experience
from kb.records.outcome import Art
from kb.records.source import Source

# The kinds of figure from the strongest to the weakest; a report counts by its strongest.
STRENGTH = (
    Art.MEASURED,
    Art.COUNTED,
    Art.EXPERIENCED,
    Art.ESTIMATED,
    Art.SIMULATED,
    Art.EXPECTED,
    Art.UNKNOWN,
)
# What makes a report useful to the next municipality, and is most often missing.
ASKED = (
    "outcomes", "scale", "changed_work", "for_citizens", "for_staff", "business_case", "what_failed",
    "risks_happened", "adaptations", "anchoring", "training", "staffing", "systems", "products",
    "reliability", "use_after", "funnel", "price",
)  # fmt: skip
# Fields that say who filled in a report rather than what it tells.
OF_THE_RECORD = (
    "id",
    "solution",
    "country",
    "authority_kind",
    "provenance",
    "checked",
    "coded_by",
    "coded_on",
)
SHOWN = 10


@dataclass(frozen=True)
class Coverage:
    """How many solutions, reports and sources there are of each kind; reports are named by reference."""

    reports: int = 0
    solutions_by_area: Mapping[str, int] = field(default_factory=dict)
    reports_by_area: Mapping[str, int] = field(default_factory=dict)
    reports_by_year: Mapping[str, int] = field(default_factory=dict)
    undated: int = 0
    reports_by_municipality: Mapping[str, int] = field(default_factory=dict)
    reports_by_kind: Mapping[str, int] = field(default_factory=dict)
    without_result: int = 0
    findings: int = 0
    findings_by_method: Mapping[str, int] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)
    sources_by_origin: Mapping[str, int] = field(default_factory=dict)
    sources_by_reading: Mapping[str, int] = field(default_factory=dict)
    filled: Mapping[str, int] = field(default_factory=dict)
    oldest: tuple[str, ...] = ()
    emptiest: tuple[str, ...] = ()
    first_coded: str = ""
    last_coded: str = ""


class Share(NamedTuple):
    """What one solution and its reports add to the coverage, as plain values that go through JSON.

    `numbers` and `tables` hold what is added up, by the field of the coverage that it goes into; `dated` has
    the newest date of each report that names one, and `fullness` how many fields of each are filled in.
    """

    numbers: Mapping[str, int]
    tables: Mapping[str, Mapping[str, int]]
    dated: Mapping[str, str]
    fullness: Mapping[str, int]
    coded: Sequence[str]


def share_of(catalogue: Catalogue, solution_id: str) -> Share:
    """Count one solution with its reports."""
    reports = catalogue.experiences_of(solution_id)
    areas = catalogue.with_broader("area", catalogue.solutions[solution_id].areas)
    sources = tuple(_sources_of(catalogue, solution_id))
    kinds = Counter(kind.value for report in reports if (kind := kind_of(report)))
    years = Counter(str(years_of(report)[0]) for report in reports if years_of(report))
    coded = sorted(report.verdict.date for report in reports if report.verdict and report.verdict.date)
    tables: dict[str, Counter[str]] = {
        "solutions_by_area": Counter(areas),
        "reports_by_area": Counter(dict.fromkeys(areas, len(reports)) if reports else ()),
        "reports_by_year": years,
        "reports_by_municipality": Counter(place for r in reports for place in r.municipalities),
        "reports_by_kind": kinds,
        "findings_by_method": Counter(o.evidence for r in reports for o in r.outcomes if o.evidence),
        "verdicts": Counter(report.verdict.value.value for report in reports if report.verdict),
        "sources_by_origin": Counter(source.origin.value for source in sources if source.origin),
        "sources_by_reading": Counter(source.read.value for source in sources),
        "filled": Counter(name for report in reports for name in ASKED if getattr(report, name)),
    }
    return Share(
        numbers={
            "reports": len(reports),
            "undated": len(reports) - years.total(),
            "findings": sum(len(report.outcomes) for report in reports),
            "without_result": len(reports) - kinds.total(),
        },
        tables={name: dict(table) for name, table in tables.items() if table},
        dated={report.ref: newest_date(report) for report in reports if newest_date(report)},
        fullness={report.ref: fields_filled(report) for report in reports},
        coded=coded[:1] + coded[1:][-1:],
    )


def coverage_of(catalogue: Catalogue) -> Coverage:
    """Count how the content is spread."""
    return add_up(share_of(catalogue, solution_id) for solution_id in catalogue.solutions)


def add_up(shares: Iterable[Share]) -> Coverage:
    """Put the shares of all solutions together."""
    shares = tuple(shares)
    numbers: dict[str, int] = defaultdict(int)
    tables: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for share in shares:
        for name, number in share.numbers.items():
            numbers[name] += number
        for name, table in share.tables.items():
            sums = tables[name]
            for value, number in table.items():
                sums[value] += number
    kinds, filled = tables["reports_by_kind"], tables["filled"]
    coded = [day for share in shares for day in share.coded]
    found: dict[str, Any] = {
        **numbers,
        **{name: dict(table) for name, table in tables.items()},
        "reports_by_year": dict(sorted(tables["reports_by_year"].items())),
        "reports_by_kind": {art.value: kinds[art.value] for art in STRENGTH if kinds[art.value]},
        "filled": {name: filled[name] for name in ASKED},
    }
    return Coverage(
        **found,
        oldest=_first(share.dated for share in shares),
        emptiest=_first(share.fullness for share in shares),
        first_coded=min(coded, default=""),
        last_coded=max(coded, default=""),
    )


def _sources_of(catalogue: Catalogue, solution_id: str) -> Iterator[Source]:
    solution = catalogue.solutions[solution_id]
    yield from (*solution.sources, *solution.further_reading)
    for report in catalogue.experiences_of(solution_id):
        yield from report.sources


def kind_of(report: Experience) -> Art | None:
    """Tell the strongest kind of figure or finding in a report; nothing where it has none."""
    found = {outcome.art for outcome in report.outcomes}
    return next((art for art in STRENGTH if art in found), None)


def fields_filled(report: Experience) -> int:
    """Count the fields of a report that say something about the trial."""
    names = (one.name for one in fields(report) if one.name not in OF_THE_RECORD)
    return sum(bool(getattr(report, name)) for name in names)


def _first(found: Iterable[Mapping[str, str | int]]) -> tuple[str, ...]:
    """List the reports with the least values."""
    pairs = ((value, ref) for values in found for ref, value in values.items())
    return tuple(ref for _, ref in nsmallest(SHOWN, pairs))
