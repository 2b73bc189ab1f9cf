"""The command `kb export-static`: the whole site as files."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.commands.plainly import in_plain_words
from kb.config import Config
from kb.errors import KnowledgeBankError

if TYPE_CHECKING:
    from kb.static_site.checking import Link

MOST_SHOWN = 50


@click.command("export-static")
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--municipality",
    "municipalities",
    multiple=True,
    help="Skriv kun Hos os? for denne kommune. Kan gentages. Uden: alle.",
)
@click.pass_obj
@in_plain_words
def export_static(config: Config, directory: Path, municipalities: tuple[str, ...]) -> None:
    """Skriv hele webstedet som filer, der kan læses uden server, i en ny mappe."""
    from kb.bank import KnowledgeBank
    from kb.static_site.exporting import Wish
    from kb.static_site.exporting import export_static as export

    start = time.perf_counter()
    copy = export(config, KnowledgeBank(config), Wish(directory, municipalities, moment()), counting_pages())
    seconds = time.perf_counter() - start
    if not copy.has_search:
        click.echo(
            "Pagefind mangler, så kopien har en liste i stedet for søgning. Kør: pip install -e '.[static]'"
        )
    click.echo(f"{copy.files} filer, {copy.size / 1e6:.0f} MB, på {seconds:.0f} s.")
    if copy.checked.dead:
        raise KnowledgeBankError(told(copy.checked.dead))
    click.echo(f"Alle {copy.checked.count} links i kopien fører frem.")


def counting_pages() -> Callable[[str], None]:
    """Count the pages on a terminal as they are written."""
    written = 0

    def count(_path: str) -> None:
        nonlocal written
        written += 1
        if written % 50 == 0 and sys.stderr.isatty():
            click.echo(f"\r{written} sider skrevet", nl=False, err=True)

    return count


def moment() -> int | None:
    """Read the time that all files get, where SOURCE_DATE_EPOCH gives one."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "")
    if text and not (text.isascii() and text.isdigit()):
        raise KnowledgeBankError(f"SOURCE_DATE_EPOCH skal være et helt tal sekunder, men er {text!r}.")
    return int(text) if text else None


def told(dead: "tuple[Link, ...]") -> str:
    """List links that lead nowhere, with the first page that has each."""
    lines = [
        f"{link.page}: {link.file}{'#' + link.anchor if link.anchor else ''}" for link in dead[:MOST_SHOWN]
    ]
    more = [f"og {len(dead) - MOST_SHOWN} til"] if len(dead) > MOST_SHOWN else []
    return "\n".join([f"Links i kopien, der ingen steder fører hen: {len(dead)}", *lines, *more])
