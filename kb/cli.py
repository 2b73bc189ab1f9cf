"""The command `kb`: check, format, start a record, build a release, serve the site."""

import gc
import os
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from kb.commands.backing_up import backup, restore, verify
from kb.commands.checking import check
from kb.commands.database import audit, db
from kb.commands.describing import docs, schema
from kb.commands.exporting import export
from kb.commands.links import check_links
from kb.commands.mails import mail
from kb.commands.notifying import notify
from kb.commands.plainly import in_plain_words
from kb.commands.recovering import recover, recover_at_start
from kb.commands.reminding import remind
from kb.commands.starting import new
from kb.commands.static import export_static
from kb.commands.users import forget, user
from kb.config import Config
from kb.errors import KnowledgeBankError

# New objects between two collections: a build makes many, nearly all of which it holds until its end.
SELDOM = 200_000
# Seconds in which those who waited for the site get their first page undisturbed.
READERS_FIRST = 5.0


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="efterproevet", prog_name="kb")
@click.pass_context
def main(context: click.Context) -> None:
    """Efterprøvet: en vidensbank over velfærdsteknologi, der er prøvet i kommunerne."""
    try:
        context.obj = Config.from_environment(os.environ)
    except KnowledgeBankError as error:
        raise click.ClickException(str(error)) from None


for command in (
    check,
    db,
    user,
    forget,
    mail,
    audit,
    recover,
    export,
    export_static,
    remind,
    notify,
    check_links,
    docs,
    new,
    schema,
    backup,
    restore,
    verify,
):
    main.add_command(command)


@main.command("format")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--check", "only_check", is_flag=True, help="Ret intet; fejl, hvis en fil ikke er i fast form.")
@click.pass_obj
@in_plain_words
def format_(config: Config, paths: tuple[Path, ...], *, only_check: bool) -> None:
    """Skriv filer i fast form: alle, eller kun dem, der nævnes."""
    from kb.content.formatting import find_unformatted, write_atomically

    unformatted = find_unformatted(config.content_dir, [path.resolve() for path in paths])
    for path, form in unformatted.items():
        click.echo(path.relative_to(config.content_dir.resolve()))
        if not only_check:
            write_atomically(path, form)
    if unformatted and only_check:
        raise KnowledgeBankError(f"{len(unformatted)} filer er ikke i fast form. Kør: kb format")
    click.echo(f"{len(unformatted)} filer skrevet om." if unformatted else "Alle filer er i fast form.")


@main.command()
@click.option("--date", "as_of", help="Byg, som om det var denne dag (fx 2026-11-25).", default=None)
@click.option("--full", is_flag=True, help="Byg alt forfra, og sammenlign med den udgivelse, der er.")
@click.option("--asked", is_flag=True, hidden=True, help="Byg, så længe nogen har bedt om det.")
@click.pass_obj
@in_plain_words
def build(config: Config, as_of: str | None, *, full: bool, asked: bool) -> None:
    """Byg en udgivelse af indholdet og gør den til den aktuelle."""
    from kb.release.requests import BuildRequests

    if asked:
        BuildRequests(config.index_dir).answer(lambda: _build_or_say_why(config))
    else:
        _build(config, as_of, full=full)


def _build_or_say_why(config: Config) -> None:
    """Build; faults in the content are noted, and do not stop a later build that is asked for."""
    from kb.events import note_event

    try:
        _build(config, None)
    except KnowledgeBankError as error:
        note_event("build_failed", reason=str(error))


def _build(config: Config, as_of: str | None, *, full: bool = False) -> None:
    gc.set_threshold(SELDOM)
    from kb.release.building import build_release
    from kb.release.day import today

    start = time.perf_counter()
    report = build_release(config, _day(as_of) if as_of else today(), show_progress, from_nothing=full)
    seconds = time.perf_counter() - start
    if report.files_read == 0:
        click.echo("Intet er ændret.")
    else:
        rate = report.files_read / seconds
        click.echo(
            f"{report.files_read} filer læst, {report.files_reused} genbrugt: {rate:.0f} filer i sekundet."
        )
    counts = report.counts
    click.echo(
        f"Udgivelse {report.release_id} på {seconds:.1f} s: {counts['solutions']} løsninger, "
        f"{counts['experiences']} erfaringer, {counts['municipalities']} kommuner, heraf "
        f"{counts['municipalities_with_experience']} med erfaring, {counts['sources']} kilder."
    )
    if report.differing:
        names = ", ".join(report.differing)
        raise KnowledgeBankError(f"Den forrige udgivelse blev rettet; den var en anden: {names}.")


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise click.BadParameter("Skriv datoen som 2026-11-25.", param_hint="--date") from None


def show_progress(label: str, items: Sequence[Any]) -> Iterator[Any]:
    """Go through the items with a progress bar on a terminal, in silence elsewhere."""
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, label=label, file=sys.stderr) as shown:
        yield from shown


@main.command()
@click.pass_obj
@in_plain_words
def serve(config: Config) -> None:
    """Vis den aktuelle udgivelse på KB_HOST og KB_PORT."""
    gc.disable()  # collecting while everything is still being made costs a tenth of the start
    import waitress

    from kb.bank import KnowledgeBank
    from kb.web.app import create_app, settle

    bank = KnowledgeBank(config)
    app = create_app(config, bank)
    click.echo(f"Efterprøvet {bank.current.id} på http://{config.host}:{config.port}")
    settle()
    gc.enable()
    recover_at_start(config, bank, after=READERS_FIRST)
    try:
        waitress.serve(
            app,
            host=config.host,
            port=config.port,
            threads=8,
            ident="efterproevet",
            clear_untrusted_proxy_headers=not config.trusted_proxies,
            _quiet=True,
        )
    except OSError as error:
        reason = f"Porten {config.port} kan ikke bruges ({error.strerror}). Sæt KB_PORT til en anden."
        raise KnowledgeBankError(reason) from None


@main.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@in_plain_words
def bench(arguments: tuple[str, ...]) -> None:
    """Mål banken: search, pages, serve, build, search-quality. Kun i projektets mappe."""
    try:
        import_module("benchmarks.commands").bench.main(list(arguments), prog_name="kb bench")
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] != "benchmarks":
            raise KnowledgeBankError(f"{error.name} mangler. Kør: pip install -e '.[bench]'") from None
        raise KnowledgeBankError("Målingerne følger ikke med pakken; de står i projektets mappe.") from None


if __name__ == "__main__":
    main()
