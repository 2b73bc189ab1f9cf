"""The command `kb check-links`: whether the links in the content still lead somewhere."""

from datetime import date

import click

from kb.commands.plainly import in_plain_words, now
from kb.config import Config
from kb.errors import KnowledgeBankError


@click.command("check-links")
@click.option("--date", "day", default="", help="Den dag, det gælder for; ellers i dag.")
@click.option(
    "--pause", type=click.FloatRange(0, 60), default=1.0, help="Sekunder mellem to sider på en vært."
)
@click.option("--timeout", type=click.FloatRange(1, 120), default=15.0, help="Sekunder at vente på et svar.")
@click.option("--hosts", type=click.IntRange(1, 32), default=8, help="Så mange værter ad gangen.")
@click.option("--strict", is_flag=True, help="Fejl, hvis et link er dødt; til CI.")
@click.pass_obj
@in_plain_words
def check_links(config: Config, *, day: str, pause: float, timeout: float, hosts: int, strict: bool) -> None:
    """Se, om linkene i indholdet stadig virker; til cron. Døde markeres på siderne efter to dage."""
    from kb.bank import KnowledgeBank
    from kb.following import link_checks
    from kb.following.link_file import read_links, write_links
    from kb.following.links import links_in
    from kb.following.visiting import Manner

    day = _day(day)
    agent = f"Efterproevet link check (+{config.base_url})" if config.base_url else "Efterproevet link check"
    politeness = link_checks.Politeness(hosts, pause, Manner(agent, timeout))
    urls = links_in(KnowledgeBank(config).current.catalogue)
    links = link_checks.check_links(urls, read_links(config.data_dir), day, politeness)
    write_links(config.data_dir, links)
    dead = [url for url, link in links.items() if link.is_dead]
    for url in dead:
        click.echo(f"Dødt siden {links[url].gone[0]}: {url}")
    unsure = sum(not link.is_dead and (link.status is None or link.status >= 400) for link in links.values())
    click.echo(f"{len(links)} links: {len(dead)} døde, {unsure} kunne ikke ses i dag.")
    if strict and dead:
        raise KnowledgeBankError("Døde links. Find en ny adresse, eller skriv archived_url ved kilden.")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else now().date().isoformat()
    except ValueError:
        raise KnowledgeBankError("Skriv datoen som 2026-11-25.") from None
