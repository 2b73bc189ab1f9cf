"""Open data: the page that tells of them, the files, and what they mean to machines."""

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, render_template

from kb.export.citation import citation_file, datacite
from kb.export.datapackage import datapackage
from kb.export.downloads import DOWNLOADS, Download
from kb.export.formats.text import csv_lines, json_lines
from kb.export.package import package_pieces, pretty
from kb.export.schema_org import croissant, dataset
from kb.export.tables import BY_NAME, TABLES
from kb.web.caching import revalidated
from kb.web.context import current_config, current_release
from kb.web.data.asked import exported
from kb.web.data.keeping import digest_of_pieces, kept_file, made
from kb.web.data.page import make_data_page
from kb.web.data.sending import send_file
from kb.web.i18n import current_language

blueprint = Blueprint("data", __name__, url_prefix="/data")
JSON = "application/json"
PACKAGE, WORKBOOK, DATABASE = DOWNLOADS
LINES = {"csv": (csv_lines, "text/csv"), "jsonl": (json_lines, "application/jsonl")}


@blueprint.get("/")
def index() -> Response:
    """Tell which data there are, what they may be used for, and what each column means."""
    return revalidated(show)


def show() -> Response:
    """Make the page."""
    holdings = exported()
    page, linked = make_data_page(holdings, current_language()), dataset(holdings)
    return Response(render_template("data/index.html", page=page, linked=linked))


@blueprint.get("/efterproevet.zip")
def package() -> Response:
    """Send all tables as a data package."""
    return send_all(PACKAGE)


@blueprint.get("/efterproevet.xlsx")
def workbook() -> Response:
    """Send all tables as a workbook."""
    return send_all(WORKBOOK)


@blueprint.get("/efterproevet.sqlite")
def database() -> Response:
    """Send all tables as a database."""
    return send_all(DATABASE)


def send_all(download: Download) -> Response:
    """Send all tables as one file: the one that is kept, or what a search shows, made for who asks."""
    return send_file(lambda: _whole(download), download.media_type, download.file)


def _whole(download: Download) -> Iterator[bytes]:
    holdings = exported()
    if holdings.chosen is None:
        return kept_file(current_release(), current_config(), download).pieces()
    return package_pieces(TABLES, holdings) if download is PACKAGE else made(holdings, download).pieces()


@blueprint.get("/<table_name>.<any(csv, jsonl):table_format>")
def table(table_name: str, table_format: str) -> Response:
    """Send one table."""
    if table_name not in BY_NAME:
        abort(404)
    lines, media_type = LINES[table_format]
    make = partial(lines, BY_NAME[table_name])
    return send_file(lambda: make(exported()), media_type, f"{table_name}.{table_format}")


@blueprint.get("/datapackage.json")
def described() -> Response:
    """Describe the tables as a data package."""
    return send_file(lambda: [pretty(datapackage(TABLES, exported()))], JSON)


@blueprint.get("/dcat.<any(ttl, jsonld):graph_format>")
def catalogue(graph_format: str) -> Response:
    """Describe the bank to catalogues of data."""
    from kb.export.dcat import dcat

    return send_file(lambda: [_graph(dcat(exported()), graph_format)], GRAPHS[graph_format][1])


@blueprint.get("/ordlister.<any(ttl, jsonld):graph_format>")
def vocabularies(graph_format: str) -> Response:
    """Give the vocabularies as SKOS."""
    from kb.export.vocabularies import skos

    return send_file(lambda: [_graph(skos(exported()), graph_format)], GRAPHS[graph_format][1])


GRAPHS = {"ttl": ("turtle", "text/turtle"), "jsonld": ("json-ld", "application/ld+json")}


def _graph(graph: Any, form: str) -> str:
    text: str = graph.serialize(format=GRAPHS[form][0])
    return text


@blueprint.get("/croissant.json")
def for_learning() -> Response:
    """Describe the package to programs that learn from data."""
    return send_file(_croissant, "application/ld+json")


def _croissant() -> list[str]:
    holdings = exported()
    if holdings.chosen is None:
        digest = kept_file(current_release(), current_config(), PACKAGE).sha256
    else:
        digest = digest_of_pieces(package_pieces(TABLES, holdings))
    return [pretty(croissant(TABLES, holdings, digest))]


@blueprint.get("/CITATION.cff")
def citation() -> Response:
    """Tell how the data are cited."""
    return send_file(lambda: [citation_file(exported())], "text/yaml")


@blueprint.get("/datacite.json")
def for_a_doi() -> Response:
    """Give what is asked for when a release gets a DOI."""
    return send_file(lambda: [json.dumps(datacite(exported()), ensure_ascii=False, indent=2)], JSON)
