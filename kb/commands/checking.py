"""The command `kb check`: all content, or what a change got wrong, for people and for a pull request."""

import click

from kb.commands.plainly import in_plain_words
from kb.config import Config
from kb.errors import ContentError

USUAL_BASE = "?"  # no branch can be called that
FORMATS = ("github", "gitlab", "markdown", "text")


@click.command()
@click.option(
    "--changed",
    "base",
    is_flag=False,
    flag_value=USUAL_BASE,
    metavar="[BASE]",
    help="Kun fejl i filer, der er ændret siden en gren; uden en: origin/main eller main.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Skriv fejlene til en pull request.")
@click.pass_obj
@in_plain_words
def check(config: Config, base: str | None, form: str | None) -> None:
    """Kontrollér alt indhold og vis alle fejl på én gang."""
    if base is not None:
        _check_change(config, "" if base == USUAL_BASE else base, form)
    elif form:
        raise click.UsageError("--format bruges sammen med --changed.")
    else:
        _check_all(config)


def _check_all(config: Config) -> None:
    from kb.content.loading import load_catalogue

    content = load_catalogue(config.content_dir)
    content.require()
    click.echo(f"{len(content.digests)} filer er i orden.")


def _check_change(config: Config, base: str, form: str | None) -> None:
    from kb.contributions.changed import change_since, check_change
    from kb.contributions.fault_report import REPORTS

    change = change_since(config.content_dir, base)
    found = check_change(change)
    if form:
        click.echo(REPORTS[form](found.problems, change.checkout.prefix))
    elif found.elsewhere:
        click.echo("Ændringen giver også fejl i filer, den ikke rører; de står sidst.", err=True)
    if found.problems:
        raise ContentError(found.problems)
    if not form:
        click.echo(f"{len(change.paths) or 'Ingen'} filer er ændret siden {change.base}. Der er ingen fejl.")
