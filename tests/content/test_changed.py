"""`kb check --changed`: what a change got wrong, told to people, to GitHub and to GitLab."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown import markdown

from kb.cli import main
from kb.content.field_words import called
from kb.content.loading import load_catalogue
from kb.contributions.fault_report import MOST_TOLD, REPORTS
from kb.errors import Problem
from tests.content.bank import write_bank
from tests.content.repository import Repository, start_repository

SOLUTION = "solutions/skaermbesoeg/solution.yaml"
EXPERIENCE = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"
OTHER = "solutions/skaermbesoeg/experiences/2020-nordby.yaml"
NORDBY, SYDBY = "municipalities/nordby.yaml", "municipalities/sydby.yaml"
NEW = """\
municipalities:
- nordby
description: Igen.
cited:
- nordby-2020
"""
Run = Callable[..., Result]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The small bank in git, with an old fault in one file on the branch main; a branch of ours is checked out."""
    repository = start_repository(tmp_path / "repository")
    write_bank(repository.content)
    repository.put(SYDBY, text_of(repository, SYDBY) + "farve: rød\n")
    repository.commit("2026-01-01")
    repository.git("switch", "--quiet", "-c", "vores")
    return repository


@pytest.fixture
def run(repository: Repository) -> Run:
    """Run the command on the content."""

    def check(*arguments: str) -> Result:
        environment = {"KB_CONTENT_DIR": str(repository.content)}
        return CliRunner().invoke(main, ["check", *arguments], env=environment, catch_exceptions=False)

    return check


def text_of(repository: Repository, path: str) -> str:
    return (repository.content / path).read_text(encoding="utf-8")


def test_without_a_change_there_is_nothing_to_say(run: Run) -> None:
    """The fault that is there already is found by the whole check alone."""
    result = run("--changed")
    assert (result.exit_code, result.output) == (0, "Ingen filer er ændret siden main. Der er ingen fejl.\n")
    assert SYDBY in run().output


@pytest.mark.parametrize("state", ["untracked", "staged", "committed"])
def test_only_the_changed_files_are_told_of(repository: Repository, run: Run, state: str) -> None:
    """A new file with a fault is told of alone, whether it is in git yet or not."""
    repository.put(OTHER, NEW.replace("- nordby\n", "- norby\n", 1))
    if state != "untracked":
        repository.git("add", "--all")
    if state == "committed":
        repository.commit("2026-01-02")

    result = run("--changed")

    assert result.exit_code == 1
    assert f"{OTHER}:2: municipalities.0: Kommunen findes ikke. Mente du nordby?" in result.output
    assert SYDBY not in result.output


def test_references_are_held_against_everything(repository: Repository, run: Run) -> None:
    """A new report may cite a source of a file that was not changed, and a good one is in order."""
    repository.put(OTHER, NEW)
    result = run("--changed")
    assert (result.exit_code, result.output) == (0, "1 filer er ændret siden main. Der er ingen fejl.\n")


def test_what_breaks_in_other_files_is_told_of(repository: Repository, run: Run) -> None:
    """A municipality that is deleted breaks the report that names it; that is the change's fault, the old one not."""
    (repository.content / NORDBY).unlink()
    repository.commit("2026-01-02")

    result = run("--changed")

    assert result.exit_code == 1
    assert f"{EXPERIENCE}:2: municipalities.0: Kommunen findes ikke." in result.output
    assert "filer, den ikke rører" in result.output
    assert SYDBY not in result.output


def test_what_others_did_on_the_branch_meanwhile_is_not_ours(repository: Repository, run: Run) -> None:
    """The change counts from where it left the branch: faults that came there since are not told of."""
    repository.put(OTHER, NEW)
    repository.commit("2026-01-02")
    repository.git("switch", "--quiet", "main")
    repository.put(SOLUTION, "title: Ødelagt\n")
    repository.commit("2026-01-03")
    repository.git("switch", "--quiet", "vores")

    assert run("--changed").exit_code == 0
    assert run("--changed", "main").exit_code == 0
    repository.git("merge", "--quiet", "main")
    assert run("--changed").exit_code == 0


