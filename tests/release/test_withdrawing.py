"""A report that is withdrawn leaves grades, tallies and search at the next build, and stays readable."""

from pathlib import Path

import pytest

from kb.bank import KnowledgeBank
from kb.config import Config
from kb.content.loading import load_catalogue
from kb.grading.changes import Cause
from kb.release.building import build_release
from kb.release.opening import Release
from kb.search.query import SearchQuery
from tests.content.bank import EXPERIENCE, write, write_bank
from tests.content.repository import start_repository

DAY, LATER = "2026-11-24", "2026-11-25"
PATH = "solutions/skaermbesoeg/experiences/2019-nordby.yaml"
REF = "skaermbesoeg/2019-nordby"
WITHDRAWN = EXPERIENCE + "withdrawn:\n  date: 2026-11-25\n  reason: Tallene var forkerte.\n"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(write_bank(tmp_path / "content"), tmp_path / "index")


def released(config: Config, day: str = DAY) -> Release:
    build_release(config, day)
    return KnowledgeBank(config, clock=lambda: day).current


def test_withdrawing_is_an_event_with_its_cause(config: Config) -> None:
    """The solution goes down a step because of it, and the report has no grade any more."""
    released(config)
    write(config.content_dir, PATH, WITHDRAWN)

    changes = [c for c in released(config, LATER).events.changes if c.date == LATER]

    assert [(c.subject, c.cause, c.before, c.after, c.refs) for c in changes] == [
        ("skaermbesoeg", Cause.WITHDRAWN, "E1", "E0", (REF,)),
        (REF, Cause.WITHDRAWN, "D1", None, (REF,)),
    ]


def test_git_tells_the_same_from_nothing(tmp_path: Path) -> None:
    """Worked out from the history, the withdrawal has the same cause on the same day."""
    repository = start_repository(tmp_path / "repository")
    write_bank(repository.content)
    repository.commit(DAY)
    repository.put(PATH, WITHDRAWN)
    repository.commit(LATER)

    changes = released(Config(repository.content, tmp_path / "index"), LATER).events.changes

    assert (changes[-1].subject, changes[-1].cause, changes[-1].date) == (REF, Cause.WITHDRAWN, LATER)


def test_it_counts_nowhere_and_can_still_be_read(config: Config) -> None:
    """Tally, grade, totals and the search by place lose it; a release gives it back by its reference."""
    before = released(config)
    write(config.content_dir, PATH, WITHDRAWN)
    after = released(config)
    place = SearchQuery(selected=(("proevet-i", ("nordby",)),))

    assert (before.adoption("skaermbesoeg").tried, after.adoption("skaermbesoeg").tried) == (
        ("nordby", "sydby"),
        (),
    )
    assert (before.engine.total(place), after.engine.total(place)) == (1, 0)
    assert (before.counts["experiences"], after.counts["experiences"]) == (1, 0)
    assert after.counts["municipalities_with_experience"] == 0
    assert after.catalogue.experiences_in("nordby") == ()
    report = after.catalogue.report(REF)
    assert report is not None
    assert report.withdrawn is not None
    assert report.withdrawn.reason == "Tallene var forkerte."


def test_a_withdrawal_breaks_nothing_in_the_content(config: Config) -> None:
    """What the text says and others build on is still found in the withdrawn report; nothing is a fault."""
    write(config.content_dir, PATH, WITHDRAWN)

    assert load_catalogue(config.content_dir).problems == ()


def test_an_unchanged_withdrawn_report_is_not_read_again(config: Config) -> None:
    """The next build takes it from the release before."""
    write(config.content_dir, PATH, WITHDRAWN)
    released(config)

    assert build_release(config, LATER).files_read == 0


def test_taking_a_withdrawal_back_brings_the_report_in_again(config: Config) -> None:
    """Nothing was lost: with the field gone, all is as before."""
    before = released(config)
    write(config.content_dir, PATH, WITHDRAWN)
    released(config)
    write(config.content_dir, PATH, EXPERIENCE)

    assert released(config).proof("skaermbesoeg") == before.proof("skaermbesoeg")


def test_a_release_knows_the_day_it_was_made_for(config: Config) -> None:
    """Rules about time go by it, with and without a release."""
    assert released(config, LATER).catalogue.as_of == LATER
    assert (
        KnowledgeBank(Config(config.content_dir, Path("intet")), lambda: DAY).current.catalogue.as_of == DAY
    )
