"""A release carries every change of a grade: those of the release before it, or those that git remembers."""

from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.grading.changes import Cause, replay
from kb.history.days import Reach
from kb.release import events
from kb.release.building import build_release
from kb.release.events import EVENTS, EventLog, read_events
from kb.release.store import Store
from tests.content.bank import EXPERIENCE, SOLUTION, SOURCES, write, write_bank
from tests.content.repository import Repository, start_repository

DAY = "2026-11-24"
REPORT = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"
SOLUTION_FILE = "solutions/skaermbesoeg/solution.yaml"
NEGATIVE = EXPERIENCE.replace("value: positiv", "value: negativ")
WITHDRAWN = SOLUTION + "withdrawn:\n  date: 2026-11-01\n  reason: Den findes to gange.\n"
BEGAN = ("2026-11-24", "skaermbesoeg", Cause.BEGINNING, None, "E1")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(write_bank(tmp_path / "content"), tmp_path / "index")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = start_repository(tmp_path / "repository")
    write_bank(repository.content)
    return repository


def build(config: Config, day: str = DAY) -> EventLog:
    build_release(config, day)
    return KnowledgeBank(config, clock=lambda: day).current.events


def text_of(config: Config) -> bytes:
    store = Store(config.index_dir)
    return (store.folder(store.current_id() or "") / EVENTS).read_bytes()


def told(log: EventLog) -> list[tuple]:
    """List the changes of solutions in short."""
    return [(c.date, c.solution, c.cause, c.before, c.after) for c in log.changes if c.report is None]


def test_without_git_the_list_begins_today(config: Config) -> None:
    """The first build outside a repository lists the grades as they stand and says why it begins there."""
    log = build(config)

    assert (log.heading.reach, log.heading.begins) == (Reach.NONE, DAY)
    assert told(log) == [BEGAN]


def test_a_build_carries_the_list_on(config: Config) -> None:
    """The next build keeps every line as it was and adds what changed, with the report that caused it."""
    build(config)
    before = text_of(config)
    write(config.content_dir, REPORT, NEGATIVE)
    log = build(config, "2026-11-25")

    assert text_of(config).startswith(before)
    assert told(log) == [BEGAN, ("2026-11-25", "skaermbesoeg", Cause.CHANGED_REPORT, "E1", "E0")]
    assert log.changes[-1].refs == ("skaermbesoeg/2019-nordby",)
    assert log.heading.begins == DAY


def test_a_build_where_no_grade_changed_adds_nothing(config: Config) -> None:
    """Another day and another word in a report leave the list as it was."""
    build(config)
    before = text_of(config)
    write(config.content_dir, REPORT, EXPERIENCE.replace("Besøg blev", "Besøgene blev"))
    build(config, "2026-11-25")

    assert text_of(config) == before


def test_reports_and_solutions_that_come_and_go_are_told(config: Config) -> None:
    """A new report, a new solution and a withdrawn one are changes, and the list replays to what stands."""
    build(config)
    write(config.content_dir, REPORT.replace("2019-nordby", "2020-sydby"), EXPERIENCE)
    write(config.content_dir, "solutions/andet/solution.yaml", SOLUTION)
    build(config, "2026-11-25")
    write(config.content_dir, SOLUTION_FILE, WITHDRAWN)
    log = build(config, "2026-11-26")

    assert [(c.date[-2:], c.subject, c.cause.value, c.after) for c in log.changes[2:]] == [
        ("25", "andet", "ny-loesning", "E0"),
        ("25", "skaermbesoeg/2020-sydby", "ny-erfaring", "D1"),
        ("26", "skaermbesoeg", "trukket-tilbage", None),
        ("26", "skaermbesoeg/2019-nordby", "trukket-tilbage", None),
        ("26", "skaermbesoeg/2020-sydby", "trukket-tilbage", None),
    ]
    assert replay(log.changes) == {"andet": "E0"}


def test_a_shared_source_that_changed_is_the_cause(config: Config) -> None:
    """When a source that many share changes who speaks, the report's own file is not blamed."""
    shared = SOURCES + "- id: faelles\n  title: Notat\n  origin: municipality\n"
    report = EXPERIENCE.replace("nordby-2020", "faelles").replace("avisen-2021", "faelles")
    write(config.content_dir, "sources.yaml", shared)
    write(config.content_dir, REPORT, report)
    assert told(build(config))[0][-1] == "E1"
    write(config.content_dir, "sources.yaml", shared.replace("municipality", "supplier"))

    assert told(build(config))[1:] == [(DAY, "skaermbesoeg", Cause.CHANGED_BASIS, "E1", "E0")]


