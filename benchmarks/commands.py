"""`kb bench`: the measurements as commands. They print Markdown, as docs/performance.md shows it."""

import os
from importlib import import_module
from pathlib import Path

import click

from kb.config import Config

REPORTS = click.option(
    "--reports",
    "sizes",
    multiple=True,
    type=click.IntRange(min=5),
    default=(1_000,),
    help="Antal erfaringer.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def bench() -> None:
    """Mål banken på opdigtede erfaringer. Det, der bygges, gemmes i EFTERPROEVET_BENCH til næste gang."""


@bench.command()
@REPORTS
@click.option("--questions", default=20, type=click.IntRange(min=1), help="Spørgsmål af hver slags.")
@click.option(
    "--without", "left_out", multiple=True, help="Udelad tantivy, sqlite, postgres, whoosh eller datasette."
)
def search(sizes: tuple[int, ...], questions: int, left_out: tuple[str, ...]) -> None:
    """Søgningens kerne ved siden af andre søgemaskiner, på samme spørgsmål og i samme kørsel."""
    from benchmarks.search import measure, table_of

    for reports in sizes:
        for line in table_of(measure(reports, questions, left_out, lambda said: click.echo(said, err=True))):
            click.echo(line)


@bench.command()
@REPORTS
@click.option("--own", is_flag=True, help="Søgesiden over bankens eget indhold (kræver kb build).")
@click.option("--start", is_flag=True, help="En ny proces' første søgesider.")
def pages(sizes: tuple[int, ...], *, own: bool, start: bool) -> None:
    """Hver side ved siden af sin skabelon alene."""
    from benchmarks.pages import measure, measure_own, measure_start

    of_made_up = measure_start if start else measure
    for line in measure_own(Config.from_environment(os.environ)) if own else of_made_up(sizes[-1]):
        click.echo(line)


@bench.command()
@REPORTS
def serve(sizes: tuple[int, ...]) -> None:
    """Sider i sekundet fra to processer (kræver wrk)."""
    from benchmarks.serve import measure

    for line in measure(sizes[-1]):
        click.echo(line)


@bench.command()
@REPORTS
def build(sizes: tuple[int, ...]) -> None:
    """Bygning, ændring, åbning, start og hukommelse."""
    from benchmarks.build import measure, table_of

    for line in table_of([measure(reports) for reports in sizes]):
        click.echo(line)


@bench.command()
@REPORTS
def export(sizes: tuple[int, ...]) -> None:
    """Rækker i sekundet og hukommelse i hvert format ved siden af sqlite3 .dump (kræver sqlite3)."""
    from benchmarks.export import measure, table_of

    for line in table_of({reports: measure(reports) for reports in sizes}):
        click.echo(line)


@bench.command()
@click.argument("folder", type=click.Path(exists=False, path_type=Path))
@REPORTS
def content(folder: Path, sizes: tuple[int, ...]) -> None:
    """Skriv et opdigtet indhold i en ny mappe."""
    from benchmarks.site import write_all

    folder.mkdir(parents=True)
    write_all(sizes[-1], folder)


@bench.command("search-quality", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def search_quality(arguments: tuple[str, ...]) -> None:
    """Søgningens kvalitet på det gyldne sæt."""
    import_module("benchmarks.quality").main(list(arguments))
