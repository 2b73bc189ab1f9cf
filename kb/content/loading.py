"""How the whole content becomes one catalogue, with every fault reported at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from marshmallow import ValidationError

from kb.catalogue import Catalogue, group_by_municipality, split_withdrawn
from kb.content.checks import check_catalogue
from kb.content.layout import SINGLE_FILES, ContentFile, Kind, read_files
from kb.content.privacy import refuse_personal_data, texts_of
from kb.content.reader import FieldPath, UnreadableYaml, YamlData, decode_text, format_path, read_yaml
from kb.content.rendering import refuse_markdown, render_markdown
from kb.content.resolving import SCHEMAS, Finding
from kb.errors import ContentError, Problem
from kb.records.base import RecordSchema
from kb.records.factor import FactorList, FactorListSchema
from kb.records.lists import parts
from kb.records.marks import N_
from kb.records.solution import Prose
from kb.records.source import Source, SourceSchema
from kb.records.thesaurus import ThesaurusSchema

Track = Callable[[str, Sequence[ContentFile]], Iterable[ContentFile]]


class SourceListSchema(RecordSchema):
    """The file format of `sources.yaml`: sources that many records share."""

    record = dict
    sources = parts(SourceSchema, N_("Kilder"), N_("Kilder, som mange poster deler."), most=500)


FILE_SCHEMAS: dict[Kind, RecordSchema] = {
    **SCHEMAS,
    Kind.SOURCES: SourceListSchema(),
    Kind.THESAURUS: ThesaurusSchema(),
    Kind.FACTORS: FactorListSchema(),
}


class Known(Protocol):
    """What an earlier build already read."""

    def record_of(self, file: ContentFile) -> Any | None:
        """Return the record of a file whose bytes have not changed, or None."""


@dataclass(frozen=True)
class Content:
    """The catalogue, what is wrong with it, and the digest of every file it was read from."""

    catalogue: Catalogue
    problems: tuple[Problem, ...]
    digests: Mapping[str, str]

    def require(self) -> Catalogue:
        """Return the catalogue; raise ContentError where anything is wrong."""
        if self.problems:
            raise ContentError(self.problems)
        return self.catalogue


def untracked(_label: str, files: Sequence[ContentFile]) -> Sequence[ContentFile]:
    """Read without showing progress."""
    return files


def load_catalogue(root: Path, known: Known | None = None, track: Track = untracked) -> Content:
    """Read the content folder into a catalogue and collect every problem, sorted by place."""
    files, problems = read_files(root)
    return load_files(files, problems, known, track)


def load_files(
    files: Sequence[ContentFile],
    problems: Iterable[Problem] = (),
    known: Known | None = None,
    track: Track = untracked,
) -> Content:
    """Put files together, wherever they were read; `problems` are those that reading had."""
    problems = list(problems)
    records: dict[str, Any] = {}
    for file in track(N_("Læser"), files):
        record = known.record_of(file) if known else None
        if record is None:
            record, found = load_file(file)
            problems += found
        if record is not None:
            records[file.path] = record
    catalogue = assemble(files, records)
    unread = [file.path for file in files if file.path not in records]
    located = locate(files, check_catalogue(catalogue, unread))
    digests = {file.path: file.digest for file in files}
    return Content(catalogue, tuple(sorted({*problems, *located})), digests)


def load_file(file: ContentFile) -> tuple[Any | None, list[Problem]]:
    """Turn one file into its record; where that fails, say every reason why."""
    try:
        if file.kind in (Kind.PROSE, Kind.PROSE_EN):
            return _load_prose(file)
        return _load_record(file, read_yaml(file.content))
    except UnreadableYaml as error:
        return None, [Problem(file.path, f.line, f.field, f.message, f.hint) for f in error.faults]


def _load_prose(file: ContentFile) -> tuple[Prose | None, list[Problem]]:
    text = decode_text(file.content)
    refusal = refuse_markdown(text) or refuse_personal_data((), text)
    if refusal:
        return None, [Problem(file.path, 1, "", refusal)]
    return Prose(text, render_markdown(text)), []


def _load_record(file: ContentFile, yaml_data: YamlData) -> tuple[Any | None, list[Problem]]:
    if not isinstance(yaml_data.data, dict):
        return None, [Problem(file.path, 1, "", N_("Filen er tom eller har ingen felter."))]
    problems = [_problem(file, yaml_data, path, message) for path, message in personal_data(yaml_data.data)]
    path_fields = _fields_of_path(file)
    repeated = [name for name in path_fields if name in yaml_data.data]
    hint = N_("Slet linjen; filens sted siger det.")
    problems += [
        _problem(file, yaml_data, (name,), N_("Feltet må ikke stå i filen."), hint) for name in repeated
    ]
    try:
        record = FILE_SCHEMAS[file.kind].load({**yaml_data.data, **path_fields})
    except ValidationError as error:
        faults = flatten(error.messages)
        return None, problems + [_problem(file, yaml_data, path, text) for path, text in faults]
    return record, problems


def _fields_of_path(file: ContentFile) -> dict[str, str]:
    if file.kind is Kind.EXPERIENCE:
        return {"id": file.record_id, "solution": file.solution_id}
    return {"id": file.record_id} if file.kind not in SINGLE_FILES.values() else {}


def personal_data(data: Any) -> Iterator[tuple[FieldPath, str]]:
    """Find the texts that hold personal data."""
    for path, text in texts_of(data):
        refusal = refuse_personal_data(path, text)
        if refusal:
            yield path, refusal


def flatten(messages: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """List marshmallow's nested messages with the path of the field each belongs to."""
    if isinstance(messages, dict):
        for key, value in messages.items():
            yield from flatten(value, path if key == "_schema" else (*path, key))
    elif isinstance(messages, list):
        for message in messages:
            yield from flatten(message, path)
    else:
        yield path, str(messages)


