"""The commands `kb user` and `kb forget`: who may sign in, and who is forgotten."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.commands.mails import NO_SERVER, send_waiting
from kb.commands.plainly import in_plain_words, now, open_database
from kb.config import Config
from kb.errors import KnowledgeBankError

if TYPE_CHECKING:
    from kb.accounts.desk import Desk
    from kb.accounts.member import Member
    from kb.accounts.people import Rights

ROLES = ["contributor", "editor", "admin"]
ROLE_NAMES = {"contributor": "bidragyder", "editor": "redaktør", "admin": "administrator"}


@click.group()
def user() -> None:
    """Brugere: dem, der indberetter, og dem, der læser igennem."""


@user.command()
@click.argument("email")
@click.option("--role", type=click.Choice(ROLES), default="contributor", help="Hvad brugeren må.")
@click.option("--municipality", default="", help="Kommunens id, fx vejle.")
@click.option("--area", "areas", multiple=True, help="Et område, en redaktør læser; kan gentages.")
@click.option("--name", default="", help="Brugerens navn.")
@click.option("--language", type=click.Choice(["da", "en"]), default="da", help="Sproget i mails.")
@click.pass_obj
@in_plain_words
def invite(  # noqa: PLR0913 - one argument an option
    config: Config,
    email: str,
    *,
    role: str,
    municipality: str,
    areas: tuple[str, ...],
    name: str,
    language: str,
) -> None:
    """Opret en bruger, og send en mail med et link til at vælge adgangskode."""
    from kb.accounts import audit, people

    desk, rights = _desk(config), _rights(config, role, municipality, areas)
    invited = people.invite(desk, audit.OPERATOR, email, rights, now(), name=name, language=language)
    click.echo(f"{invited.member.email} er inviteret som {ROLE_NAMES[role]}.")
    if config.smtp_url:
        click.echo(send_waiting(desk.database, config))
    else:
        click.echo(f"{NO_SERVER} Giv selv brugeren linket:\n{invited.link}")


@user.command("list")
@click.pass_obj
@in_plain_words
def list_(config: Config) -> None:
    """Vis alle brugere."""
    from kb.accounts import people

    with _desk(config).database.reading() as session:
        members = people.members(session)
    for each in members:
        click.echo(_line(each))
    click.echo(f"{len(members)} bruger{'' if len(members) == 1 else 'e'}.")


@user.command()
@click.argument("email")
@click.pass_obj
@in_plain_words
def disable(config: Config, email: str) -> None:
    """Luk en bruger ude; sessioner og links ophører straks."""
    from kb.accounts import audit, people

    click.echo(_line(people.disable(_desk(config), audit.OPERATOR, email, now())))


@user.command()
@click.argument("email")
@click.pass_obj
@in_plain_words
def enable(config: Config, email: str) -> None:
    """Luk en bruger ind igen."""
    from kb.accounts import audit, people

    click.echo(_line(people.enable(_desk(config), audit.OPERATOR, email, now())))


@user.command("role")
@click.argument("email")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--municipality", default="", help="Kommunens id, fx vejle.")
@click.option("--area", "areas", multiple=True, help="Et område, en redaktør læser; kan gentages.")
@click.pass_obj
@in_plain_words
def role_(config: Config, email: str, role: str, *, municipality: str, areas: tuple[str, ...]) -> None:
    """Giv en bruger en anden rolle."""
    from kb.accounts import audit, people

    rights = _rights(config, role, municipality, areas)
    click.echo(_line(people.change_rights(_desk(config), audit.OPERATOR, email, rights, now())))


@click.command()
@click.argument("email", required=False)
@click.pass_obj
@in_plain_words
def forget(config: Config, email: str | None) -> None:
    """Glem en bruger eller en, der følger noget, eller uden EMAIL alle, hvis dag er kommet."""
    from kb.accounts import audit, forgetting
    from kb.contributions.forgetting import forget_words
    from kb.db.engine import leave_no_trace
    from kb.following import subscribing

    desk = _desk(config)
    follower = False
    if email is None:
        count = forgetting.forget_due(desk, now(), forget_words)
        subscribing.sweep(desk, now())
    else:
        count = int(forgetting.forget_by_address(desk, audit.OPERATOR, email, now(), forget_words))
        follower = subscribing.forget_follower(desk, audit.OPERATOR, email, now())
    leave_no_trace(desk.database.engine)
    if email and not count and not follower:
        raise KnowledgeBankError("Der er ingen bruger med den mailadresse, og ingen, der følger noget.")
    if follower:
        click.echo("Adressen følger ikke længere noget.")
    click.echo(f"{count} bruger{'' if count == 1 else 'e'} er glemt.")


def _desk(config: Config) -> "Desk":
    from kb.accounts.desk import Desk

    return Desk(config, open_database(config))


def _rights(config: Config, role: str, municipality: str, areas: tuple[str, ...]) -> "Rights":
    """Read what a user is given, and see that municipality and areas are ones that the content knows."""
    from kb.accounts.models import Role
    from kb.accounts.people import Rights

    rights = Rights(Role(role), municipality, areas)
    folder = config.content_dir / "municipalities"
    if municipality and not (folder / f"{municipality}.yaml").is_file():
        raise KnowledgeBankError(f"{folder} har ingen kommune {municipality}. Skriv id'et, fx vejle.")
    if unknown := sorted(set(areas) - _areas(config.content_dir)):
        raise KnowledgeBankError(f"Ordlisten area har ikke {', '.join(unknown)}.")
    return rights


def _areas(content_dir: Path) -> set[str]:
    from kb.content.reader import read_yaml

    path = content_dir / "vocabularies" / "area.yaml"
    return {term["id"] for term in read_yaml(path.read_bytes()).data["terms"]} if path.is_file() else set()


def _line(member: "Member") -> str:
    parts = [member.email, ROLE_NAMES[member.role.value], member.municipality, ", ".join(member.areas)]
    if member.is_disabled:
        parts.append("lukket ude")
    elif not member.has_password:
        parts.append("inviteret")
    return " · ".join(part for part in parts if part)
