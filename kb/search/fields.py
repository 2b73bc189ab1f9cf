"""Which words of a solution and its reports can be found, and in which field of the index they stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kb.adoption import latest_stage, places_of, years_of
from kb.catalogue import Catalogue
from kb.records.experience import Experience
from kb.records.solution import Prose, Solution
from kb.search.danish import terms_of
from kb.search.prose import plain_text
from kb.search.terms import labels_of

# Title, other names, own texts and what stands beside it (the words of its reports, and the names of the
# solutions it names as related) make a solution's document; a report's has one.
TITLE, NAMES, TEXT, REPORTS, REPORT = "title", "names", "text", "reports", "report"
# What follows from the words: parts of compounds, and pieces of four letters of a solution's own words.
PARTS, GRAMS, REPORT_PARTS = "parts", "grams", "report_parts"
SOLUTION_WEIGHTS: Mapping[str, float] = {TITLE: 1.5, NAMES: 1.2, TEXT: 1.0, REPORTS: 0.4}
WORD_WEIGHTS: Mapping[str, float] = {**SOLUTION_WEIGHTS, REPORT: 1.0}
WEIGHTS: Mapping[str, float] = {**WORD_WEIGHTS, PARTS: 0.4, GRAMS: 0.6, REPORT_PARTS: 0.4}
# The fields that keep the places of their terms, and those that stand in the document of a report.
WORD_FIELDS = tuple(WORD_WEIGHTS)
PART_FIELDS = (PARTS, REPORT_PARTS)
REPORT_FIELDS = (REPORT, REPORT_PARTS)
# Stands between two texts of a field, so that no phrase runs from one into the next.
GAP = ""


class Shape(dict[str, "Shape"]):
    """Which attributes of a record hold words; an empty shape means the attribute is the text itself."""


def words(names: str, **parts: Shape) -> Shape:
    """Describe a record by the attributes that are texts and those that are records with texts."""
    return Shape({**{name: Shape() for name in names.split()}, **parts})


_DESCRIPTION = words("description")
_OUTCOMES = words("label words method evaluator for_whom reservation")
_BUSINESS_CASE = words("baseline assumptions conclusion", lines=words("label method reservation"))
SOLUTION_SHAPE = words(
    "summary summary_en problem target_group kle_codes originator national_status gaps note",
    legal_bases=words("law paragraph note"),
    core_elements=words("description reason"),
    prerequisites=words("description reason"),
    risks=words("description mitigation"),
    outcomes=_OUTCOMES,
    business_case=_BUSINESS_CASE,
    artefacts=words("title"),
    related=words("relation"),
    participants=_DESCRIPTION,
    conflicts=words("question explanation", claims=words("statement")),
    changes=_DESCRIPTION,
    remarks=words("question answer"),
    decisions=_DESCRIPTION,
)
REPORT_SHAPE = words(
    "title organisation partners description target_group for_citizens for_staff changed_work risks_seen "
    "what_failed why_stopped anchoring leadership_level leadership_how training reliability system_notes "
    "supplier supplier_involvement funding advice note",
    period=words("words"),
    stages=words("reason"),
    scale=words("words"),
    outcomes=_OUTCOMES,
    verdict=words("reason"),
    business_case=_BUSINESS_CASE,
    adaptations=words("description reason"),
    risks_happened=_DESCRIPTION,
    staffing=words("words"),
    products=words("name supplier"),
    use_after=words("months_6 months_12 months_24"),
    builds_on=_DESCRIPTION,
)
SOLUTION_TERMS: Mapping[str, str] = {
    "areas": "area",
    "sectors": "sector",
    "technologies": "technology",
    "target_groups": "target-group",
    "living_situations": "living-situation",
    "gains": "gain",
    "systems": "system",
    "supplier_kinds": "supplier-kind",
}
REPORT_TERMS: Mapping[str, str] = {
    "target_groups": "target-group",
    "living_situations": "living-situation",
    "systems": "system",
}


@dataclass(frozen=True)
class Document:
    """One unit of the index: its key, the solution it belongs to, and the terms of each field in order."""

    key: str
    solution_id: str
    fields: Mapping[str, list[str]]


def documents_of(catalogue: Catalogue, solution_id: str) -> tuple[Document, ...]:
    """Make a solution's document and, after it, one for each of its reports."""
    solution = catalogue.solutions[solution_id]
    reports = tuple(
        Document(report.ref, solution_id, {REPORT: analysed(texts_of_report(catalogue, report))})
        for report in catalogue.experiences_of(solution_id)
    )
    fields = {
        TITLE: analysed([solution.title]),
        NAMES: analysed(names_of_solution(catalogue, solution)),
        TEXT: analysed(texts_of_solution(catalogue, solution)),
        REPORTS: [
            *(term for report in reports for term in report.fields[REPORT]),
            *analysed(names_of_related(catalogue, solution)),
        ],
    }
    return (Document(solution_id, solution_id, fields), *reports)


