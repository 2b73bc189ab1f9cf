"""That the recipes for pull requests name what exists, and give nothing away to the code of strangers."""

import re
import subprocess

import click
import pytest
import yaml

from kb.cli import main
from tests.project.checkout import DOCS, ROOT

FOLDER = DOCS / "ci"
GITHUB = sorted(FOLDER.glob("github-*.yml"))
RECIPES = sorted(FOLDER.glob("*.yml"))
HOOKS = ROOT / ".pre-commit-config.yaml"
COMMAND = re.compile(r"\.venv/bin/kb ([^\n>|]+)")
WHOLE_COMMIT = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}")


def read(path):
    """Read a recipe; the word `on` is a word there, not a truth."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def scripts_of(recipe):
    """List what a recipe runs."""
    for job in recipe.get("jobs", recipe).values():
        for step in job.get("steps", ()):
            yield step.get("run", "")
        yield from job.get("script", ())


def command_named(words):
    """Find a command of ours by its words, and the words that are left."""
    command, rest = main, words
    while isinstance(command, click.Group):
        command, rest = command.commands[rest[0]], rest[1:]
    return command, rest


@pytest.mark.parametrize("path", [*RECIPES, HOOKS], ids=lambda path: path.name)
def test_every_command_of_a_recipe_exists(path):
    """Each `kb` command and option that a recipe names is one of ours, and each target of make is there."""
    text = path.read_text("utf-8")
    for line in COMMAND.findall(text):
        command, rest = command_named(line.split())
        options = {name for parameter in command.params for name in parameter.opts}
        assert [word for word in rest if word.startswith("--") and word not in options] == []
        forms = [parameter for parameter in command.params if parameter.name == "form"]
        for form in re.findall(r"--format (\w+)", line) if forms else ():
            assert form in forms[0].type.choices
    for target in re.findall(r"\bmake (\S+)", "\n".join(scripts_of(read(path)) if path != HOOKS else ())):
        done = subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, target


def test_each_recipe_tells_of_the_change_alone():
    """Both hosts get the check of what was changed, in the form that they show beside the lines."""
    for name, form in (("github-kontrol", "github"), ("gitlab-kontrol", "gitlab")):
        assert f"--format {form}" in (FOLDER / f"{name}.yml").read_text("utf-8")
    assert {path.name for path in RECIPES} == set(
        re.findall(r"\((\S+\.yml)\)", (FOLDER / "README.md").read_text())
    )


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_no_stranger_is_given_a_key(path):
    """No recipe runs a stranger's code with a key to write, keeps a key on disk, or pastes words into a command."""
    recipe = read(path)
    assert "pull_request_target" not in str(recipe)
    assert "secrets." not in str(recipe)
    assert recipe["permissions"] in ({"contents": "read"}, {})
    for script in scripts_of(recipe):
        assert "${{" not in script
    for job in recipe["jobs"].values():
        assert int(job["timeout-minutes"]) <= 10
        uses = [step for step in job["steps"] if "uses" in step]
        assert all(WHOLE_COMMIT.fullmatch(step["uses"]) for step in uses)
        checkouts = [step for step in uses if "checkout" in step["uses"]]
        assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)
        may_write = "write" in str(job.get("permissions", ""))
        runs_code = bool(checkouts) or ".venv" in str(job)
        assert not (may_write and runs_code)


def test_the_trap_is_explained_where_somebody_would_fall_into_it():
    """The file that starts on pull requests says why it is not the other kind of event."""
    text = (FOLDER / "github-kontrol.yml").read_text("utf-8")
    assert "pull_request_target" in text.partition("\nname:")[0]
    assert read(FOLDER / "github-kontrol.yml")["on"] == "pull_request"


def test_a_fork_at_gitlab_meets_no_key():
    """The job that has a key runs for our own branches only, takes no code, and starts nothing of ours."""
    job = read(FOLDER / "gitlab-kontrol.yml")["kommentar"]
    (rule,) = job["rules"]
    assert "$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID" in rule["if"]
    assert job["variables"] == {"GIT_STRATEGY": "none"}
    assert ".venv" not in str(job)
    assert "KOMMENTAR_TOKEN" not in str(read(FOLDER / "gitlab-kontrol.yml")["kontrol"])


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.name)
def test_every_script_is_sound(path):
    """The shell can read every script."""
    for script in scripts_of(read(path)):
        done = subprocess.run(["bash", "-n"], input=script, text=True, capture_output=True, check=False)
        assert done.stderr == ""


@pytest.mark.parametrize("path", GITHUB[:1] + RECIPES[-1:], ids=lambda path: path.name)
def test_a_block_cannot_be_left(path, tmp_path):
    """What the check says is put in a block that no word of it can end."""
    (script,) = [text for text in scripts_of(read(path)) if "tr -d" in text]
    line = next(line.strip() for line in script.splitlines() if "tr -d" in line)
    (tmp_path / "svar").mkdir()
    for name in ("kommentar.txt", "svar/kommentar.txt"):
        (tmp_path / name).write_text("før\n```\n@alle <img src=x>\n~~~\n" + "x" * 50_000)
    subprocess.run(["bash", "-c", line], cwd=tmp_path, check=True)
    lines = (tmp_path / "kommentar.md").read_text().splitlines()
    assert (lines[0], lines[-1]) == ("```text", "```")
    assert not any("`" in inner for inner in lines[1:-1])
    assert sum(map(len, lines)) < 21_000
