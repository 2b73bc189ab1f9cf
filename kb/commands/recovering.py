"""The command `kb recover`: finish what a crash interrupted between an editor's yes and the page."""

import click

from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError


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
    if found.waiting or fault:
        waits = [f"{each.id} venter: {each.hindrance}" for each in found.waiting]
        raise KnowledgeBankError("\n".join(filter(None, [*waits, fault])))
