"""However often the bank is killed while it publishes, each accepted submission is published exactly once."""

import os
import random
import signal
from pathlib import Path

import pytest

from kb.contributions import publishing, settling
from kb.contributions.publishing import finish_content, publish
from tests.contributions.publications import content_of, path_of, publication, require_sound, start_content
from tests.contributions.test_publishing import run_publisher


class Killed(BaseException):
    """Stands for the end of the process: nothing that follows is run."""


# Every step between which a kill can fall, in order, as the functions that take it.
STEPS = [
    (publishing, "write_note"),
    (publishing, "_move_branch"),
    (publishing, "settle"),
    (settling, "lay"),
    (settling, "replace_entries"),
    (publishing, "forget_note"),
]


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize(("module", "step"), STEPS, ids=[step for _, step in STEPS])
def test_a_stop_at_any_step_is_finished(
    tmp_path: Path, monkeypatch, module, step: str, is_after: bool
) -> None:
    """Stopped before or after any one step, publishing again ends as if nothing had happened."""
    repository = start_content(tmp_path / "repository")
    take = getattr(module, step)

    def take_and_stop(*arguments: object) -> None:
        if is_after:
            take(*arguments)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, step, take_and_stop)
        with pytest.raises(Killed):
            publish(repository.content, publication(1))
    publish(repository.content, publication(2))
    publish(repository.content, publication(1))
    require_sound(repository, range(1, 3))


def test_work_done_after_a_crash_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody wrote in the file between the crash and the recovery stays in the work tree."""
    repository = start_content(tmp_path / "repository")
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "settle", lambda *_: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            publish(repository.content, publication())
    repository.put(path_of(1), "description: Rettet i hånden\n")
    finish_content(repository.content)
    assert (repository.content / path_of(1)).read_text() == "description: Rettet i hånden\n"
    assert repository.git("status", "--porcelain") == f"M content/{path_of(1)}"


def test_a_note_that_was_tampered_with_writes_nothing(tmp_path: Path) -> None:
    """A note in the git folder that names other places, or is no note, is thrown away."""
    repository = start_content(tmp_path / "repository")
    head, blob = repository.git(
        "rev-parse", "HEAD", f"HEAD:content/{'solutions/skaermbesoeg/solution.yaml'}"
    ).split()
    place = repository.root / ".git" / settling.NOTE
    for text in (
        f'{{"branch": "refs/heads/main", "commit": "{head}", "blobs": {{"../ud.yaml": "{blob}"}}, "replaced": {{"../ud.yaml": ""}}}}',
        '{"branch": 1}',
        "[]",
        "ikke json",
    ):
        place.write_text(text)
        finish_content(repository.content)
        assert not place.exists()
    assert not (repository.root / "ud.yaml").exists()
    require_sound(repository, range(0))


@pytest.mark.slow
def test_killed_forty_times_each_is_published_once(tmp_path: Path) -> None:
    """Killed with SIGKILL at forty random moments, and started again each time, all are published once."""
    repository = start_content(tmp_path / "repository")
    chance = random.Random()
    done, kills = 0, 0
    while kills < 40:
        publisher = run_publisher(repository, done, done + 1_000)
        assert publisher.stdout is not None
        publisher.stdout.readline()  # it has begun, and published one
        done += 1
        for _ in range(chance.randrange(3)):
            publisher.stdout.readline()
            done += 1
        try:
            publisher.wait(chance.uniform(0, 0.25))
        except Exception:
            os.killpg(publisher.pid, signal.SIGKILL)
        kills += 1
        done += publisher.communicate()[0].count("\n")
        if kills % 4 == 0:
            finish_content(repository.content)
            assert repository.git("status", "--porcelain") == ""
    publish(repository.content, publication(done))
    require_sound(repository, range(done + 1))
    assert (repository.content / path_of(done)).read_bytes() == content_of(done)
