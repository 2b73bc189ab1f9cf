"""The command `kb recover`, and the same at start: finish what a crash left between a yes and the page."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread, Timer
from typing import TYPE_CHECKING

import click

from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError
from kb.events import note_event

if TYPE_CHECKING:
    from kb.bank import KnowledgeBank

LOCK = ".recovering.lock"


@click.command()
@click.pass_obj
@in_plain_words
def recover(config: Config) -> None:
    """Udgiv det, der er godkendt, men ikke nåede ud, og byg; kan køres igen og igen."""
    from kb.accounts.desk import Desk
    from kb.bank import KnowledgeBank
    from kb.contributions.going_live import recover as recover_all
    from kb.contributions.going_live import send_on

    found = recover_all(Desk(config, open_database(config)), now())
    for each in found.published:
        click.echo(f"{each.id} er udgivet{f' i {each.commit}' if each.commit else ''}.")
    fault = send_on(config)
    KnowledgeBank(config).request_build()
    click.echo(f"{len(found.published)} udgivet, {len(found.waiting)} venter. En udgivelse bygges.")
    hindered = [each for each in found.waiting if each.hindrance]
    for each in found.waiting:
        if not each.hindrance:
            click.echo(f"{each.id} venter på at blive flettet: {each.pull_request}")
    if hindered or fault:
        waits = [f"{each.id} venter: {each.hindrance}" for each in hindered]
        raise KnowledgeBankError("\n".join(filter(None, [*waits, fault])))


def recover_at_start(config: Config, bank: "KnowledgeBank", after: float = 0) -> Thread:
    """Do the same in the background, some seconds `after`, while the site is served; faults go to the log."""
    thread = Timer(after, _recover_once, args=(config, bank))
    thread.name, thread.daemon = "recovering", True
    thread.start()
    return thread


def _recover_once(config: Config, bank: "KnowledgeBank") -> None:
    """Recover unless another process does, or there is no database: then nothing was ever accepted."""
    if not config.database_url and not (config.data_dir / "kb.sqlite3").exists():
        return
    try:
        with _alone(config) as is_alone:
            if is_alone:
                _recover(config, bank)
    except KnowledgeBankError as error:
        note_event("recovery_failed", reason=str(error))


def _recover(config: Config, bank: "KnowledgeBank") -> None:
    from kb.accounts.desk import Desk
    from kb.contributions.going_live import recover as recover_all
    from kb.contributions.going_live import send_on
    from kb.release.requests import BuildRequests

    desk = Desk(config)
    try:
        found = recover_all(desk, now())
    finally:
        desk.database.close()
    send_on(config)
    if found.published or BuildRequests(config.index_dir).is_waiting:
        bank.request_build()
    if found.published or found.waiting:
        note_event("recovered", published=len(found.published), waiting=len(found.waiting))


@contextmanager
def _alone(config: Config) -> Iterator[bool]:
    """Tell whether no other process recovers; the lock is free when its holder ends, however it ends."""
    try:
        config.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        stream = (config.data_dir / LOCK).open("w")
    except OSError as error:
        raise KnowledgeBankError(f"Mappen {config.data_dir} kan ikke skrives ({error.strerror}).") from error
    with stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
