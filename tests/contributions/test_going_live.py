"""What is accepted goes live once, or says why it waits, and `kb recover` finishes the rest."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kb.accounts.desk import Desk
from kb.config import Config
from kb.contributions import going_live, pushing, reading, workflow
from kb.contributions.going_live import publish_accepted, recover, send_on
from kb.contributions.publication import NotPublished, Piece
from kb.contributions.submission import Hidden, Kind, Ready, State
from tests.accounts.people import CONTRIBUTOR, EDITOR, joined
from tests.content.repository import Repository
from tests.contributions.editor import path_for
from tests.contributions.people import ABOUT, LATER, PATH, READY, TEXT, TYPED, People, accepted, mails, seen
from tests.contributions.publications import FIRST, publications_in
from tests.databases import NOW


def test_what_is_accepted_is_a_commit(desk: Desk, people: People, repository: Repository) -> None:
    """An accepted report is out as one commit that names the submission, the role and the municipality."""
    found = publish_accepted(desk, LATER, accepted(desk, people).id)

    assert (found.state, found.published_at, found.hindrance) == (State.PUBLISHED, LATER, "")
    assert found.commit == repository.git("rev-parse", "main")
    assert repository.git("log", "-1", "--format=%an|%s") == (
        "bidragyder, Nordby Kommune|Ny erfaring: Skærmbesøg, Nordby"
    )
    assert publications_in(repository) == [found.id]
    assert (repository.content / PATH).read_text() == TEXT
    assert "anne" not in repository.git("log", "-p", "--format=raw").lower()
    assert publish_accepted(desk, LATER, found.id) == found
    with pytest.raises(Hidden):
        publish_accepted(desk, LATER, "f" * 32)


def test_what_cannot_go_live_says_why_and_is_recovered(
    desk: Desk, people: People, repository: Repository
) -> None:
    """While somebody works in the content a submission waits, accepted; afterwards recovery publishes it."""
    repository.put(FIRST, "title: Halvt\n")
    waiting = publish_accepted(desk, LATER, accepted(desk, people).id)
    assert waiting.state is State.ACCEPTED
    assert FIRST in waiting.hindrance
    assert [each.id for each in recover(desk, LATER).waiting] == [waiting.id]
    with desk.database.reading() as session:
        assert [each.hindrance for each in reading.queue(session, people.eva)] == [waiting.hindrance]

    repository.git("checkout", "--quiet", "--", ".")
    done = recover(desk, LATER)
    assert [each.id for each in done.published] == [waiting.id]
    assert recover(desk, LATER) == going_live.Recovered((), ())
    assert publications_in(repository) == [waiting.id]
    assert mails(desk).count(("anne", "Din indberetning er udgivet")) == 1


def test_what_was_overtaken_goes_back_to_the_editors(
    desk: Desk, people: People, repository: Repository
) -> None:
    """Where another made the file first, nothing is overwritten: the editors read it again, and are told."""
    found = accepted(desk, people)
    repository.put(PATH, "description: En andens\n")
    repository.commit("2026-11-26")

    back = publish_accepted(desk, LATER, found.id)

    assert (back.state, back.round, back.accepted_by) == (State.SUBMITTED, 2, frozenset())
    assert PATH in back.hindrance
    assert publications_in(repository) == []
    assert ("finn", "En godkendt indberetning skal læses igen") in mails(desk)
    other = Ready((Piece(PATH.replace("nordby", "nordby-2"), TEXT.encode()),), READY.title, READY.author)
    again = workflow.accept(desk, LATER, seen(people.finn, back), other)
    assert again.hindrance == ""
    assert publish_accepted(desk, LATER, again.id).state is State.PUBLISHED


@pytest.mark.parametrize("step", ["publish", "mark_published"])
@pytest.mark.parametrize("is_after", [False, True])
def test_a_crash_between_git_and_the_database(
    desk: Desk,
    people: People,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    is_after: bool,
) -> None:
    """Stopped before or after the commit, or before or after the state was kept, it is out once."""
    found = accepted(desk, people)
    module = going_live if step == "publish" else workflow
    take = getattr(module, step)

    def take_and_stop(*arguments: object) -> None:
        if is_after:
            take(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(module, step, take_and_stop)
        with pytest.raises(KeyboardInterrupt):
            publish_accepted(desk, LATER, found.id)
    recover(desk, LATER)
    with desk.database.reading() as session:
        done = reading.find(session, people.anne, found.id)
    assert (done.state, done.commit) == (State.PUBLISHED, repository.git("rev-parse", "main"))
    assert publications_in(repository) == [found.id]
    assert mails(desk).count(("anne", "Din indberetning er udgivet")) == 1


def test_without_git_it_is_live_and_history_is_off(desk: Desk, people: People, tmp_path: Path) -> None:
    """In a plain folder the file is written, and the submission names no commit."""
    plain = tmp_path / "plain"
    plain.mkdir()
    desk = Desk(replace(desk.config, content_dir=plain), desk.database)
    found = publish_accepted(desk, LATER, accepted(desk, people).id)
    assert (found.state, found.commit) == (State.PUBLISHED, "")
    assert (plain / PATH).read_text() == TEXT


def test_the_branch_is_sent_on_where_a_remote_is_set(
    desk: Desk, people: People, repository: Repository, tmp_path: Path
) -> None:
    """The remote gets the commit; one that moved on, or is not there, is told and stops nothing."""
    remote = tmp_path / "remote.git"
    repository.git("init", "--quiet", "--bare", str(remote))
    publish_accepted(desk, LATER, accepted(desk, people).id)
    assert send_on(desk.config) == ""
    config = replace(desk.config, git_remote=str(remote))
    assert send_on(config) == ""
    assert repository.git("--git-dir", str(remote), "rev-parse", "main") == repository.git(
        "rev-parse", "main"
    )

    assert "KB_GIT_REMOTE" in send_on(replace(config, git_remote=str(tmp_path / "nowhere")))
    tree = repository.git("rev-parse", "main^{tree}")
    other = repository.git("commit-tree", "-m", "x", tree)
    repository.git("push", "--quiet", "--force", str(remote), f"{other}:refs/heads/main")
    assert "KB_GIT_REMOTE" in send_on(config)
    assert repository.git("--git-dir", str(remote), "rev-parse", "main") == other


@pytest.mark.parametrize(
    "remote",
    ["origin", "--upload-pack=touch ond", "-o", "ext::sh -c id", "git://x/y", "http://x/y", "fd::3", "",
     "https://x y", "ssh://x/\n", "../ud", "file:x", "-oProxyCommand=x@y:z\n"],
)  # fmt: skip
def test_a_remote_is_an_address_and_nothing_else(repository: Repository, remote: str) -> None:
    """Options, names of remotes and helpers that run programs are refused before git sees them."""
    with pytest.raises(NotPublished):
        pushing.push(repository.content, remote)


@pytest.mark.parametrize(
    "remote", ["https://x.dk/a.git", "ssh://git@x.dk/a", "git@x.dk:a/b.git", "/srv/a.git"]
)
def test_the_usual_addresses_are_known(remote: str) -> None:
    """Repositories are reached over https and ssh, and on the machine itself."""
    assert pushing.is_remote(remote)


def test_a_password_in_a_remote_is_not_logged() -> None:
    """What git says about an address is kept without its user and password."""
    said = "fatal: https://bank:hemmelig@x.dk/a.git not found"
    assert pushing.hide_secrets(said) == "fatal: https://x.dk/a.git not found"


def kill_editors(config: Config, desk: Desk, kills: int) -> None:
    """Kill a process that publishes, again and again, and recover now and then."""
    command = [
        sys.executable,
        "-m",
        "tests.contributions.editor",
        str(config.content_dir),
        str(config.data_dir),
    ]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    chance = random.Random()
    with subprocess.Popen(command, text=True, **pipes) as editors:
        for count in range(1, kills + 1):
            editors.stdin.write("\n")
            editors.stdin.flush()
            editor = int(editors.stdout.readline())
            time.sleep(chance.uniform(0, 0.6))
            os.kill(editor, signal.SIGKILL)
            assert editors.stdout.readline() == "ended\n"
            if count % 5 == 0:
                recover(desk, LATER)


@pytest.mark.slow
def test_killed_between_yes_and_live(tmp_path: Path, repository: Repository) -> None:
    """Killed fifty times between accept and live; after `kb recover` each accepted one is out exactly once."""
    config = Config(content_dir=repository.content, data_dir=tmp_path / "data", index_dir=tmp_path / "index")
    desk = Desk(config)
    anne = joined(desk, "anne@bank.example", CONTRIBUTOR)
    joined(desk, "eva@bank.example", EDITOR)
    for _ in range(180):
        draft = workflow.start(desk, NOW, anne, Kind.REPORT, TYPED, ABOUT)
        workflow.submit(desk, NOW, seen(anne, draft))
    kill_editors(config, desk, 50)
    settings = {
        "KB_CONTENT_DIR": config.content_dir,
        "KB_DATA_DIR": config.data_dir,
        "KB_INDEX_DIR": config.index_dir,
    }
    environment = {**os.environ, **{name: str(value) for name, value in settings.items()}}
    subprocess.run(
        [sys.executable, "-m", "kb.cli", "recover"], env=environment, check=True, capture_output=True
    )

    with desk.database.reading() as session:
        published = {each.id for each in reading.mine(session, anne) if each.state is State.PUBLISHED}
        assert reading.accepted(session) == ()
    desk.database.close()
    assert len(published) >= 5
    assert sorted(publications_in(repository)) == sorted(published)
    assert repository.git("fsck", "--full", "--strict", "--no-dangling") == ""
    assert repository.git("status", "--porcelain") == ""
    files = {path.name for path in repository.content.rglob("*.*") if path.name != "solution.yaml"}
    assert files == {Path(path_for(found)).name for found in published}