def test_the_base_is_the_remotes_branch_where_there_is_one(repository: Repository, run: Run) -> None:
    """origin/main goes before main, and a base that is named before both."""
    repository.put(OTHER, NEW.replace("norby", "x"))
    repository.commit("2026-01-02")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")

    assert run("--changed").output.startswith("Ingen filer er ændret siden origin/main.")
    assert run("--changed", "main").output.startswith("1 filer er ændret siden main.")
    assert run("--changed", "HEAD^").output.startswith("1 filer er ændret siden HEAD^.")


@pytest.mark.parametrize(
    "base", ["findes-ikke", "--upload-pack=x", "-x", "main main", "main\nx", "HEAD:content", "a\0b"]
)
def test_a_base_that_is_none_is_said(run: Run, base: str) -> None:
    """A base that git does not know, and one that looks like an option, ends in a sentence."""
    result = run(f"--changed={base}", "--format", "github")
    assert result.exit_code == (2 if base.startswith("-") else 1)
    assert ("Nævn en: kb check --changed" in result.output) is not base.startswith("-")


def test_a_copy_that_is_cut_off_says_how_to_mend_it(repository: Repository, run: Run, tmp_path: Path) -> None:
    """Without a common beginning, as in a shallow clone, the sentence says what to fetch."""
    tree = repository.git("rev-parse", "HEAD^{tree}")
    repository.git(
        "update-ref", "refs/heads/main", repository.git("commit-tree", "-m", "en anden begyndelse", tree)
    )
    assert "git fetch --unshallow" in run("--changed").output


def test_without_git_the_whole_check_is_offered(tmp_path: Path) -> None:
    """In a plain folder nothing can have changed, and the sentence says what to run."""
    root = write_bank(tmp_path / "content")
    result = CliRunner().invoke(main, ["check", "--changed"], env={"KB_CONTENT_DIR": str(root)})
    assert (result.exit_code, "kb check" in result.output) == (1, True)


def test_a_form_belongs_to_a_change(run: Run) -> None:
    """The forms for a pull request are told apart from the whole check."""
    assert run("--format", "github").exit_code == 2


def spoil(repository: Repository) -> None:
    repository.put(OTHER, NEW.replace("- nordby\n", "- norby\n", 1) + "outcomes:\n- id: tid\n")


def test_github_is_told_line_by_line(repository: Repository, run: Run) -> None:
    """Each fault is a mark at its line, with the path from the top of the repository and the field's own name."""
    spoil(repository)
    result = run("--changed", "--format", "github")
    assert result.exit_code == 1
    assert (
        f"::error file=content/{OTHER},line=7,title=kb check::Resultater nr. 1, Art: Feltet mangler.\n"
    ) in result.stdout
    assert all(line.startswith("::error file=") for line in result.stdout.splitlines())


def test_gitlab_is_told_in_a_report_of_code_quality(repository: Repository, run: Run) -> None:
    """Each fault has what GitLab asks for, and a fingerprint of its own."""
    spoil(repository)
    report = json.loads(run("--changed", "--format", "gitlab").stdout)
    assert {fault["location"]["path"] for fault in report} == {f"content/{OTHER}"}
    assert len({fault["fingerprint"] for fault in report}) == len(report) > 1
    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(report[0])
    repository.put(OTHER, NEW)
    assert run("--changed", "--format", "gitlab").stdout == "[]\n"


def test_a_comment_says_where_and_how(repository: Repository, run: Run) -> None:
    """A comment names the file once, each line, what is wrong and the way out; without faults it says that."""
    repository.put(OTHER, NEW.replace("- nordby\n", "- norby\n", 1))
    shown = run("--changed", "--format", "markdown").stdout
    assert "**Kontrollen fandt 1 fejl.**" in shown
    assert f"`content/{OTHER}`" in shown
    assert "- Linje 2: Kommuner nr. 1\\: Kommunen findes ikke. Mente du nordby?" in shown
    repository.put(OTHER, NEW)
    assert "ingen fejl" in run("--changed", "--format", "markdown").stdout


