"""The commands `kb new …`: begin the file of a solution, an experience report or a call for partners."""

import click

from kb.commands.plainly import in_plain_words
from kb.config import Config


@click.group()
def new() -> None:
    """Begynd en ny løsning, erfaring eller efterlysning."""


@new.command("solution")
@click.argument("solution_id")
@click.pass_obj
@in_plain_words
def new_solution(config: Config, solution_id: str) -> None:
    """Lav filerne til en ny løsning."""
    from kb.content.starting import start_solution

    click.echo(f"Udfyld {start_solution(config.content_dir, solution_id)} og kør: kb check")


@new.command("experience")
@click.argument("solution_id")
@click.argument("experience_id")
@click.pass_obj
@in_plain_words
def new_experience(config: Config, solution_id: str, experience_id: str) -> None:
    """Lav filen til en ny erfaring, fx: kb new experience skaermbesoeg 2026-vejle."""
    from kb.content.starting import start_experience

    click.echo(f"Udfyld {start_experience(config.content_dir, solution_id, experience_id)} og kør: kb check")


@new.command("call")
@click.argument("call_id")
@click.pass_obj
@in_plain_words
def new_call(config: Config, call_id: str) -> None:
    """Lav filen til en ny efterlysning, fx: kb new call faldsensorer-vejle."""
    from kb.content.starting import start_call
    from kb.release.day import today

    click.echo(f"Udfyld {start_call(config.content_dir, call_id, today())} og kør: kb check")
