"""The data of an earlier release are made again, byte for byte, from its tag in git."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.generated import write_generated

ROOT = Path(__file__).parents[2]
NOON = "2026-03-01T12:00:00+0000"
WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false")
FORMS = ("--format", "csv", "--format", "jsonl", "--format", "zip")


def git(folder: Path, *command: str) -> None:
    dated = {**os.environ, "GIT_AUTHOR_DATE": NOON, "GIT_COMMITTER_DATE": NOON}
    subprocess.run(["git", *WHO, *command], cwd=folder, env=dated, check=True, capture_output=True)


def kb(folder: Path, *command: str) -> None:
    found = {**os.environ, "PYTHONPATH": str(folder), "KB_DATA_DIR": str(folder / "instance")}
    subprocess.run(
        [sys.executable, "-m", "kb.cli", *command], cwd=folder, env=found, check=True, capture_output=True
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Put the code and a little made-up content into a repository of their own, tagged v1."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "kb", project / "kb", ignore=shutil.ignore_patterns("__pycache__", "dist", "*.mo"))
    write_generated(project / "content", 20)
    (project / ".gitignore").write_text("search_index/\ninstance/\n*.mo\n__pycache__/\n")
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=first")
    git(project, "tag", "v1")
    compiled = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "compile", "-d"]
    subprocess.run([*compiled, "kb/web/translations"], cwd=project, check=True, capture_output=True)
    return project


@pytest.mark.slow
def test_a_tag_gives_the_same_bytes_again(project, tmp_path):
    """CSV, JSON Lines and the zip from the tag equal those made on its day, after content and code changed."""
    kb(project, "build", "--date", "2026-03-01")
    kb(project, "export", str(tmp_path / "then"), *FORMS)
    figures = project / "content" / "solutions" / "opdigtet-0" / "solution.yaml"
    figures.write_text(figures.read_text().replace("title: ", "title: Ny ", 1))
    with (project / "kb" / "export" / "described.py").open("a") as code:
        code.write('\nTITLE = "En anden titel"\n')
    git(project, "commit", "--quiet", "--all", "--message=second")
    kb(project, "export", str(tmp_path / "again"), "--at", "v1", *FORMS)
    assert files_of(tmp_path / "again") == files_of(tmp_path / "then")
    assert (
        subprocess.run(
            ["git", "worktree", "list"], cwd=project, check=True, capture_output=True, text=True
        ).stdout.count("\n")
        == 1
    )


@pytest.mark.slow
def test_an_unknown_tag_is_refused_in_words(project, tmp_path):
    """A tag that does not exist ends in a sentence, and nothing is written."""
    found = {**os.environ, "PYTHONPATH": str(project)}
    done = subprocess.run(
        [sys.executable, "-m", "kb.cli", "export", str(tmp_path / "ud"), "--at", "v9"],
        cwd=project,
        env=found,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "kan ikke laves igen" in done.stderr
    assert not (tmp_path / "ud").exists()
