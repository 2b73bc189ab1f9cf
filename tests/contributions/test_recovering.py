"""What a site does at start: it finishes in the background what a crash interrupted, once over all processes."""

import fcntl
from dataclasses import replace
from pathlib import Path

import pytest

from kb.accounts.desk import Desk
from kb.bank import KnowledgeBank
from kb.commands.recovering import LOCK, recover_at_start
from kb.config import Config
from kb.contributions import reading
from kb.contributions.submission import State
from kb.release.requests import BuildRequests
from tests.content.repository import Repository
from tests.contributions.people import People, accepted
from tests.contributions.publications import publications_in


class Asked:
    """A bank that notes that a build was asked for."""

    def __init__(self) -> None:
        self.times = 0

    def request_build(self) -> None:
        self.times += 1


def start(config: Config, bank: Asked | KnowledgeBank) -> None:
    recover_at_start(config, bank).join(timeout=60)  # type: ignore[arg-type]


@pytest.fixture
def site(desk: Desk, tmp_path: Path) -> Config:
    """The settings of a site whose data folder is there."""
    desk.config.data_dir.mkdir(mode=0o700, exist_ok=True)
    return replace(desk.config, index_dir=tmp_path / "index")


def test_what_was_accepted_goes_out_at_start(
    desk: Desk, people: People, site: Config, repository: Repository
) -> None:
    """A report accepted before the crash is published when the site starts, once, and a build is asked for."""
    waiting, bank = accepted(desk, people), Asked()
    start(site, bank)
    start(site, bank)

    with desk.database.reading() as session:
        assert reading.find(session, people.anne, waiting.id).state is State.PUBLISHED
    assert publications_in(repository) == [waiting.id]
    assert bank.times == 1


def test_a_build_that_nobody_finished_is_asked_for_again(desk: Desk, site: Config) -> None:
    """When the crash came between the commit and the build, the site asks for the build."""
    bank = Asked()
    BuildRequests(site.index_dir).ask()
    start(site, bank)

    assert bank.times == 1


def test_only_one_process_recovers(desk: Desk, people: People, site: Config) -> None:
    """While another process recovers, a site that starts leaves it alone."""
    waiting = accepted(desk, people)
    with (site.data_dir / LOCK).open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        start(site, Asked())

    with desk.database.reading() as session:
        assert reading.find(session, people.anne, waiting.id).state is State.ACCEPTED


def test_a_site_without_accounts_makes_no_database(tmp_path: Path) -> None:
    """A site that only shows the content starts without making a file."""
    start(Config(data_dir=tmp_path / "instance", index_dir=tmp_path / "index"), Asked())

    assert list(tmp_path.iterdir()) == []


def test_what_hinders_it_goes_to_the_log(
    site: Config, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A database that cannot be opened is told in the log, and nothing is raised."""
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "kb.sqlite3").write_bytes(b"ingen database" * 1000)
    start(replace(site, database_url="", data_dir=tmp_path / "broken"), Asked())

    assert "recovery_failed" in capsys.readouterr().err
