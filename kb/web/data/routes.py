"""Open data: the page that tells of them, the files, and what they mean to machines."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, render_template

from kb.export.citation import citation_file, datacite
from kb.export.datapackage import datapackage
from kb.export.formats.text import csv_lines, json_lines
from kb.export.holdings import Holdings
from kb.export.package import package_pieces, pretty
from kb.export.schema_org import croissant
from kb.export.tables import BY_NAME, TABLES
from kb.web.caching import revalidated
from kb.web.data.asked import exported
from kb.web.data.page import make_data_page
from kb.web.data.sending import made_aside, send_file
from kb.web.i18n import current_language

blueprint = Blueprint("data", __name__, url_prefix="/data")
JSON = "application/json"
LINES = {"csv": (csv_lines, "text/csv"), "jsonl": (json_lines, "application/jsonl")}


@blueprint.get("/")
def index() -> Response:
    """Tell which data there are, what they may be used for, and what each column means."""
    return revalidated(
        lambda: Response(
            render_template("data/index.html", page=make_data_page(exported(), current_language()))
        )
    )


@blueprint.get("/efterproevet.zip")
def package() -> Response:
    """Send all tables as a data package."""
    return send_file(lambda: package_pieces(TABLES, exported()), "application/zip", "efterproevet.zip")


@blueprint.get("/efterproevet.xlsx")
def workbook() -> Response:
    """Send all tables as a workbook."""
    from kb.export.formats.workbook import write_workbook

    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return send_file(lambda: _aside(write_workbook, exported()), kind, "efterproevet.xlsx")


@blueprint.get("/efterproevet.sqlite")
def database() -> Response:
    """Send all tables as a database."""
    from kb.export.formats.database import write_sqlite

    return send_file(
        lambda: _aside(write_sqlite, exported()), "application/vnd.sqlite3", "efterproevet.sqlite"
    )


def _aside(write: Callable[[Path, Any, Holdings], None], holdings: Holdings) -> Any:
    return made_aside(lambda path: write(path, TABLES, holdings))


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
    return [pretty(croissant(TABLES, holdings, b"".join(package_pieces(TABLES, holdings))))]


@blueprint.get("/CITATION.cff")
def citation() -> Response:
    """Tell how the data are cited."""
    return send_file(lambda: [citation_file(exported())], "text/yaml")


@blueprint.get("/datacite.json")
def for_a_doi() -> Response:
    """Give what is asked for when a release gets a DOI."""
    return send_file(lambda: [json.dumps(datacite(exported()), ensure_ascii=False, indent=2)], JSON)
