"""The history of the content is read from git day by day, and no state of a repository hurts."""

import os
from pathlib import Path

import pytest

from kb.history import days as history
from kb.history.days import (
    LARGEST_FILE,
    Day,
    Reach,
    last_of_each_day,
    open_blobs,
    read_history,
    within_bounds,
)
from kb.history.git import HistoryUnreadable
from tests.content.repository import Repository, start_repository

TODAY = "2026-11-25"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return start_repository(tmp_path / "repository")


def texts_of(repository: Repository, until: str = TODAY) -> list[tuple[str, dict[str, str | None]]]:
    """Read the whole history with the text of every file that changed."""
    found = read_history(repository.content, until)
    with open_blobs(repository.content) as read:
        return [
            (day.date, {path: read(blob).decode() if blob else None for path, blob in day.changes.items()})
            for day in found.days
        ]


def test_every_day_tells_what_its_last_commit_changed(repository: Repository) -> None:
    """Of two commits on a day the last one counts; a file outside the content does not; what went is None."""
    repository.put("a.yaml", "1")
    repository.put("b.yaml", "1")
    repository.commit("2026-03-01")
    repository.put("a.yaml", "2")
    repository.commit("2026-03-02")
    repository.put("a.yaml", "3")
    repository.commit("2026-03-02")
    (repository.root / "README").write_text("x")
    repository.commit("2026-03-03")
    (repository.content / "b.yaml").unlink()
    repository.commit("2026-03-04")

    assert texts_of(repository) == [
        ("2026-03-01", {"a.yaml": "1", "b.yaml": "1"}),
        ("2026-03-02", {"a.yaml": "3"}),
        ("2026-03-04", {"b.yaml": None}),
    ]


def test_a_branch_counts_on_the_day_it_was_merged(repository: Repository) -> None:
    """Only the first parents are followed: what was written on a branch came to the bank with the merge."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    repository.git("checkout", "--quiet", "-b", "side")
    repository.put("b.yaml", "1")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--message=x", "side", date="2026-03-05")

    assert texts_of(repository) == [("2026-03-01", {"a.yaml": "1"}), ("2026-03-05", {"b.yaml": "1"})]


def test_a_detached_head_is_read_like_any_other(repository: Repository) -> None:
    """Where no branch is checked out, the commit that is checked out is what counts."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    repository.put("a.yaml", "2")
    repository.commit("2026-03-02")
    repository.git("checkout", "--quiet", "--detach", "HEAD~1")

    assert texts_of(repository) == [("2026-03-01", {"a.yaml": "1"})]


def test_odd_names_stay_whole(repository: Repository) -> None:
    """Spaces, quotes, newlines, colons and bytes that are no text in a name mix nothing up."""
    names = ["med mellemrum.yaml", "ny\nlinje.yaml", ":100644 'x'.yaml", 'ci"tat.yaml', "æ.yaml"]
    for number, name in enumerate(names):
        repository.put(name, str(number))
    (repository.content / os.fsdecode(b"\xff.yaml")).write_text("byte")
    repository.commit("2026-03-01")

    ((_, found),) = texts_of(repository)
    assert found == {**{name: str(n) for n, name in enumerate(names)}, os.fsdecode(b"\xff.yaml"): "byte"}


def test_links_are_no_files(repository: Repository) -> None:
    """A symbolic link in the history is not there, and a file that became one went."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    (repository.content / "a.yaml").unlink()
    (repository.content / "a.yaml").symlink_to("/etc/passwd")
    repository.commit("2026-03-02")

    assert texts_of(repository)[-1] == ("2026-03-02", {"a.yaml": None})


def test_without_a_commit_there_is_no_history(repository: Repository) -> None:
    """An empty repository has no history, nor has content that nobody committed."""
    assert read_history(repository.content, TODAY).reach is Reach.NONE
    (repository.root / "README").write_text("x")
    repository.commit("2026-03-01")
    repository.put("a.yaml", "1")

    assert read_history(repository.content, TODAY).reach is Reach.NONE


def test_outside_a_repository_there_is_no_history(tmp_path: Path) -> None:
    """A folder of its own, one that is not there, and git's own folder give none."""
    start_repository(tmp_path / "repository")

    for folder in (tmp_path, tmp_path / "nowhere", tmp_path / "repository" / ".git"):
        assert read_history(folder, TODAY).reach is Reach.NONE