def analysed(texts: Iterable[str]) -> list[str]:
    """List the terms of texts, with a gap after each text."""
    return [term for text in texts for term in (*terms_of(text), GAP)]


def names_of_solution(catalogue: Catalogue, solution: Solution) -> Iterator[str]:
    """Yield everything a solution is called, the labels of its terms in both languages included."""
    yield from (solution.title_en or "", *solution.aliases, *solution.aliases_en)
    for attribute, vocabulary in SOLUTION_TERMS.items():
        yield from labels_of(catalogue, vocabulary, getattr(solution, attribute))
    kinds = (artefact.kind for artefact in solution.artefacts if artefact.kind)
    yield from labels_of(catalogue, "artefact", kinds)
    yield from labels_of(catalogue, "outcome", (goal.measure for goal in solution.primary_outcomes))


def names_of_related(catalogue: Catalogue, solution: Solution) -> Iterator[str]:
    """Yield what the solutions are called that a solution names as related."""
    for link in solution.related:
        other = catalogue.solutions.get(link.solution)
        if other:
            yield from (other.title, other.title_en or "", *other.aliases, *other.aliases_en)


def texts_of_solution(catalogue: Catalogue, solution: Solution) -> Iterator[str]:
    """Yield what is written about a solution outside its reports."""
    yield from texts_of(solution, SOLUTION_SHAPE)
    yield from map(prose_text, (solution.prose, solution.prose_en))
    yield from (catalogue.place_name(found.municipality) for found in solution.participants)


def prose_text(prose: Prose | None) -> str:
    """Write a prose text without its Markdown signs."""
    return plain_text(prose.markdown) if prose else ""


def texts_of_report(catalogue: Catalogue, report: Experience) -> Iterator[str]:
    """Yield what is written in a report, with the names of its places, project and terms."""
    yield from (catalogue.place_name(place) for place in places_of(report))
    yield from texts_of(report, REPORT_SHAPE)
    project = catalogue.projects.get(report.project or "")
    yield project.title if project else ""
    for attribute, vocabulary in REPORT_TERMS.items():
        yield from labels_of(catalogue, vocabulary, getattr(report, attribute))
    measures = (outcome.measure for outcome in report.outcomes if outcome.measure)
    yield from labels_of(catalogue, "outcome", dict.fromkeys(measures))
    yield from labels_of(catalogue, "stage", _stages(report))
    reasons = (event.stop_reason for event in report.stages if event.stop_reason)
    yield from labels_of(catalogue, "stop-reason", reasons)
    yield " ".join(str(year) for year in years_of(report))


def _stages(report: Experience) -> Iterator[str]:
    events = (latest_stage(report, place) for place in places_of(report))
    yield from dict.fromkeys(event.stage.value for event in events if event)


def texts_beside(catalogue: Catalogue, solution_id: str) -> Iterator[str]:
    """Yield every text that a solution is found by, those of its reports included."""
    solution = catalogue.solutions[solution_id]
    yield solution.title
    yield from names_of_solution(catalogue, solution)
    yield from texts_of_solution(catalogue, solution)
    yield from names_of_related(catalogue, solution)
    for report in catalogue.experiences_of(solution_id):
        yield from texts_of_report(catalogue, report)


def texts_of(record: Any, shape: Shape) -> Iterator[str]:
    """Yield the texts of a record that a shape names, those of its inner records included."""
    for attribute, inner in shape.items():
        value = getattr(record, attribute)
        for item in value if isinstance(value, tuple) else (value,):
            if item is not None:
                yield from texts_of(item, inner) if inner else (item,)
