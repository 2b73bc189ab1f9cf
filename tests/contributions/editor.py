"""A program that accepts and publishes one submission after another, for a test to kill."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from kb.accounts.desk import Desk
from kb.accounts.people import members
from kb.config import Config
from kb.contributions import reading, workflow
from kb.contributions.going_live import publish_accepted
from kb.contributions.publication import Piece
from kb.contributions.submission import Ready, State
from tests.contributions.people import PATH, TEXT, seen


def path_for(submission_id: str) -> str:
    return PATH.replace("2026-nordby", f"2026-nordby-{submission_id[:12]}")


def work(content_dir: str, data_dir: str) -> None:
    """Accept and publish all that waits; say by which process when that begins."""
    desk = Desk(Config(content_dir=Path(content_dir), data_dir=Path(data_dir)))
    with desk.database.reading() as session:
        eva = next(each for each in members(session) if each.email.startswith("eva"))
        waiting = [each for each in reading.queue(session, eva) if each.state is State.SUBMITTED]
    say(str(os.getpid()))
    for each in waiting:
        ready = Ready((Piece(path_for(each.id), TEXT.encode()),), "Ny erfaring", "bidragyder, Nordby Kommune")
        workflow.accept(desk, datetime.now(UTC), seen(eva, each), ready)
        publish_accepted(desk, datetime.now(UTC), each.id)


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(*folders: str) -> None:
    """Let a new process work for each line that comes in, and say when it has ended, however it did."""
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            work(*folders)
            os._exit(0)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    main(*sys.argv[1:])
