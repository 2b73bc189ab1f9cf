"""The command `kb notify`: write to those who follow something, when there is news of it."""

import click

from kb.commands.mails import NO_SERVER, send_waiting
from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import ReleaseError


@click.command()
@click.option("--dry-run", is_flag=True, help="Vis kun, hvor mange der ville få mail.")
@click.pass_obj
@in_plain_words
def notify(config: Config, *, dry_run: bool) -> None:
    """Skriv til dem, der følger noget, når der er nyt om det; til cron, højst én mail om dagen til hver."""
    from functools import partial

    from kb.accounts.desk import Desk
    from kb.bank import KnowledgeBank
    from kb.following import notifying, subscribing
    from kb.web.app import create_app
    from kb.web.following.telling import find_news

    bank = KnowledgeBank(config)
    if not bank.current.events.heading.begins:
        raise ReleaseError("Der er ingen udgivelse, så ingen ved, hvad der er nyt. Kør: kb build")
    desk = Desk(config, open_database(config))
    if not dry_run:
        subscribing.sweep(desk, now())
    told = notifying.notify(desk, partial(find_news, create_app(config, bank)), now(), only_show=dry_run)
    verb = "ville blive skrevet" if dry_run else "er skrevet"
    click.echo(f"{len(told)} mail{'' if len(told) == 1 else 's'} {verb}.")
    if told and not dry_run:
        click.echo(send_waiting(desk.database, config) if config.smtp_url else NO_SERVER)
