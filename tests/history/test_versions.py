"""The versions of one file, read from git."""

from pathlib import Path

import pytest

from kb.history.versions import text_at, versions_of
from tests.content.repository import Repository, start_repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return start_repository(tmp_path / "repository")


def test_each_change_of_the_file_is_a_version(repository):
    """The newest first; a commit that leaves the file alone is no version of it; each can be read."""
    repository.put("a.yaml", "et: 1\n")
    repository.commit("2026-01-01")
    repository.put("b.yaml", "andet: 1\n")
    repository.commit("2026-02-01")
    repository.put("a.yaml", "et: 2\n")
    repository.commit("2026-03-01")
    found = versions_of(repository.content, "a.yaml")
    assert [one.day for one in found] == ["2026-03-01", "2026-01-01"]
    assert [text_at(repository.content, one, "a.yaml") for one in found] == ["et: 2\n", "et: 1\n"]


def test_people_are_not_named(repository):
    """Only a commit of the form says who, by role; other authors stay unnamed."""
    repository.put("a.yaml", "et: 1\n")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--author=Grethe Hansen <grethe@example.org>", "--message=x")
    repository.put("a.yaml", "et: 2\n")
    repository.git("add", "--all")
    words = "Bekræftelse\n\nSubmission-Id: 0123456789abcdef0123456789abcdef\n"
    repository.git(
        "commit",
        "--quiet",
        "--author=bidragyder, Nordby Kommune <noreply@efterproevet.invalid>",
        f"--message={words}",
    )
    assert [one.role for one in versions_of(repository.content, "a.yaml")] == [
        "bidragyder, Nordby Kommune",
        "",
    ]


def test_without_git_there_are_no_versions(tmp_path):
    """A folder that is no checkout, and a file git does not know, have no versions."""
    assert versions_of(tmp_path, "a.yaml") == ()
    repository = start_repository(tmp_path / "repository")
    assert versions_of(repository.content, "a.yaml") == ()
