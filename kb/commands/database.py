"""The commands `kb db` and `kb audit`: bring the tables up to date, and see that the trail is whole."""

from importlib import import_module
from importlib.util import find_spec

import click

from kb.commands.plainly import in_plain_words, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError

TABLES = (
    "kb.accounts.models",
    "kb.accounts.audit",
    "kb.mail.outbox",
    "kb.contributions.models",
    "kb.following.models",
)


def import_tables() -> None:
    """Import every class of a table, so that the tables can be compared with them."""
    for name in TABLES:
        if find_spec(name.rpartition(".")[0]):
            import_module(name)


@click.group()
def db() -> None:
    """Databasen med brugere, kladder og spor."""


@db.command()
@click.pass_obj
@in_plain_words
def upgrade(config: Config) -> None:
    """Bring tabellerne til denne udgaves form; lav dem, hvis de ikke er der."""
    from kb.db import migrating
    from kb.db.engine import make_engine

    engine = make_engine(config.database_address)
    click.get_current_context().call_on_close(engine.dispose)
    before = migrating.current(engine)
    migrating.upgrade(engine)
    after = migrating.current(engine)
    click.echo("Databasen er ajour." if before == after else f"Databasen er bragt til trin {after}.")


@db.command("check")
@click.pass_obj
@in_plain_words
def check_(config: Config) -> None:
    """Kontrollér, at databasen svarer, og at tabellerne har denne udgaves form."""
    from kb.db import migrating
    from kb.db.engine import make_engine

    import_tables()
    engine = make_engine(config.database_address)
    click.get_current_context().call_on_close(engine.dispose)
    found = migrating.current(engine)
    if found != migrating.newest():
        at = f"på trin {found}" if found else "uden tabeller"
        raise KnowledgeBankError(
            f"Databasen er {at}, men skal være på {migrating.newest()}. Kør: kb db upgrade"
        )
    if differences := migrating.differences(engine):
        raise KnowledgeBankError("\n".join(["Tabellerne er ikke, som de skal være:", *map(str, differences)]))
    click.echo(f"Databasen er i orden, på trin {found}.")


@click.group()
def audit() -> None:
    """Sporet af, hvad der er gjort."""


@audit.command()
@click.pass_obj
@in_plain_words
def verify(config: Config) -> None:
    """Kontrollér, at intet i sporet er ændret, fjernet eller skudt ind."""
    from kb.accounts.audit import faults_in_trail, last_row

    with open_database(config).reading() as session:
        faults, last = list(faults_in_trail(session)), last_row(session)
    if faults:
        raise KnowledgeBankError("\n".join([*faults, "Sporet er ikke helt."]))
    rows = f"{last.sequence} række{'' if last.sequence == 1 else 'r'}"
    click.echo(f"Sporet er helt: {rows}. Den sidste har aftrykket {last.digest}.")
