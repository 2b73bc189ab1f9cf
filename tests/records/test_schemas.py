"""Records: what little is required, what comes back after writing, and that each field explains itself."""

from dataclasses import fields as dataclass_fields

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from kb.content.encoding import decoder_of, encode
from kb.content.loading import FILE_SCHEMAS
from kb.content.resolving import SCHEMAS
from kb.records.base import RecordSchema
from kb.records.experience import ExperienceSchema
from kb.records.fields import is_web_address
from kb.records.lists import Figures, Items, Part
from kb.records.solution import Solution, SolutionSchema
from kb.records.source import SourceSchema

BARE_SOLUTION = {"id": "a", "title": "A", "summary": "Et.", "sources": [{"id": "k", "title": "K"}]}


def schemas_in(schema: RecordSchema) -> list[RecordSchema]:
    """List a schema and every schema inside it."""
    found = [schema]
    for field in schema.fields.values():
        inner = field.inner if isinstance(field, Items) else field
        inner = inner.value_field if isinstance(inner, Figures) else inner
        if isinstance(inner, Part):
            found += schemas_in(inner.schema)
    return found


ALL = {type(schema).__name__: schema for kind in FILE_SCHEMAS.values() for schema in schemas_in(kind)}


def test_a_solution_needs_only_title_summary_and_one_source() -> None:
    """Nearly nothing is required of a solution, and the rest is simply unknown."""
    solution = SolutionSchema().load(BARE_SOLUTION)

    assert isinstance(solution, Solution)
    assert solution.risks == ()
    assert solution.business_case is None


def test_a_report_needs_nothing_that_its_path_does_not_tell() -> None:
    """Nothing is required of a report by the schema but the ids that its path tells."""
    required = [name for name, field in ExperienceSchema().fields.items() if field.required]

    assert required == ["id", "solution"]


def test_an_empty_record_is_written_as_a_short_file() -> None:
    """What is unknown is not written, so loading what was dumped gives the same record."""
    solution = SolutionSchema().load(BARE_SOLUTION)

    assert SolutionSchema().dump(solution) == BARE_SOLUTION
    assert decoder_of(Solution)(encode(solution)) == solution


@pytest.mark.parametrize("schema", ALL.values(), ids=ALL.keys())
def test_schema_and_record_have_the_same_fields(schema: RecordSchema) -> None:
    """Every field of a schema is a field of its record, and the other way round but for rendered prose."""
    if schema.record is not dict:
        names = {field.name for field in dataclass_fields(schema.record)} - {"prose", "prose_en"}
        assert set(schema.fields) == names


@pytest.mark.parametrize("schema", ALL.values(), ids=ALL.keys())
def test_every_field_explains_itself_in_danish(schema: RecordSchema) -> None:
    """Each field has a label, and one that an author fills in has a hint."""
    for name, field in schema.fields.items():
        assert field.metadata["label"], name
        assert field.metadata["hint"], name


@pytest.mark.parametrize("kind", SCHEMAS)
def test_no_message_of_the_library_reaches_an_author(kind: str) -> None:
    """Whatever is wrong in a field, the message is one of ours, in Danish."""
    schema = SCHEMAS[kind]  # type: ignore[index]
    for wrong in (None, 5, "x" * 10_000, [], {}, [{"a": 1}], [None], True, {"a": {"b": 1}}):
        with pytest.raises(ValidationError) as error:
            schema.load({**dict.fromkeys(schema.fields, wrong), "ukendt": 1})
        assert not [m for m in messages(error.value.messages) if any(word in m for word in ENGLISH)]


ENGLISH = ("Not a valid", "Missing data", "Field may", "Unknown field", "Invalid", "must be", "Longer")


def messages(found: object) -> list[str]:
    """List every message in marshmallow's nest of messages."""
    if isinstance(found, dict):
        return [message for value in found.values() for message in messages(value)]
    if isinstance(found, list):
        return [message for value in found for message in messages(value)]
    return [str(found)]


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_not(text: str) -> None:
    """Telling an address from another text never fails."""
    assert is_web_address(text) in (True, False)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example",
        "//a.example",
        "https://",
        "https://u:p@a.example",
        "http://a b.example",
        "http://[",
        "mailto:a@b",
    ],
)
def test_what_is_no_web_address_is_refused(address: str) -> None:
    """Only http(s) addresses with a host and without a user name are accepted."""
    with pytest.raises(ValidationError):
        SourceSchema().load({"id": "k", "title": "K", "url": address})
