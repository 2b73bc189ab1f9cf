"""The command kb: what it prints, what it changes, and how it fails."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from tests.content.bank import write, write_bank

SOLUTION = "solutions/skaermbesoeg/solution.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write_bank(tmp_path / "content")


def run(content: Path, *arguments: str) -> Result:
    index = content.parent / "index"
    return CliRunner().invoke(
        main,
        arguments,
        env={"KB_CONTENT_DIR": str(content), "KB_INDEX_DIR": str(index)},
        catch_exceptions=False,
    )


def test_check_says_that_all_is_well(content: Path) -> None:
    """A good folder is said to be in order with the number of files."""
    result = run(content, "check")

    assert result.exit_code == 0
    assert "filer er i orden" in result.output


def test_check_prints_every_fault_with_its_place(content: Path) -> None:
    """Each fault stands on a line as path:line: field: message, and the command fails."""
    write(content, SOLUTION, "title: Noget\nfarve: rød\nsources: []\n")

    result = run(content, "check")

    assert result.exit_code == 1
    assert f"{SOLUTION}:2: farve: Feltet findes ikke i formatet." in result.output
    assert f"{SOLUTION}:1: summary: Feltet mangler." in result.output
    assert "Traceback" not in result.output


def test_format_brings_a_file_to_canonical_form_once(content: Path) -> None:
    """Formatting twice changes nothing the second time, and the record stays the same."""
    text = (content / SOLUTION).read_text(encoding="utf-8")
    write(content, SOLUTION, text.replace("title: Skærmbesøg i Nordby", 'title:    "Skærmbesøg i Nordby"'))

    assert run(content, "format", "--check").exit_code == 1
    assert SOLUTION in run(content, "format").output
    assert "Alle filer er i fast form" in run(content, "format", "--check").output
    assert run(content, "check").exit_code == 0


def test_format_of_one_file_leaves_the_others(content: Path) -> None:
    """Only the files that are named are written."""
    prose = content / "solutions/skaermbesoeg/solution.md"
    prose.write_text("## Hvad?   \n\nTekst.\n\n\n", encoding="utf-8")
    write(content, SOLUTION, "# note\n" + (content / SOLUTION).read_text(encoding="utf-8"))

    run(content, "format", str(prose))

    assert prose.read_text(encoding="utf-8") == "## Hvad?\n\nTekst.\n"
    assert (content / SOLUTION).read_text(encoding="utf-8").startswith("# note")


def test_new_files_are_begun_but_never_written_over(content: Path) -> None:
    """A new solution, experience and call get files to fill in; a second time is refused."""
    assert run(content, "new", "solution", "vendehjem").exit_code == 0
    assert run(content, "new", "experience", "vendehjem", "2026-nordby").exit_code == 0
    assert (content / "solutions/vendehjem/experiences/2026-nordby.yaml").is_file()
    assert run(content, "new", "call", "natten").exit_code == 0
    assert "opened: 2" in (content / "calls/natten.yaml").read_text(encoding="utf-8")

    again = run(content, "new", "solution", "vendehjem")
    assert again.exit_code == 1
    assert "findes allerede" in again.output


@pytest.mark.parametrize("name", ["../ud", "Stor", "a b", "", "a" * 100, ".git", "a/b", "a\nb"])
def test_an_impossible_id_is_refused(content: Path, name: str) -> None:
    """An id that is no slug is refused in words, and nothing is written."""
    before = sorted(path.as_posix() for path in content.parent.rglob("*"))

    result = run(content, "new", "solution", name)

    assert result.exit_code == 1
    assert "kan ikke være et id" in result.output
    assert sorted(path.as_posix() for path in content.parent.rglob("*")) == before


def test_an_experience_of_no_solution_is_refused(content: Path) -> None:
    """A report needs its solution first, and the sentence says how to begin one."""
    result = run(content, "new", "experience", "findes-ikke", "2026-nordby")

    assert result.exit_code == 1
    assert "kb new solution findes-ikke" in result.output


def test_build_prints_rate_and_counts(content: Path) -> None:
    """A build says how fast it read and what the release holds; a second says that nothing changed."""
    first, second = run(content, "build").output, run(content, "build").output

    assert "i sekundet" in first
    assert "1 løsninger, 1 erfaringer" in first
    assert "Intet er ændret" in second


def test_build_of_wrong_content_fails_in_words(content: Path) -> None:
    """A build of wrong content prints the faults and fails."""
    write(content, SOLUTION, "title: ''\n")

    result = run(content, "build")

    assert result.exit_code == 1
    assert f"{SOLUTION}:1: title" in result.output


@pytest.mark.parametrize("day", ["i går", "2026-02-30", "24-11-2026"])
def test_an_impossible_date_is_refused(content: Path, day: str) -> None:
    """A date that is none is refused with the form it must have."""
    result = run(content, "build", "--date", day)

    assert result.exit_code == 2
    assert "2026-11-25" in result.output


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KB_PORT", "femtusind"),
        ("KB_PORT", "99999"),
        ("KB_TRUSTED_PROXIES", "-1"),
        ("KB_BASE_URL", "bank.example"),
    ],
)
def test_an_impossible_setting_is_named(content: Path, name: str, value: str) -> None:
    """A setting that cannot be used is named, with what it must be."""
    result = CliRunner().invoke(main, ["check"], env={"KB_CONTENT_DIR": str(content), name: value})

    assert result.exit_code == 1
    assert name in result.output


def test_the_schema_for_editors_accepts_the_good_file_and_refuses_a_spoilt_one(content: Path) -> None:
    """The JSON Schema says yes to what check accepts and no to an unknown field."""
    import json

    import jsonschema

    from kb.content.reader import read_yaml

    schema = json.loads(run(content, "schema", "solution").output)
    data = read_yaml((content / SOLUTION).read_bytes()).data
    jsonschema.validate(data, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**data, "farve": "rød"}, schema)
