"""What a person typed of a new solution: its record, what is wrong with which field, and its files; pure."""

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError

from kb.catalogue import Catalogue
from kb.content.checks import check_solution
from kb.content.formatting import canonical_prose, format_record
from kb.content.honesty import check_honesty
from kb.content.layout import ContentFile, Kind
from kb.content.loading import flatten, load_file, personal_data
from kb.content.resolving import Finding, Scope, path_of
from kb.contributions.completing import slug_of, unused
from kb.contributions.drafting import DraftFile, Fault, Wrong, by_name
from kb.contributions.solution_questions import PROSE, SCHEMA
from kb.contributions.typed_fields import Typed, read_fields
from kb.records.base import LONGEST_SLUG, RecordSchema
from kb.records.lists import Items, Part
from kb.records.marks import N_
from kb.records.solution import Prose, Solution

# Rows that get the form's one source when they name none, and those that may stand without any.
SOURCED = ("core_elements", "prerequisites", "risks", "outcomes")
FIRST_CORE = "core_elements.0.description"
FIRST_SOURCE = "sources.0.title"
NO_SOURCE = N_("Skriv titlen på en kilde, og et link til den.")
IDLE = N_("Skriv mindst ét kerneelement, så kilden har noget at stå inde for.")


@dataclass(frozen=True)
class SolutionDraft:
    """A solution, or None while it is not whole; the faults by field; the files once they can be written."""

    solution: Solution | None
    faults: Mapping[str, tuple[Fault, ...]]
    files: tuple[DraftFile, ...]


def solution_draft_of(
    typed: Typed, catalogue: Catalogue, *, known_id: str = "", taken: Collection[str] = ()
) -> SolutionDraft:
    """Read what was typed; `known_id` is the id of a solution that has one, `taken` ids that are not free."""
    found = read_fields(SCHEMA, {name: texts for name, texts in typed.items() if name != "id"})
    _complete(found.data)
    slug = slug_of(str(found.data.get("title", "")), LONGEST_SLUG) or "loesning"
    found.data["id"] = known_id or unused(slug, {*catalogue.solutions, *taken})
    wrong: Wrong = [(path, Fault(message)) for path, message in personal_data(found.data)]
    prose, misread = _prose_of(typed, found.data["id"])
    try:
        record: Solution = SCHEMA.load(found.data)
    except ValidationError as error:
        wrong += [(path, Fault(message)) for path, message in flatten(error.messages)]
        has_rows = any(found.data.get(name) for name in SOURCED)
        no_rows = {} if has_rows else {FIRST_CORE: (Fault(IDLE),)}
        return SolutionDraft(None, no_rows | _in_reach(by_name(wrong, found)) | misread, ())
    solution = replace(record, prose=prose)
    files = _files_of(solution)
    findings = list(_against_the_rest(solution, catalogue))
    wrong += [(one.field, Fault(one.message, one.hint)) for one in findings if one.path == files[0].path]
    said = [Fault(one.message, one.hint) for one in findings if one.path != files[0].path]
    told = misread | ({PROSE.name: tuple(said)} if said else {})
    return SolutionDraft(solution, _in_reach(by_name(wrong, found)) | told, files)


def personal_fields_of_solution(typed: Typed) -> dict[str, tuple[Fault, ...]]:
    """Find the fields that hold personal data; what stands in them must not be kept."""
    found = read_fields(SCHEMA, typed)
    data = {**found.data, PROSE.name: _text_of(typed)}
    wrong = [(path, Fault(message)) for path, message in personal_data(data)]
    in_prose = [fault for path, fault in wrong if path[:1] == (PROSE.name,)]
    others = by_name([(path, fault) for path, fault in wrong if path[:1] != (PROSE.name,)], found)
    return others | ({PROSE.name: tuple(in_prose)} if in_prose else {})


def _complete(data: dict[str, Any]) -> None:
    """Add what the form does not ask: ids, and the one source that the form asks for."""
    sources = data.get("sources", [])
    if sources and "id" not in sources[0]:
        own = sources[0]["id"] = slug_of(str(sources[0].get("title", ""))) or "kilde"
        for name in SOURCED:
            for row in data.get(name, ()):
                row.setdefault("source", own)
        if data.get("national_status"):
            data.setdefault("national_status_source", own)
    _name_rows(data)


def _name_rows(data: dict[str, Any]) -> None:
    """Give an id to each row that needs one and has none."""
    rows = [row for row, schema in _rows_of(SCHEMA, data) if "id" in schema.fields]
    taken = {row["id"] for row in rows if "id" in row}
    for row in rows:
        if "id" not in row:
            called = next((row[by] for by in ("label", "title", "description") if by in row), "")
            row["id"] = unused(slug_of(str(called)) or "nr", taken)
            taken.add(row["id"])


def _rows_of(schema: RecordSchema, data: dict[str, Any]) -> Iterator[tuple[dict[str, Any], RecordSchema]]:
    """List the rows of every list of records, those inside others too."""
    for name, declared in schema.fields.items():
        part: Any = declared.inner if isinstance(declared, Items) else declared
        if not isinstance(part, Part) or not data.get(name):
            continue
        for row in data[name] if isinstance(declared, Items) else [data[name]]:
            if isinstance(declared, Items):
                yield row, part.schema  # type: ignore[misc]
            yield from _rows_of(part.schema, row)  # type: ignore[arg-type]


def _text_of(typed: Typed) -> str:
    return next((text for text in typed.get(PROSE.name, ()) if text.strip()), "")


def _prose_of(typed: Typed, solution_id: str) -> tuple[Prose | None, dict[str, tuple[Fault, ...]]]:
    """Read the text of the page as `kb check` would."""
    text = _text_of(typed)
    if not text:
        return None, {}
    content = canonical_prose(text.replace("\r", "")).encode("utf-8", "replace")
    file = ContentFile(f"solutions/{solution_id}/solution.md", Kind.PROSE, solution_id, solution_id, content)
    prose, problems = load_file(file)
    faults = tuple(Fault(problem.message, problem.hint) for problem in problems)
    return prose, ({PROSE.name: faults} if faults else {})


def _files_of(solution: Solution) -> tuple[DraftFile, ...]:
    path = path_of(Kind.SOLUTION, solution)
    record = DraftFile(path, format_record(Kind.SOLUTION, solution).encode())
    if solution.prose is None:
        return (record,)
    return record, DraftFile(path.replace("solution.yaml", "solution.md"), solution.prose.markdown.encode())


def _against_the_rest(solution: Solution, catalogue: Catalogue) -> Iterator[Finding]:
    """Check a solution by itself and against the other records, as `kb check` does."""
    every = ChainMap({solution.id: solution}, catalogue.solutions)  # type: ignore[arg-type]
    yield from check_solution(Scope(replace(catalogue, solutions=every)), solution)
    alone = replace(catalogue, solutions={solution.id: solution}, experiences={}, withdrawn={})
    yield from check_honesty(Scope(alone), [solution.id])


def _in_reach(faults: dict[str, tuple[Fault, ...]]) -> dict[str, tuple[Fault, ...]]:
    """Put what is said of the source, whose id nobody types, at the field that mends it."""
    if faults.pop("sources.0.id", ()):
        faults[FIRST_CORE] = (*faults.get(FIRST_CORE, ()), Fault(IDLE))
    if faults.pop("sources", ()):
        faults[FIRST_SOURCE] = (Fault(NO_SOURCE),)
    return faults