def _problem(file: ContentFile, data: YamlData, path: FieldPath, message: str, hint: str = "") -> Problem:
    return Problem(file.path, data.line_of(path), format_path(path), message, hint)


def assemble(files: Sequence[ContentFile], records: Mapping[str, Any]) -> Catalogue:
    """Put the records of all files together."""
    by_kind: dict[Kind, dict[str, Any]] = {kind: {} for kind in Kind}
    for file in files:
        if file.path in records:
            record = records[file.path]
            key = record.ref if file.kind is Kind.EXPERIENCE else file.record_id
            by_kind[file.kind][key] = record
    shared: Sequence[Source] = by_kind[Kind.SOURCES].get("sources", {}).get("sources", ())
    listed: FactorList = by_kind[Kind.FACTORS].get("factors", FactorList())
    in_force, withdrawn = split_withdrawn(by_kind[Kind.EXPERIENCE])
    return Catalogue(
        solutions=_with_prose(by_kind),
        experiences=in_force,
        withdrawn=withdrawn,
        municipalities=by_kind[Kind.MUNICIPALITY],
        authorities=by_kind[Kind.AUTHORITY],
        projects=by_kind[Kind.PROJECT],
        calls=by_kind[Kind.CALL],
        vocabularies=by_kind[Kind.VOCABULARY],
        sources={source.id: source for source in shared},
        factors={factor.id: factor for factor in listed.factors},
        weight_sets={weight_set.id: weight_set for weight_set in listed.weight_sets},
        thesaurus=getattr(by_kind[Kind.THESAURUS].get("thesaurus"), "concepts", ()),
        refs_by_municipality=group_by_municipality(in_force.values()),
    )


def _with_prose(by_kind: Mapping[Kind, Mapping[str, Any]]) -> dict[str, Any]:
    prose, prose_en = by_kind[Kind.PROSE], by_kind[Kind.PROSE_EN]
    return {
        solution_id: replace(solution, prose=prose.get(solution_id), prose_en=prose_en.get(solution_id))
        for solution_id, solution in by_kind[Kind.SOLUTION].items()
    }


def locate(files: Sequence[ContentFile], findings: Iterable[Finding]) -> Iterator[Problem]:
    """Give each finding the line of its field; only files with findings are read again."""
    by_path = {file.path: file for file in files}

    @cache
    def lines_of(path: str) -> YamlData:
        return read_yaml(by_path[path].content)

    for finding in findings:
        line = finding.line or lines_of(finding.path).line_of(finding.field)
        yield Problem(finding.path, line, format_path(finding.field), finding.message, finding.hint)