def test_a_build_for_a_later_day_does_not_stay_in_the_list(config: Config) -> None:
    """Who builds for a day to come, to see it, and then for today again, finds the list of today."""
    build(config)
    before = text_of(config)
    write(config.content_dir, REPORT, NEGATIVE)
    build(config, "2031-01-01")
    write(config.content_dir, REPORT, EXPERIENCE)
    build(config, "2026-11-25")

    assert text_of(config) == before


def test_git_tells_what_happened_before_the_first_build(repository: Repository, tmp_path: Path) -> None:
    """From nothing, each day of the history is graded as it was then, and today comes last."""
    repository.commit("2026-03-01")
    repository.put(REPORT, NEGATIVE)
    repository.commit("2026-04-01")
    repository.put(REPORT, EXPERIENCE)
    repository.commit("2026-05-01")
    repository.put(REPORT, NEGATIVE)
    log = build(Config(repository.content, tmp_path / "index"))

    assert (log.heading.reach, log.heading.begins, log.heading.noted_since) == (
        Reach.WHOLE,
        "2026-03-01",
        DAY,
    )
    assert told(log) == [
        ("2026-03-01", "skaermbesoeg", Cause.NEW_SOLUTION, None, "E1"),
        ("2026-04-01", "skaermbesoeg", Cause.CHANGED_REPORT, "E1", "E0"),
        ("2026-05-01", "skaermbesoeg", Cause.CHANGED_REPORT, "E0", "E1"),
        (DAY, "skaermbesoeg", Cause.CHANGED_REPORT, "E1", "E0"),
    ]


def test_what_cannot_be_read_today_is_passed_over(repository: Repository, tmp_path: Path) -> None:
    """A day on which a report was in another format changes no grade; the next readable day does."""
    repository.commit("2026-03-01")
    repository.put(REPORT, "gammelt: format\n")
    repository.put("solutions/Ny mappe/solution.yaml", "x")
    repository.commit("2026-04-01")
    repository.put(REPORT, NEGATIVE)
    repository.commit("2026-05-01")
    repository.git("rm", "-r", "--quiet", "content/solutions/Ny mappe")

    assert told(build(Config(repository.content, tmp_path / "index"))) == [
        ("2026-03-01", "skaermbesoeg", Cause.NEW_SOLUTION, None, "E1"),
        ("2026-05-01", "skaermbesoeg", Cause.CHANGED_REPORT, "E1", "E0"),
    ]


def test_a_solution_that_was_there_in_another_format_is_not_called_new(
    repository: Repository, tmp_path: Path
) -> None:
    """What was in the bank before today's schema could read it was there already."""
    repository.put(SOLUTION_FILE, "gammelt: format\n")
    repository.commit("2026-03-01")
    repository.put(SOLUTION_FILE, SOLUTION)
    repository.commit("2026-04-01")

    assert told(build(Config(repository.content, tmp_path / "index"))) == [
        ("2026-04-01", "skaermbesoeg", Cause.BEGINNING, None, "E1")
    ]


def test_a_release_from_before_there_was_a_list_is_no_predecessor(
    repository: Repository, tmp_path: Path
) -> None:
    """Where the release before holds no list, the list is made from git."""
    repository.commit("2026-03-01")
    config = Config(repository.content, tmp_path / "index")
    build(config)
    store = Store(config.index_dir)
    folder = store.folder(store.current_id() or "")
    (folder / EVENTS).unlink()

    assert read_events(folder) == EventLog()
    assert build(config, "2026-11-25").heading.begins == "2026-03-01"


def test_a_list_that_begins_later_is_made_again(config: Config) -> None:
    """A build for a day before the list begins has nothing to carry on, and begins on its own day."""
    build(config)

    assert build(config, "2026-01-01").heading.begins == "2026-01-01"


def test_a_long_list_is_served_from_its_newest_end(config: Config, monkeypatch) -> None:
    """Only so many changes are read to be served; that older ones are left out is said."""
    build(config)
    monkeypatch.setattr(events, "MOST_SERVED", 1)
    store = Store(config.index_dir)
    log = read_events(store.folder(store.current_id() or ""))

    assert log.is_cut
    assert [change.report for change in log.changes] == ["skaermbesoeg/2019-nordby"]
