"""The commands `kb backup`, `kb restore`, `kb verify`: keep what git does not, and see that all is whole."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import click

from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=FILE)
@click.pass_obj
@in_plain_words
def backup(config: Config, file: Path) -> None:
    """Kopiér databasen og nøglen til FILE, også mens banken kører."""
    from kb.db.backup import back_up

    click.echo(f"{file} har {_rows(back_up(config, file, now()))}. Gem den, hvor kun I kan læse den.")


@click.command()
@click.argument("file", type=FILE)
@click.pass_obj
@in_plain_words
def restore(config: Config, file: Path) -> None:
    """Læg en kopi fra kb backup ind i en tom KB_DATA_DIR."""
    from kb.db.backup import restore as lay_back

    click.echo(f"{_rows(lay_back(config, file))} er lagt i {config.data_dir}. Kør: kb build && kb verify")


@click.command()
@click.pass_obj
@in_plain_words
def verify(config: Config) -> None:
    """Kontrollér, at indhold, udgivelse, database, spor og nøgle er hele."""
    faults = 0
    for check in CHECKS:
        try:
            for line in check(config):
                click.echo(line)
        except KnowledgeBankError as error:
            click.echo(f"FEJL: {error}", err=True)
            faults += 1
    if faults:
        raise KnowledgeBankError(f"{faults} af {len(CHECKS)} er ikke i orden.")


def _content(config: Config) -> Iterator[str]:
    from kb.content.loading import load_catalogue

    content = load_catalogue(config.content_dir)
    content.require()
    yield f"Indholdet er helt: {len(content.digests)} filer."


def _release(config: Config) -> Iterator[str]:
    from kb.release.store import Store, find_damage

    store = Store(config.index_dir)
    release_id = store.current_id()
    if release_id is None:
        _fail("Der er ingen udgivelse. Kør: kb build")
    if damage := find_damage(store.folder(release_id)):
        _fail(f"Udgivelsen {release_id} er beskadiget ({', '.join(damage)}). Kør: kb build")
    yield f"Udgivelsen er hel: {release_id}."


def _database(config: Config) -> Iterator[str]:
    from kb.db.backup import count_rows, faults_in_file

    file = config.data_dir / "kb.sqlite3"
    if not config.database_url and not file.exists():
        yield "Der er ingen database endnu."
        return
    if not config.database_url:
        if faults := faults_in_file(file):
            _fail("\n".join(["Databasen er beskadiget. Hent den sidste kopi: kb restore", *faults]))
        yield f"Databasen er hel: {_rows(count_rows(file))}."
    yield from _trail(config)


def _trail(config: Config) -> Iterator[str]:
    from kb.accounts.audit import faults_in_trail, last_row

    with open_database(config).reading() as session:
        faults, last = list(faults_in_trail(session)), last_row(session)
    if faults:
        _fail("\n".join(["Sporet er ikke helt:", *faults]))
    yield f"Sporet er helt: {last.sequence} rækker, det sidste aftryk er {last.digest}."


def _key(config: Config) -> Iterator[str]:
    from kb.accounts.secret import secret_key

    if config.secret_key or (config.data_dir / "secret_key").exists():
        secret_key(config)
        yield "Nøglen kan læses, og kun af os."
    else:
        yield "Der er ingen nøgle endnu; den laves, når den skal bruges."


CHECKS: tuple[Callable[[Config], Iterator[str]], ...] = (_content, _release, _database, _key)


def _fail(sentence: str) -> NoReturn:
    raise KnowledgeBankError(sentence)


def _rows(rows: dict[str, int]) -> str:
    return f"{sum(rows.values())} rækker i {len(rows)} tabeller"
