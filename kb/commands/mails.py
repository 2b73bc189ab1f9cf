"""The command `kb mail`: which mails wait, what they say, and send them."""

from typing import TYPE_CHECKING

import click

from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError

if TYPE_CHECKING:
    from kb.db.database import Database

NO_SERVER = "KB_SMTP_URL er ikke sat, så mails bliver liggende."


@click.group()
def mail() -> None:
    """Mails, der venter på at blive sendt."""


@mail.command("list")
@click.pass_obj
@in_plain_words
def list_(config: Config) -> None:
    """Vis de mails, der venter, og hvorfor."""
    from kb.mail.outbox import waiting

    with open_database(config).reading() as session:
        mails = waiting(session)
    for each in mails:
        fault = f" · {each.attempts} forsøg: {each.fault}" if each.fault else ""
        click.echo(f"{each.id} · {each.queued_at:%Y-%m-%d %H:%M} · {each.recipient} · {each.subject}{fault}")
    click.echo(f"{len(mails)} mail{'' if len(mails) == 1 else 's'} venter.")
    if not config.smtp_url:
        click.echo(f"{NO_SERVER} Se en med: kb mail show")


@mail.command()
@click.argument("mail_id", type=int)
@click.pass_obj
@in_plain_words
def show(config: Config, mail_id: int) -> None:
    """Vis en mail, der venter, så den kan sendes i hånden."""
    from kb.mail.outbox import WaitingMail

    with open_database(config).reading() as session:
        found = session.get(WaitingMail, mail_id)
    if found is None:
        raise KnowledgeBankError(f"Ingen mail {mail_id} venter. Se dem alle med: kb mail list")
    click.echo(f"Til: {found.recipient}\nEmne: {found.subject}\n\n{found.text}")


@mail.command()
@click.argument("mail_id", type=int)
@click.pass_obj
@in_plain_words
def drop(config: Config, mail_id: int) -> None:
    """Slet en mail, der venter, fx når den er sendt i hånden."""
    from kb.mail.outbox import WaitingMail

    with open_database(config).writing() as session:
        found = session.get(WaitingMail, mail_id)
        if found is None:
            raise KnowledgeBankError(f"Ingen mail {mail_id} venter. Se dem alle med: kb mail list")
        session.delete(found)
    click.echo("Mailen er slettet.")


@mail.command()
@click.pass_obj
@in_plain_words
def send(config: Config) -> None:
    """Send de mails, hvis tid er kommet; til cron."""
    if not config.smtp_url:
        raise KnowledgeBankError(NO_SERVER)
    click.echo(send_waiting(open_database(config), config))


def send_waiting(database: "Database", config: Config) -> str:
    """Send what can be sent, and tell how it went."""
    from kb.mail.delivery import deliver

    done = deliver(database, config, now())
    return f"Sendt: {done.sent}. Mislykket: {done.failed}. Venter: {done.waiting}."
