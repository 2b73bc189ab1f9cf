"""What authors read about the format: one page, generated from the schemas that check the files.

Every label and hint is the one the schema carries, so the page cannot say anything else than `kb check`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import fields

from kb.content.formatting import PATH_FIELDS
from kb.content.layout import Kind
from kb.content.loading import FILE_SCHEMAS
from kb.content.reader import DEEPEST, LARGEST_FILE
from kb.content.rendering import LONGEST_MARKDOWN, MOST_BRACKETS
from kb.records.base import LONGEST_SLUG, RecordSchema
from kb.records.fields import LARGEST_NUMBER, Choice, Day, Flag, Mailbox, Number, Slug, Text, Url, Whole
from kb.records.lists import Figures, Items, Part

INTRODUCTION = f"""\
# Indholdets format

<!-- Skrevet af `kb docs` ud fra skemaerne i kb/records/. Ret dem, ikke siden. -->

Alt indhold er filer i mappen `content/`: YAML for felter, Markdown for prosa. Denne side viser hver slags
fil, og hvad der må stå i den. [bidrag.md](bidrag.md) viser, hvordan man gør, trin for trin.

- Felter, som ikke er oplyst, udelades. Et felt, der ikke står her, er en fejl.
- Et id skrives med små bogstaver a-z, tal og bindestreg, højst {LONGEST_SLUG} tegn. Det ændres aldrig.
- Filens og mappens navn er postens id; id'et skrives ikke i filen.
- Tal skrives med punktum som decimaltegn og uden tusindtalsprik: `1234.5`.
- En dato skrives, så langt den kendes: `2019`, `2019-10` eller `2019-10-01`.
- En fil er UTF-8 og højst {LARGEST_FILE // 1024} kB, med højst {DEEPEST} lag. Henvisninger (`&`, `*`) og
  mærker (`!`) er ikke tilladt.
- En term fra ordlisten `area` er et id i filen `vocabularies/area.yaml`; det samme gælder de andre ordlister.
- `kb check` viser alle fejl, `kb format` skriver filerne i fast form.
"""
PROSE = f"""\
## Prosa

`solutions/<løsning>/solution.md` på dansk, og `solution.en.md` på engelsk, hvis den findes.

Markdown med overskrifter fra `##`, lister, tabeller, citater, links, **fed** og *kursiv*. Andet, også
HTML, tages ud. Højst {LONGEST_MARKDOWN:,} tegn og {MOST_BRACKETS} kantede parenteser.
""".replace(",000", ".000")


@dataclass(frozen=True)
class FileKind:
    """One kind of file: its heading, where it lies, and what it is for."""

    kind: Kind
    title: str
    path: str
    purpose: str


FILE_KINDS = (
    FileKind(
        Kind.SOLUTION,
        "Løsning",
        "solutions/<løsning>/solution.yaml",
        "Det, banken ved om en løsning på tværs.",
    ),
    FileKind(
        Kind.EXPERIENCE,
        "Erfaring",
        "solutions/<løsning>/experiences/<erfaring>.yaml",
        "Ét sted, hvor løsningen er prøvet. Navn: år (eller `udateret`), kommune eller projekt, evt. et ord.",
    ),
    FileKind(Kind.MUNICIPALITY, "Kommune", "municipalities/<kommune>.yaml", "En af de 98 kommuner."),
    FileKind(
        Kind.AUTHORITY,
        "Anden myndighed",
        "authorities/<myndighed>.yaml",
        "En region, en statslig eller en udenlandsk myndighed.",
    ),
    FileKind(
        Kind.PROJECT, "Projekt", "projects/<projekt>.yaml", "Et projekt, som flere kommuner er fælles om."
    ),
    FileKind(
        Kind.CALL,
        "Efterlysning",
        "calls/<efterlysning>.yaml",
        "En kommune, der søger andres erfaring eller nogen at afprøve noget sammen med.",
    ),
    FileKind(
        Kind.VOCABULARY, "Ordliste", "vocabularies/<ordliste>.yaml", "Faste ord, som felter vælger imellem."
    ),
    FileKind(Kind.SOURCES, "Fælles kilder", "sources.yaml", "Kilder, som mange filer peger på."),
    FileKind(
        Kind.FACTORS,
        "Faktorer for Hos os?",
        "factors.yaml",
        "Det, der kan afgøre, om noget virker i en anden kommune, og hvor lige kommuner er.",
    ),
    FileKind(Kind.THESAURUS, "Synonymer", "thesaurus.yaml", "Ord, der betyder det samme."),
)
TARGETS = {
    "source": "en kilde",
    "municipality": "en kommune",
    "authority": "en myndighed",
    "project": "et projekt",
    "solution": "en løsning",
    "risk": "en af løsningens risici",
    "core_element": "et af løsningens kerneelementer",
    "factor": "en faktor",
}
Schemas = Mapping[type[RecordSchema], str]


def format_reference() -> str:
    """Write the whole page."""
    titles = titles_of_parts()
    pages = [INTRODUCTION, *(describe_file(found, titles) for found in FILE_KINDS), PROSE]
    heading = "## Dele\n\nPoster inde i poster. Hver del er beskrevet én gang.\n"
    parts = [describe_part(schema, title, titles) for schema, title in titles.items()]
    return "\n".join([*pages, heading, *parts])


def describe_file(found: FileKind, titles: Schemas) -> str:
    """Write the section of one kind of file."""
    table = describe_fields(FILE_SCHEMAS[found.kind], titles, without=PATH_FIELDS.get(found.kind, ("id",)))
    return f"## {found.title}\n\n`{found.path}`\n\n{found.purpose}\n\n{table}"


def describe_part(schema: type[RecordSchema], title: str, titles: Schemas) -> str:
    """Write the section of a record that stands inside others."""
    uses = ", ".join(f"`{name}`" for name in dict.fromkeys(use.field for use in uses_of_parts()[schema]))
    return f"### {title}\n\nStår under {uses}.\n\n{describe_fields(schema(), titles)}"


def describe_fields(schema: RecordSchema, titles: Schemas, *, without: Iterable[str] = ()) -> str:
    """Write a table of the fields in the order of the canonical form."""
    declared = ((name, field) for name, field in schema.fields.items() if name not in tuple(without))
    rows = "".join(describe_row(name, field, titles) for name, field in declared)
    return f"| Felt | Hvad | Værdi | Skal |\n|---|---|---|---|\n{rows}"


def describe_row(name: str, field: fields.Field[Any], titles: Schemas) -> str:
    """Write one field: its name, label and hint, its type in words, and whether it must be there."""
    label, hint = field.metadata.get("label", ""), field.metadata.get("hint", "")
    what = f"**{label.removesuffix('.')}.** {hint}".strip()
    return f"| `{name}` | {what} | {type_in_words(field, titles)} | {'ja' if field.required else ''} |\n"


def type_in_words(field: fields.Field[Any], titles: Schemas) -> str:
    """Say in Danish what a field may hold."""
    match field:
        case Items():
            return f"liste, højst {field.most}: {type_in_words(field.inner, titles)}"
        case Figures():
            keys, values = field.key_field, field.value_field
            return f"felter; navn: {scalar_in_words(keys)}, værdi: {type_in_words(values, titles)}"  # type: ignore[arg-type]
        case Part():
            title = titles[type(field.schema)]  # type: ignore[index]
            return f"[{title}](#{anchor_of(title)})"
    return scalar_in_words(field)


def _choice_in_words(field: Choice) -> str:
    options = ", ".join(f"`{option.value}`" for option in field.options)
    default = f"; udeladt: `{field.default_value.value}`" if field.default_value else ""
    return f"en af {options}{default}"


def _limits(field: Whole | Number) -> str:
    if field.high < LARGEST_NUMBER:
        return f" fra {field.low} til {field.high}"
    return f", mindst {field.low}" if field.low > -LARGEST_NUMBER else ""


def _id_in_words(field: Slug) -> str:
    name, _, vocabulary_id = field.metadata.get("reference", "").partition(":")
    if name == "vocabulary":
        return f"term fra ordlisten `{vocabulary_id}`"
    return f"id på {TARGETS[name]}" if name else "id"


SCALARS: Mapping[type, Callable[[Any], str]] = {
    Choice: _choice_in_words,
    Day: lambda _: "dato",
    Flag: lambda _: "`true` eller `false`",
    Mailbox: lambda _: "e-mailadresse",
    Number: lambda field: f"tal{_limits(field)}",
    Slug: _id_in_words,
    Text: lambda field: f"tekst, højst {field.longest} tegn",
    Url: lambda _: "webadresse",
    Whole: lambda field: f"helt tal{_limits(field)}",
}


def scalar_in_words(field: fields.Field[Any] | None) -> str:
    """Say in Danish what a single value may be."""
    return SCALARS[type(field)](field)


@dataclass(frozen=True)
class Use:
    """Where a nested record is used: the field's name and its label."""

    field: str
    label: str


def uses_of_parts() -> dict[type[RecordSchema], list[Use]]:
    """List the nested records in reading order, each with every field that holds it."""
    uses: dict[type[RecordSchema], list[Use]] = {}
    waiting = [FILE_SCHEMAS[found.kind] for found in FILE_KINDS]
    while waiting:
        for use, schema in _parts_of(waiting.pop(0)):
            if type(schema) not in uses:
                waiting.append(schema)
            uses.setdefault(type(schema), []).append(use)
    return uses


def _parts_of(schema: RecordSchema) -> Iterator[tuple[Use, RecordSchema]]:
    for name, field in schema.fields.items():
        inner = _innermost(field)
        if isinstance(inner, Part):
            yield Use(name, field.metadata["label"]), inner.schema  # type: ignore[misc]


def _innermost(field: fields.Field[Any]) -> Any:
    if isinstance(field, Items):
        return field.inner
    return field.value_field if isinstance(field, Figures) else field


def titles_of_parts() -> dict[type[RecordSchema], str]:
    """Name each nested record after the shortest label it stands under."""
    return {schema: min((use.label for use in found), key=len) for schema, found in uses_of_parts().items()}


def anchor_of(title: str) -> str:
    """Write a heading as the anchor that Git hosts give it."""
    return re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))
