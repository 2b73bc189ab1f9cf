"""How the bank's content is spread: what there is much of, little of and nothing of; pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from heapq import nsmallest

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


def coverage_of(catalogue: Catalogue) -> Coverage:
    """Count how the content is spread."""
    reports = tuple(catalogue.experiences.values())
    sources = tuple(sources_of(catalogue))
    kinds = Counter(kind for report in reports if (kind := kind_of(report)))
    years = Counter(str(years_of(report)[0]) for report in reports if years_of(report))
    areas = {s.id: catalogue.with_broader("area", s.areas) for s in catalogue.solutions.values()}
    coded = sorted(report.verdict.date for report in reports if report.verdict and report.verdict.date)
    return Coverage(
        reports=len(reports),
        solutions_by_area=Counter(area for found in areas.values() for area in found),
        reports_by_area=Counter(area for report in reports for area in areas.get(report.solution, ())),
        reports_by_year=dict(sorted(years.items())),
        undated=len(reports) - years.total(),
        reports_by_municipality={m: len(refs) for m, refs in catalogue.refs_by_municipality.items()},
        reports_by_kind={art.value: kinds[art] for art in STRENGTH if kinds[art]},
        findings=sum(len(report.outcomes) for report in reports),
        findings_by_method=Counter(o.evidence for r in reports for o in r.outcomes if o.evidence),
        without_result=len(reports) - kinds.total(),
        verdicts=Counter(report.verdict.value.value for report in reports if report.verdict),
        sources_by_origin=Counter(source.origin.value for source in sources if source.origin),
        sources_by_reading=Counter(source.read.value for source in sources),
        filled={name: sum(bool(getattr(report, name)) for report in reports) for name in ASKED},
        oldest=_first(filter(newest_date, reports), newest_date),
        emptiest=_first(reports, fields_filled),
        first_coded=coded[0] if coded else "",
        last_coded=coded[-1] if coded else "",
    )


def sources_of(catalogue: Catalogue) -> Iterator[Source]:
    """List the sources of all solutions and reports."""
    for solution in catalogue.solutions.values():
        yield from (*solution.sources, *solution.further_reading)
    for report in catalogue.experiences.values():
        yield from report.sources


def kind_of(report: Experience) -> Art | None:
    """Tell the strongest kind of figure or finding in a report; nothing where it has none."""
    found = {outcome.art for outcome in report.outcomes}
    return next((art for art in STRENGTH if art in found), None)


def fields_filled(report: Experience) -> int:
    """Count the fields of a report that say something about the trial."""
    names = (one.name for one in fields(report) if one.name not in OF_THE_RECORD)
    return sum(bool(getattr(report, name)) for name in names)


def _first(reports: Iterable[Experience], key: Callable[[Experience], str | int]) -> tuple[str, ...]:
    return tuple(report.ref for report in nsmallest(SHOWN, reports, key=lambda r: (key(r), r.ref)))
