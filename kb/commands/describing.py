"""The commands `kb schema` and `kb docs`: what authors and their editor programs read about the format."""

from pathlib import Path

import click

from kb.commands.plainly import in_plain_words
from kb.errors import KnowledgeBankError

KINDS = ("solution", "experience", "municipality", "authority", "project", "call", "vocabulary")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@in_plain_words
def schema(kind: str) -> None:
    """Skriv formatets JSON Schema, så en editor kan hjælpe."""
    from kb.content.json_schema import schema_text
    from kb.content.layout import Kind

    click.echo(schema_text(Kind(kind)), nl=False)


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Skriv intet; fejl, hvis noget er forældet.")
@in_plain_words
def docs(*, only_check: bool) -> None:
    """Skriv docs/content-format.md og docs/schemas forfra ud fra formatets skemaer."""
    from kb.content.formatting import write_atomically

    if not Path("docs").is_dir():
        raise KnowledgeBankError("Her er ingen mappe docs. Kør kommandoen i projektets mappe.")
    written = _written()
    outdated = [page for page, text in written.items() if not page.is_file() or page.read_bytes() != text]
    if only_check and outdated:
        raise KnowledgeBankError(f"{', '.join(map(str, outdated))} er forældet. Kør: kb docs")
    for page in outdated:
        write_atomically(page, written[page])
    click.echo(f"{len(written)} filer i docs er ajour.")


def _written() -> dict[Path, bytes]:
    """Write everything that is generated from the schemas, by where it stands."""
    from kb.content.format_reference import format_reference
    from kb.content.json_schema import SCHEMA_FOLDER, schema_name, schema_text
    from kb.content.layout import Kind

    kinds = map(Kind, KINDS)
    texts = {
        Path("docs", "content-format.md"): format_reference(),
        **{Path(SCHEMA_FOLDER, schema_name(kind)): schema_text(kind) for kind in kinds},
    }
    return {page: text.encode() for page, text in texts.items()}