def test_without_git_there_is_no_history(repository: Repository, monkeypatch, tmp_path: Path) -> None:
    """On a machine without the program the content is taken as it is."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert read_history(repository.content, TODAY).reach is Reach.NONE
    with pytest.raises(HistoryUnreadable), open_blobs(repository.content):
        pass


def test_a_shallow_clone_says_so(repository: Repository, tmp_path: Path) -> None:
    """A clone without the older commits is not taken for the whole history."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    repository.commit("2026-03-02")
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.root}", str(tmp_path / "clone"))

    assert read_history(tmp_path / "clone" / "content", TODAY).reach is Reach.SHALLOW


def test_a_repository_with_lost_objects_is_unreadable(repository: Repository) -> None:
    """Where git cannot find what it should hold, nothing is made up."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    found = read_history(repository.content, TODAY)
    for path in (repository.root / ".git" / "objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"")

    with pytest.raises(HistoryUnreadable), open_blobs(repository.content) as read:
        read(str(found.days[0].changes["a.yaml"]))
    assert read_history(repository.content, TODAY).reach in (Reach.FAILED, Reach.NONE)


def test_a_hostile_configuration_runs_nothing(repository: Repository, tmp_path: Path) -> None:
    """What the repository's own settings ask to be run while it is read is not run."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o700)
    repository.put("a.yaml", "1")
    repository.put(".gitattributes", "*.yaml diff=trap filter=trap\n")
    repository.commit("2026-03-01")
    for setting in ("core.fsmonitor", "core.pager", "diff.external", "diff.trap.textconv", "gpg.program"):
        repository.git("config", setting, str(trap))
    repository.git("config", "log.showSignature", "true")

    assert dict(texts_of(repository))["2026-03-01"]["a.yaml"] == "1"
    assert not (tmp_path / "sprung").exists()


def test_a_hook_that_builds_reads_the_content_s_own_repository(
    repository: Repository, monkeypatch, tmp_path: Path
) -> None:
    """Git's own variables, which every hook runs with, do not lead to another repository."""
    repository.put("a.yaml", "1")
    repository.commit("2026-03-01")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another"))

    assert read_history(repository.content, TODAY).reach is Reach.WHOLE


def test_a_clock_that_was_ahead_makes_no_future() -> None:
    """A commit dated after the next one, or after today, belongs to that day; a broken date to its neighbour."""
    trees = [letter * 40 for letter in "abcdef"]
    dates = ["2031-01-01", "2026-11-20", "2026-12-24", "", "2026-11-02", "2026-11-02"]
    log = [f"{tree} {date}" for tree, date in zip(trees, dates, strict=True)]

    assert last_of_each_day([*log, ""], TODAY) == [
        (trees[4], "2026-11-02"),
        (trees[1], "2026-11-20"),
        (trees[0], TODAY),
    ]


def test_a_long_history_is_cut_to_what_can_be_read(monkeypatch) -> None:
    """The oldest days become one day that holds every file there was then; the newest stay as they are."""
    days = [Day(f"2026-01-0{n}", {f"{n}.yaml": f"{n}", "a.yaml": f"a{n}"}) for n in range(1, 6)]
    days[1] = Day("2026-01-02", {"1.yaml": None})
    monkeypatch.setattr(history, "MOST_VERSIONS", 4)

    assert within_bounds(days) == [
        Day("2026-01-04", {"a.yaml": "a4", "3.yaml": "3", "4.yaml": "4"}),
        days[4],
    ]
    monkeypatch.setattr(history, "MOST_VERSIONS", 100)
    assert within_bounds(days) == days


def test_more_days_than_are_read_say_so(repository: Repository, monkeypatch) -> None:
    """Of three days at most two are read when two is the most, and the first holds all files."""
    for number in (1, 2, 3):
        repository.put(f"{number}.yaml", "x")
        repository.commit(f"2026-03-0{number}")
    monkeypatch.setattr(history, "MOST_DAYS", 2)
    found = read_history(repository.content, TODAY)

    assert found.reach is Reach.CUT
    assert [(day.date, set(day.changes)) for day in found.days] == [
        ("2026-03-02", {"1.yaml", "2.yaml"}),
        ("2026-03-03", {"3.yaml"}),
    ]


def test_a_file_larger_than_a_record_is_passed_over(repository: Repository) -> None:
    """A file too large to be a record reads as empty, and the next one is read whole."""
    repository.put("a.yaml", "x" * (LARGEST_FILE + 5))
    repository.put("b.yaml", "1")
    repository.commit("2026-03-01")

    assert texts_of(repository) == [("2026-03-01", {"a.yaml": "", "b.yaml": "1"})]
