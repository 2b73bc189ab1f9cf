"""That who writes files by hand is helped: schemas for editor programs, files to begin from, checks before a commit."""

import json
import re
import sys
from fnmatch import fnmatch
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from kb.cli import main
from kb.commands.describing import KINDS
from kb.content.json_schema import SCHEMA_FOLDER, schema_name, schema_text
from kb.content.layout import Kind, classify
from kb.content.loading import load_catalogue
from kb.content.reader import read_yaml
from tests.content.bank import SOLUTION, write, write_bank
from tests.content.repository import start_repository
from tests.project.checkout import DOCS, ROOT

SETTINGS = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]
GUIDE = (DOCS / "bidrag.md").read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_are_up_to_date(kind):
    """Each schema in docs/schemas is the one that the format's own schemas say."""
    path = ROOT / SCHEMA_FOLDER / schema_name(Kind(kind))
    assert path.read_text("utf-8") == schema_text(Kind(kind)), "Run: kb docs"
    jsonschema.Draft202012Validator.check_schema(json.loads(path.read_text("utf-8")))


def test_every_file_meets_its_own_schema(tmp_path):
    """The settings lead each file of the content to the schema of its kind, and to no other; it is valid there."""
    assert SETTINGS.keys() == {f"{SCHEMA_FOLDER}/{schema_name(Kind(kind))}" for kind in KINDS}
    root = write_bank(tmp_path / "content")
    for path in root.rglob("*.yaml"):
        name = path.relative_to(root).as_posix()
        kind, *_ = classify(name)
        found = [schema for schema, glob in SETTINGS.items() if fits(f"content/{name}", glob)]
        assert found == ([f"{SCHEMA_FOLDER}/{schema_name(kind)}"] if kind.value in KINDS else [])
        for schema in found:
            jsonschema.validate(
                read_yaml(path.read_bytes()).data, json.loads((ROOT / schema).read_text("utf-8"))
            )


def fits(path, glob):
    """Tell whether a path fits a glob whose stars stand for one part each."""
    parts, wanted = path.split("/"), glob.split("/")
    return len(parts) == len(wanted) and all(map(fnmatch, parts, wanted))


def run(root: Path, *arguments: str):
    return CliRunner().invoke(main, arguments, env={"KB_CONTENT_DIR": str(root)}, catch_exceptions=False)


@pytest.fixture
def root(tmp_path):
    """The small bank in a project that has the schemas."""
    folder = tmp_path / SCHEMA_FOLDER
    folder.mkdir(parents=True)
    for kind in KINDS:
        (folder / schema_name(Kind(kind))).write_text("{}")
    return write_bank(tmp_path / "content")


@pytest.mark.parametrize(
    ("report", "filled"),
    [
        ("2025-nordby", "municipalities:\n- nordby\n"),
        ("2025-nordby-igen", "municipalities:\n- nordby\n"),
        ("udateret-sydby", "municipalities:\n- sydby\n"),
        ("2025-ukendt", "municipalities:\n-\n"),
        ("projekt", "municipalities:\n-\n"),
    ],
)
def test_a_new_report_begins_with_what_its_name_tells(root, report, filled):
    """The municipality and the year stand in the file already, where the id names one that is known."""
    run(root, "new", "experience", "skaermbesoeg", report)
    text = (root / "solutions/skaermbesoeg/experiences" / f"{report}.yaml").read_text("utf-8")
    assert filled in text
    assert ("date: 2025\n" in text) is report.startswith("2025")


@pytest.mark.parametrize(
    "arguments", [("solution", "ny"), ("experience", "skaermbesoeg", "2025-nordby"), ("call", "ny")]
)
def test_a_new_file_leads_an_editor_to_its_schema(root, arguments):
    """The first line names the schema as seen from the file; where the project has none there is no such line."""
    run(root, "new", *arguments)
    written = {
        path for path in root.rglob("*.yaml") if path.read_text("utf-8").startswith("# yaml-language-server")
    }
    (path,) = written
    target = path.read_text("utf-8").splitlines()[0].partition("$schema=")[2]
    assert (path.parent / target).resolve() == root.parent / SCHEMA_FOLDER / f"{arguments[0]}.json"


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [(Kind.SOLUTION, ("solution", "ny")), (Kind.EXPERIENCE, ("experience", "skaermbesoeg", "2025-nordby"))],
)
def test_every_suggestion_of_a_new_file_is_a_field(root, kind, arguments):
    """With the marks taken away from the suggestions, each names a field of the format, and the check finds only what is not filled in."""
    run(root, "new", *arguments)
    path = max(root.rglob("*.yaml"), key=lambda path: path.stat().st_mtime_ns)
    text = "".join(
        re.sub(r"^# (?=[a-z_]+:|- |  )", "", line)
        for line in path.read_text("utf-8").splitlines(keepends=True)
        if "yaml-language" not in line
    )
    write(root, path.relative_to(root).as_posix(), text)
    assert set(yaml.safe_load(text)) > {"sources"}
    assert [
        problem for problem in load_catalogue(root).problems if "findes ikke i formatet" in problem.message
    ] == []


def test_the_example_of_the_guide_is_valid_but_for_its_invented_names(root):
    """The report that docs/bidrag.md shows is one that the check takes, once its source is there."""
    (example,) = re.findall(r"```yaml\n(municipalities:.*?)```", GUIDE, re.DOTALL)
    write(root, "solutions/skaermbesoeg/experiences/2025-vejle.yaml", example)
    text = (root / "municipalities/vestby.yaml").read_text("utf-8")
    write(root, "municipalities/vejle.yaml", text.replace("9002", "9009").replace("column: 2", "column: 9"))
    found = [(p.field, p.message) for p in load_catalogue(root).problems if "2025-vejle" in p.path]
    assert {field for field, _ in found} <= {"outcomes.0.source", "outcomes.0.unit", "cited.0"}


def test_the_answer_that_the_guide_shows_is_the_one_that_is_given(tmp_path):
    """With the two faults of docs/bidrag.md in its example, the check of a pull request says what the page says."""
    (shown,) = re.findall(r"```\n(Kontrollen fandt.*?\n)```", GUIDE, re.DOTALL)
    (example,) = re.findall(r"```yaml\n(municipalities:.*?)```", GUIDE, re.DOTALL)
    repository = start_repository(tmp_path / "repository")
    write_bank(repository.content)
    write(repository.content, "solutions/robotstoevsugere/solution.yaml", SOLUTION)
    repository.commit("2026-01-01")
    spoilt = example.replace("  art: opgjort\n", "").replace("  unit: ", "  enhed: ")
    repository.put("solutions/robotstoevsugere/experiences/2025-vejle.yaml", spoilt)
    found = run(repository.content, "check", "--changed", "--format", "text").stdout
    assert found == shown


def test_every_hook_names_a_program_that_is_here():
    """What runs before a commit is of this environment, and the files it looks at are named rightly."""
    for hook in HOOKS:
        program = hook["entry"].split()[0].removeprefix(".venv/bin/")
        assert (Path(sys.executable).parent / program).exists(), program
        assert hook["language"] == "system"
    named = {hook["id"]: hook["files"] for hook in HOOKS if "files" in hook}
    for path in ("content/solutions/x/solution.yaml", "content/sources.yaml"):
        assert re.search(named["kb-format"], path)
        assert re.search(named["kb-check"], path)
    assert re.search(named["kb-docs"], "kb/records/outcome.py")
    assert not re.search(named["kb-check"], "kb/content/reader.py")