HOSTILE_WORDS = [
    "\n::error::x", "::set-env name=X::1", "%0A::add-mask::x", "`code`", "](javascript:alert(1))", "<img src=x onerror=alert(1)>",
    "@alle", "![x](https://evil.example/x.png)", "# Overskrift", "- [ ] x", "https://evil.example", "www.evil.example",
    "x@evil.example", "|a|b|", "\r\n\r\n/merge", "&lt;script&gt;", "\u202egnp", "a,title=x", "<!-- x -->", "~~~\nx", "#12", "\x1b[31m",
]  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE_WORDS)
def test_words_under_review_stay_words(repository: Repository, run: Run, word: str) -> None:
    """A field that somebody named to lead the host astray is one harmless line in every form."""
    repository.put(OTHER, f"{NEW}{json.dumps(word)}: x\n")

    plain = run("--changed").stderr
    github, comment = (run("--changed", "--format", form).stdout for form in ("github", "markdown"))
    assert all(line.startswith(("solutions/", "1 fejl")) for line in plain.splitlines())
    assert re.fullmatch(rf"::error file=content/{OTHER},line=\d+,title=kb check::.*", github.splitlines()[0])
    assert len(github.splitlines()) == 1
    shown = markdown(comment)
    assert not re.search(r"<(?!/?(p|strong|code|ul|li)>)", shown)
    assert not re.search(r"@\w|https://|www\.\w", shown)
    assert json.loads(run("--changed", "--format", "gitlab").stdout)


@pytest.mark.parametrize(
    "name", ["ond\n::error::x.yaml", "a,line=9.yaml", "`x`.yaml", "\x1b[31m.yaml", "-x.yaml", ":(top)x.yaml"]
)
def test_a_hostile_name_of_a_file_is_one_line(repository: Repository, run: Run, name: str) -> None:
    """A file whose name holds line breaks or marks is told of in one line, and not in anybody's name."""
    (repository.content / name).write_text("x: 1\n")
    plain, github = run("--changed").output, run("--changed", "--format", "github").stdout
    assert "Filen hører ikke til her." in plain.splitlines()[0]
    assert len(github.splitlines()) == 1
    assert github.count("::") == 2


def test_very_many_faults_are_counted_not_listed() -> None:
    """A comment stays readable: the first are listed, the rest counted."""
    problems = [Problem(SOLUTION, number, "", "Forkert.") for number in range(1, 1001)]
    shown = REPORTS["markdown"](problems, "content/")
    assert shown.count("- Linje") == MOST_TOLD
    assert f"Og {1000 - MOST_TOLD} til." in shown


@pytest.mark.parametrize(
    ("path", "field", "words"),
    [
        (EXPERIENCE, "outcomes.0.art", "Resultater nr. 1, Art"),
        (EXPERIENCE, "period.start", "Periode, Fra"),
        (EXPERIENCE, "municipalities.2", "Kommuner nr. 3"),
        (EXPERIENCE, "farve", "farve"),
        (EXPERIENCE, "outcomes.0.farve.x", "Resultater nr. 1, farve, x"),
        (EXPERIENCE, "", ""),
        (NORDBY, "figures.population.year", "Nøgletal, population, year"),
        ("sources.yaml", "sources.0.id", "Kilder nr. 1, Id"),
        ("notes.txt", "x.0", "x nr. 1"),
        ("solutions/skaermbesoeg/solution.md", "x", "x"),
    ],
)
def test_a_field_is_called_what_its_label_says(path: str, field: str, words: str) -> None:
    """A contributor reads the labels of the form, and counts from one; what has no label keeps its name."""
    assert called(path, field) == words


def test_the_files_at_the_base_are_those_of_the_commit(repository: Repository) -> None:
    """What is read at the base is what a checkout of it would read, byte for byte."""
    from kb.contributions.changed import _files_at, change_since

    expected = load_catalogue(repository.content)
    change = change_since(repository.content)
    repository.put(OTHER, NEW)
    repository.put(SOLUTION, "title: x\n")
    found = {file.path: file.digest for file in _files_at(change.checkout, change.commit)}
    assert found == dict(expected.digests)
