"""Calls for partners as files: read, checked, kept in a snapshot, and described for editor programs."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from kb.content.formatting import find_unformatted
from kb.content.json_schema import json_schema_of
from kb.content.layout import Kind
from kb.content.loading import load_catalogue
from kb.records.call import Call, Closing
from tests.content.bank import write, write_bank
from tests.content.test_snapshot import saved

PATH = "calls/nat-nordby.yaml"
CALL = """\
title: Nattilsyn uden kamera
challenge: Hvem har prøvet?
municipality: nordby
areas:
- hjemmepleje
solution: skaermbesoeg
start: 2027
contact: post@nordby.example
opened: 2026-11
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    root = write_bank(tmp_path / "content")
    write(root, PATH, CALL)
    return root


def test_a_call_is_read_and_kept(content: Path, tmp_path: Path) -> None:
    """A call stands in the catalogue as written, in fixed form, and comes back from a snapshot."""
    expected = Call(
        id="nat-nordby",
        title="Nattilsyn uden kamera",
        challenge="Hvem har prøvet?",
        municipality="nordby",
        contact="post@nordby.example",
        opened="2026-11",
        areas=("hjemmepleje",),
        solution="skaermbesoeg",
        start="2027",
    )
    first = saved(content, tmp_path / "one")
    again = saved(content, tmp_path / "two", first)

    assert load_catalogue(content).require().calls == {"nat-nordby": expected}
    assert dict(first.catalogue.calls) == dict(again.catalogue.calls) == {"nat-nordby": expected}
    assert find_unformatted(content, [content / PATH]) == {}


def test_a_closed_call_keeps_its_reason(content: Path) -> None:
    """A call is closed in its file, and stays."""
    write(content, PATH, f"{CALL}closed:\n  date: 2027-02\n  reason: To svarede.\n")

    call = load_catalogue(content).require().calls["nat-nordby"]
    assert call.closed == Closing("2027-02", "To svarede.")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("municipality: nordby", "municipality: norby", "municipality"),
        ("- hjemmepleje", "- hjemplejen", "areas.0"),
        ("skaermbesoeg", "skaermbesog", "solution"),
        ("post@nordby", "hans.jensen@nordby", "contact"),
        ("start: 2027\n", "start: 2027\nend: 2026-12\n", "end"),
        ("opened: 2026-11\n", "opened: 2026-11\nclosed:\n  date: 2026-10\n  reason: x\n", "closed.date"),
        ("contact: post@nordby.example\n", "", ""),
        ("start:", "begynder:", "begynder"),
    ],
)
def test_what_is_wrong_with_a_call_is_told_at_its_line(content: Path, old: str, new: str, field: str) -> None:
    """A reference to nothing, dates that run backwards, a person's address, a missing or an unknown field."""
    write(content, PATH, CALL.replace(old, new))

    problems = [problem for problem in load_catalogue(content).problems if problem.path == PATH]
    assert field in {problem.field for problem in problems} or (not field and problems)


def test_an_editor_program_knows_the_format() -> None:
    """The JSON Schema takes a good call and refuses a field that is not in the format."""
    data = yaml.safe_load(CALL)
    schema = json_schema_of(Kind.CALL)

    jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "farve": "rød"}, schema)
