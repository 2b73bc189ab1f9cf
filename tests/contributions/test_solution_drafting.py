"""What is typed of a new solution and the files of a pull request are the same solution."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.content.formatting import canonical_form, format_record
from kb.content.layout import ContentFile, Kind
from kb.content.loading import load_file
from kb.content.writer import dump_record
from kb.contributions.proposal import Given
from kb.contributions.solution_drafting import (
    FIRST_CORE,
    personal_fields_of_solution,
    solution_draft_of,
)
from kb.contributions.solution_proposals import propose_solution
from kb.contributions.solution_questions import (
    NOT_ASKED,
    PROSE,
    QUESTIONS,
    SCHEMA,
    SOLUTION,
    names_of_solution,
)
from kb.contributions.submission import About
from kb.contributions.typed_fields import write_fields
from kb.records.solution import Solution
from tests.contributions.typing_reports import LETTERS, rows, toy_catalogue


def typed_of_solution(solution: Solution) -> dict[str, list[str]]:
    """Write a solution as what would be typed for it."""
    typed = write_fields(SCHEMA, dump_record(SCHEMA, solution))
    return typed | ({PROSE.name: [solution.prose.markdown]} if solution.prose else {})


SHORT = {
    "title": ["Sædvanlig skærm"],
    "summary": ["En skærm i kælderen."],
    "core_elements.0.description": ["Den er tændt."],
    "prerequisites.0.description": ["Der er strøm."],
    "sources.0.title": ["Rapport om skærme"],
    "sources.0.url": ["https://nordby.example/rapport"],
}
FILE = """\
title: Sædvanlig skærm
summary: En skærm i kælderen.
core_elements:
- id: den-er-taendt
  description: Den er tændt.
  source: rapport-om-skaerme
prerequisites:
- id: der-er-stroem
  description: Der er strøm.
  source: rapport-om-skaerme
sources:
- id: rapport-om-skaerme
  title: Rapport om skærme
  url: https://nordby.example/rapport
"""


@pytest.fixture(scope="module")
def catalogue():
    return toy_catalogue()


def short(**changes: list[str]) -> dict[str, list[str]]:
    """Fill in the form, changed as said; a double underscore stands for a point."""
    return {**SHORT, **{name.replace("__", "."): texts for name, texts in changes.items()}}


@st.composite
def solutions(draw: st.DrawFn) -> Any:
    """Make any solution whose fields the schema takes, with or without a text."""
    data = draw(rows(SCHEMA)) | {"id": "taendt", "sources": [{"id": "kilde", "title": "Kilde"}]}
    solution = SCHEMA.load(data)
    words = draw(st.one_of(st.none(), st.text(LETTERS, min_size=1, max_size=40).filter(str.strip)))
    if words is None:
        return solution
    file = ContentFile(
        "solutions/taendt/solution.md", Kind.PROSE, "taendt", "taendt", f"{words.strip()}\n".encode()
    )
    return replace(solution, prose=load_file(file)[0])


def test_the_short_form_becomes_two_files(catalogue):
    """Ids and the one source are filled in, and a text becomes `solution.md` in canonical form."""
    draft = solution_draft_of(short(prose=["## Hvad er det?  \r\n\r\nEn skærm."]), catalogue)

    assert draft.faults == {}
    assert [file.path for file in draft.files] == [
        "solutions/saedvanlig-skaerm/solution.yaml",
        "solutions/saedvanlig-skaerm/solution.md",
    ]
    assert [file.content.decode() for file in draft.files] == [FILE, "## Hvad er det?\n\nEn skærm.\n"]


@settings(max_examples=40, deadline=None)
@given(solutions())
def test_any_solution_typed_is_the_file_that_formatting_writes(solution):
    """Whatever a pull request holds, typing it into the form gives byte for byte what `kb format` gives."""
    typed = typed_of_solution(solution)

    draft = solution_draft_of(typed, toy_catalogue(), known_id=solution.id)

    assert draft.files[0].content == format_record(Kind.SOLUTION, solution).encode()
    assert [file.content.decode() for file in draft.files[1:]] == (
        [solution.prose.markdown] if solution.prose else []
    )
    for file, kind in zip(draft.files, (Kind.SOLUTION, Kind.PROSE), strict=False):
        found = ContentFile(file.path, kind, solution.id, solution.id, file.content)
        assert canonical_form(found).encode() == file.content


def test_what_is_required_is_said_at_a_field_of_the_form(catalogue):
    """An empty form says what is missing at fields that one can see; so does one without a core element."""
    empty = solution_draft_of({}, catalogue)
    no_core = solution_draft_of(short(**{FIRST_CORE: [""], "prerequisites__0__description": [""]}), catalogue)

    assert set(empty.faults) == {"title", "summary", "sources.0.title", FIRST_CORE}
    assert empty.files == ()
    assert set(no_core.faults) == {FIRST_CORE}
    assert {*empty.faults, *no_core.faults} <= SOLUTION.asked


def test_a_number_in_the_text_needs_a_field_with_a_source(catalogue):
    """The text of a new solution meets the same check as every other."""
    draft = solution_draft_of(short(prose=["Den sparer 40 pct."]), catalogue)

    assert set(draft.faults) == {PROSE.name}


def test_a_broken_text_is_said_at_its_field(catalogue):
    """What Markdown may not hold is refused beside the text, not with an exception."""
    draft = solution_draft_of(short(prose=["<script>alert(1)</script>"]), catalogue)

    assert set(draft.faults) == {PROSE.name}


def test_personal_data_is_found_in_every_field():
    """A number that looks like a CPR number is found in a field and in the text."""
    typed = short(summary=["Spørg 010190-1234."], prose=["Ring til 010190-1234."])

    assert set(personal_fields_of_solution(typed)) == {"summary", "prose"}


def test_the_id_is_one_that_no_solution_has(catalogue):
    """A title that is taken gets a number, also when the solution is in git and not in the release yet."""
    typed = short(title=["Skærm"])
    waiting = {"solutions/skaerm-2/solution.yaml": b"title: x\n"}
    given_ = Given(typed, About(), "nordby", catalogue, waiting.get, "2026-11-25")

    assert solution_draft_of(typed, catalogue).files[0].path == "solutions/skaerm-2/solution.yaml"
    assert propose_solution(given_).pieces[0].path == "solutions/skaerm-3/solution.yaml"
    again = replace(given_, made="solutions/skaerm-2/solution.yaml")
    assert propose_solution(again).pieces[0].path == "solutions/skaerm-2/solution.yaml"


def test_the_form_asks_twelve_fields_and_offers_all():
    """The short form has at most twelve fields; behind them stands all that is not the editors' to say."""
    asked = [name for one in QUESTIONS for name in one.fields]
    offered = {name.partition(".")[0] for name in names_of_solution({})}

    assert len(asked) <= 12
    assert offered == set(SCHEMA.fields) - NOT_ASKED
    for name in names_of_solution({}):
        assert SOLUTION.declared_at(name).metadata["label"], name
