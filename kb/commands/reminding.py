"""The command `kb remind`: ask whether reports are still right, and how it went with what was decided."""

from typing import TYPE_CHECKING

import click

from kb.commands.mails import NO_SERVER, send_waiting
from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config

if TYPE_CHECKING:
    from kb.catalogue import Catalogue


@click.command()
@click.option("--dry-run", is_flag=True, help="Vis kun, hvem der ville få mail om hvad.")
@click.option("--unconfirmed", is_flag=True, help="Spørg også om erfaringer, ingen kommune har bekræftet.")
@click.pass_obj
@in_plain_words
def remind(config: Config, *, dry_run: bool, unconfirmed: bool) -> None:
    """Bed kommuner bekræfte deres erfaringer, og spørg, hvordan beslutninger gik; til cron."""
    from kb.accounts.desk import Desk
    from kb.contributions.reading import paths_under_way
    from kb.following import asking, reminders
    from kb.following.decided import decided_a_year_ago
    from kb.following.due import due_reports

    desk = Desk(config, open_database(config))
    catalogue, today = _catalogue(config), now().date().isoformat()
    found = due_reports(catalogue, today, unconfirmed=unconfirmed)
    decided = decided_a_year_ago(catalogue, today)
    with desk.database.reading() as session:
        under_way = refs_in(paths_under_way(session))
        planned = reminders.plan(session, now(), found, under_way)
        asked = asking.plan_asking(session, decided)
    if not dry_run:
        planned = reminders.remind(desk, now(), found, under_way)
        asked = asking.ask_deciders(desk, now(), decided)
    for one in planned:
        click.echo(f"{one.email}: {', '.join(due.report.ref for due in one.due)}")
    for question in asked:
        click.echo(f"{question.email}: {question.decided.ref}")
    count = len({due.report.ref for one in planned for due in one.due})
    verb = "ville blive skrevet" if dry_run else "er skrevet"
    mails = f"{len(planned)} mail{'' if len(planned) == 1 else 's'}"
    click.echo(f"{mails} {verb} om {count} erfaring{'' if count == 1 else 'er'}.")
    if asked:
        click.echo(f"{len(asked)} om, hvordan det gik med en beslutning.")
    if (planned or asked) and not dry_run:
        click.echo(send_waiting(desk.database, config) if config.smtp_url else NO_SERVER)


def refs_in(paths: frozenset[str]) -> set[str]:
    """List the references of the reports that stand in some files."""
    from kb.content.layout import Kind, classify

    found = (classify(path) for path in paths)
    return {f"{place[2]}/{place[1]}" for place in found if place and place[0] is Kind.EXPERIENCE}


def _catalogue(config: Config) -> "Catalogue":
    from kb.bank import KnowledgeBank

    return KnowledgeBank(config).current.catalogue
