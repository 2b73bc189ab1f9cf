"""The command `kb export`: the current release as files of open data."""

from pathlib import Path

import click

from kb.commands.exporting_then import export_then
from kb.commands.plainly import in_plain_words
from kb.config import Config


@click.command()
@click.argument("directory", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "forms",
    multiple=True,
    type=click.Choice(["csv", "jsonl", "xlsx", "sqlite", "parquet", "zip"]),
    help="Kan gentages. Uden: zip, xlsx og sqlite.",
)
@click.option("--table", "names", multiple=True, help="Kun denne tabel. Kan gentages.")
@click.option("--at", "tag", help="Lav en tidligere udgivelse igen, som den var ved et mærke i git.")
@click.pass_obj
@in_plain_words
def export(
    config: Config, directory: Path, forms: tuple[str, ...], names: tuple[str, ...], tag: str | None
) -> None:
    """Skriv den aktuelle udgivelse som åbne data i en mappe."""
    if tag:
        asked = [word for form in forms for word in ("--format", form)]
        asked += [word for name in names for word in ("--table", name)]
        told = export_then(config.content_dir, tag, (str(directory.resolve()), *asked))
        click.echo(told, nl=False)
        return
    _export(config, directory, forms, names)


def _export(config: Config, directory: Path, forms: tuple[str, ...], names: tuple[str, ...]) -> None:
    from kb.bank import KnowledgeBank
    from kb.export.tables import chosen_tables
    from kb.export.writing import Format, write
    from kb.release.holding import holdings_of

    tables = chosen_tables(names)
    release = KnowledgeBank(config).current
    holdings = holdings_of(release, base_url=config.base_url)
    for form in forms or ("zip", "xlsx", "sqlite"):
        for path in write(directory, Format(form), tables, holdings):
            click.echo(f"{path} ({path.stat().st_size // 1024} kB)")
    click.echo(f"Udgivelse {release.id}: {len(tables)} tabeller.")
