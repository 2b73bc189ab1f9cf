"""What a person typed, as the report it would be: its record, what is wrong with which field, and its file.

Nothing is judged here. The schema and the checks of the content say what is wrong, as they do of a file in
a pull request, and the file is the one that `kb format` writes.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from marshmallow import ValidationError

from kb.catalogue import Catalogue
from kb.content.checks import check_experience
from kb.content.formatting import format_record
from kb.content.honesty import check_honesty
from kb.content.layout import ContentFile, Kind
from kb.content.loading import flatten, load_file, personal_data
from kb.content.reader import FieldPath
from kb.content.references import Reference
from kb.content.resolving import SCHEMAS, Scope, explain_missing, path_of
from kb.content.writer import dump_record
from kb.contributions.completing import complete, report_id
from kb.contributions.lenient_reading import read_leniently
from kb.contributions.typed_fields import FieldData, Typed, read_fields, write_fields
from kb.records.experience import Experience

SCHEMA = SCHEMAS[Kind.EXPERIENCE]
SOLUTION = ("solution",)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a field, and the way out, in Danish sentences of the catalogue of translations."""

    message: str
    hint: str = ""


@dataclass(frozen=True)
class DraftFile:
    """The file that a report becomes, below the content folder."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Draft:
    """A report as far as it can be read, what is wrong with which field, and its file once it can be written.

    In a report without a file, what is missing or wrong is None or empty.
    """

    report: Experience
    faults: Mapping[str, tuple[Fault, ...]]
    file: DraftFile | None

    @property
    def can_be_sent(self) -> bool:
        """Tell whether the gate would let the report through."""
        return self.file is not None and not self.faults


def draft_of(typed: Typed, catalogue: Catalogue, *, today: str, known_id: str = "") -> Draft:
    """Read what was typed; `today` is an ISO date, `known_id` the id of a report that already has one."""
    found = read_fields(SCHEMA, {name: texts for name, texts in typed.items() if name != "id"})
    complete(found.data, catalogue, today)
    found.data["id"] = known_id or report_id(found.data, _taken(found.data, catalogue))
    whole, wrong = _load(found.data)
    report: Experience = whole or read_leniently(SCHEMA, found.data)
    file = _file_of(report) if whole else None
    faults = by_name([*wrong, *(_misread(file) if file else ())], found)
    return Draft(report, by_name(_against_the_rest(report, catalogue), found) | faults, file)


def typed_of(report: Experience) -> dict[str, list[str]]:
    """Write a report as what would be typed for it."""
    data = dump_record(SCHEMA, report)
    return write_fields(SCHEMA, {**data, "provenance": report.provenance.value})


def personal_fields(typed: Typed) -> dict[str, tuple[Fault, ...]]:
    """Find the fields that hold personal data; what stands in them must not be kept."""
    found = read_fields(SCHEMA, typed)
    wrong = [(path, Fault(message)) for path, message in personal_data(found.data)]
    return by_name(wrong, found)


Wrong = list[tuple[FieldPath, Fault]]


def _taken(data: Mapping[str, Any], catalogue: Catalogue) -> set[str]:
    solution_id = str(data.get("solution", ""))
    refs = (*catalogue.refs_by_solution.get(solution_id, ()), *catalogue.withdrawn)
    return {ref.partition("/")[2] for ref in refs if ref.startswith(f"{solution_id}/")}


def _load(data: Mapping[str, Any]) -> tuple[Experience | None, Wrong]:
    wrong = [(path, Fault(message)) for path, message in personal_data(data)]
    try:
        report: Experience = SCHEMA.load(data)
    except ValidationError as error:
        return None, wrong + [(path, Fault(message)) for path, message in flatten(error.messages)]
    return report, wrong


def _file_of(report: Experience) -> DraftFile:
    content = format_record(Kind.EXPERIENCE, report).encode()
    return DraftFile(path_of(Kind.EXPERIENCE, report), content)


def _misread(file: DraftFile) -> Iterator[tuple[FieldPath, Fault]]:
    """Read the file back as `kb check` would; a number too long to be read is found here."""
    _, _, solution_id, _, name = f"content/{file.path}".split("/")
    written = ContentFile(file.path, Kind.EXPERIENCE, name.removesuffix(".yaml"), solution_id, file.content)
    for problem in load_file(written)[1]:
        path = tuple(int(part) if part.isdecimal() else part for part in problem.field.split("."))
        yield path, Fault(problem.message, problem.hint)


def _against_the_rest(report: Experience, catalogue: Catalogue) -> Iterator[tuple[FieldPath, Fault]]:
    """Check a report against its solution and the other records."""
    solution = catalogue.solutions.get(report.solution)
    if solution is None:
        missing = Reference(SOLUTION, "solution", report.solution or "")
        yield SOLUTION, Fault(*explain_missing(Scope(catalogue), missing))
        return
    reports = ChainMap({report.ref: report}, catalogue.experiences)  # type: ignore[arg-type]
    unwritten = replace(solution, prose=None, prose_en=None)  # its text is not the report's to answer for
    near = Scope(replace(catalogue, solutions={solution.id: unwritten}, experiences=reports))
    path = path_of(Kind.EXPERIENCE, report)
    for finding in (*check_experience(near, report), *check_honesty(near, [solution.id])):
        if finding.path == path:
            yield finding.field, Fault(finding.message, finding.hint)


def by_name(wrong: Iterable[tuple[FieldPath, Fault]], found: FieldData) -> dict[str, tuple[Fault, ...]]:
    """Gather the faults under the fields in which they were typed, each sentence once."""
    by_name: dict[str, dict[Fault, None]] = {}
    for path, fault in wrong:
        by_name.setdefault(found.name_of(path), {})[fault] = None
    return {name: tuple(faults) for name, faults in by_name.items()}
