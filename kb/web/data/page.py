"""What the page of open data shows: files to download, and each table with its columns."""

from dataclasses import dataclass
from typing import Any

from flask import url_for

from kb.export.columns import Column, Kind
from kb.export.described import LICENCE, description_of, title_of
from kb.export.downloads import DOWNLOADS
from kb.export.holdings import Holdings
from kb.export.table import Table
from kb.export.tables import TABLES
from kb.records.marks import N_
from kb.web.context import Link
from kb.web.formats import format_date
from kb.web.i18n import gettext, ngettext

KINDS = {
    Kind.TEXT: N_("tekst"),
    Kind.WHOLE: N_("helt tal"),
    Kind.NUMBER: N_("tal"),
    Kind.FLAG: N_("ja eller nej"),
    Kind.DAY: N_("dato, så langt den kendes"),
    Kind.LIST: N_("flere id'er med semikolon imellem"),
}
CITATION = N_(
    "Efterprøvet (%(year)s). Hvad kommuner har prøvet af velfærdsteknologi. Udgivelse %(release)s, %(date)s."
)
FOR_MACHINES: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("api.documentation", {}, "API", N_("spørg efter det, du skal bruge, og få JSON")),
    ("data.described", {}, "datapackage.json", N_("hver tabel og kolonne beskrevet (Data Package 2)")),
    ("data.catalogue", {"graph_format": "ttl"}, "dcat.ttl", N_("til datakataloger (DCAT-AP-DK 2.0.2)")),
    ("data.catalogue", {"graph_format": "jsonld"}, "dcat.jsonld", N_("det samme som JSON-LD")),
    ("data.for_learning", {}, "croissant.json", N_("til maskinlæring (Croissant 1.0)")),
    (
        "data.vocabularies",
        {"graph_format": "ttl"},
        "ordlister.ttl",
        N_("ordlisterne på dansk og engelsk (SKOS)"),
    ),
    ("data.citation", {}, "CITATION.cff", N_("sådan henviser man til data")),
    ("data.for_a_doi", {}, "datacite.json", N_("oplysninger til den, der vil give udgivelsen en DOI")),
)


@dataclass(frozen=True)
class DownloadCard:
    """A file with all tables."""

    title: str
    use: str
    url: str
    file: str


@dataclass(frozen=True)
class ColumnRow:
    """A column as the page explains it."""

    name: str
    title: str
    kind: str
    description: str
    options: str


@dataclass(frozen=True)
class TableCard:
    """A table with its columns, and where it is downloaded by itself."""

    name: str
    title: str
    description: str
    csv_url: str
    json_url: str
    columns: tuple[ColumnRow, ...]


@dataclass(frozen=True)
class DataPage:
    """All that the page shows. `chosen` says in words which part a search chose, or is empty."""

    release: str
    as_of: str
    licence: Link
    chosen: str
    downloads: tuple[DownloadCard, ...]
    tables: tuple[TableCard, ...]
    for_machines: tuple[tuple[Link, str], ...]
    citation: str


def make_data_page(holdings: Holdings, language: str) -> DataPage:
    """Gather the page for all data, or for what a search chose."""
    as_of = format_date(holdings.as_of, language)
    return DataPage(
        release=holdings.release_id,
        as_of=as_of,
        licence=Link(LICENCE.title, LICENCE.url),
        chosen=_chosen(holdings),
        downloads=tuple(_download_cards(holdings)),
        tables=tuple(_table_card(table, holdings, language) for table in TABLES),
        for_machines=tuple(
            (Link(name, url_for(endpoint, **arguments)), gettext(use))
            for endpoint, arguments, name, use in FOR_MACHINES
        ),
        citation=gettext(CITATION)
        % {"year": holdings.as_of[:4], "release": holdings.release_id, "date": as_of},
    )


def _chosen(holdings: Holdings) -> str:
    if holdings.chosen is None:
        return ""
    return ngettext(
        "Du henter %(num)s løsning, som søgningen viser, med dens erfaringer.",
        "Du henter de %(num)s løsninger, som søgningen viser, med deres erfaringer.",
        len(holdings.chosen),
    ) % {"num": len(holdings.chosen)}


def _searched(url: str, holdings: Holdings) -> str:
    return f"{url}?{holdings.query}" if holdings.query else url


def _download_cards(holdings: Holdings) -> list[DownloadCard]:
    return [
        DownloadCard(
            title=gettext(one.title),
            use=gettext(one.use),
            url=_searched(f"{url_for('data.index')}{one.file}", holdings),
            file=one.file,
        )
        for one in DOWNLOADS
    ]


def _table_card(table: Table, holdings: Holdings, language: str) -> TableCard:
    csv_url, json_url = (
        _searched(url_for("data.table", table_name=table.name, table_format=form), holdings)
        for form in ("csv", "jsonl")
    )
    return TableCard(
        name=table.name,
        title=title_of(table, language),
        description=description_of(table, language),
        csv_url=csv_url,
        json_url=json_url,
        columns=tuple(_column_row(column, language) for column in table.columns),
    )


def _column_row(column: Column, language: str) -> ColumnRow:
    return ColumnRow(
        name=column.name,
        title=title_of(column, language),
        kind=gettext(KINDS[column.kind]),
        description=description_of(column, language),
        options=", ".join(column.options),
    )
