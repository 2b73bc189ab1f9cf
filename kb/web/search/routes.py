"""The search page and its twins for machines."""

from flask import Blueprint, Response, jsonify, render_template, request

from kb.search.query import SearchQuery, parse_query
from kb.search.results import SearchResults
from kb.web.caching import revalidated, unkept
from kb.web.context import (
    current_bank,
    current_config,
    current_reader,
    current_release,
    municipality_options,
)
from kb.web.i18n import current_language
from kb.web.search.data import as_data, columns, every_row
from kb.web.search.page import make_search_page
from kb.web.search.suggested import suggestions_data, suggestions_page
from kb.web.twins import list_twin

blueprint = Blueprint("search", __name__)


@blueprint.get("/soeg/")
def index() -> Response:
    """Show what a search finds."""
    return revalidated(show_page)


@blueprint.get("/soeg.json")
def as_json() -> Response:
    """Give what a search finds as JSON."""
    return revalidated(show_data)


@blueprint.get("/soeg.csv")
def as_csv() -> Response:
    """Give everything that a search finds as CSV."""
    return revalidated(show_table)


@blueprint.get("/soeg/forslag/")
def suggestions() -> Response:
    """List the words that a search can begin with."""
    return revalidated(show_suggestions)


@blueprint.get("/soeg/forslag.json")
def suggestions_json() -> Response:
    """Give the words that begin with some letters as JSON, for the search field."""
    return revalidated(lambda: jsonify(suggestions_data(current_release(), typed(), current_language())))


def show_suggestions() -> Response:
    """Make the page of words."""
    page = suggestions_page(current_release(), typed(), current_language())
    return Response(render_template("search/suggestions.html", page=page))


def typed() -> str:
    """Read the first letters that the reader has typed."""
    return request.args.get("q", "")


def show_page() -> Response:
    """Make the page of a search."""
    results = find()
    page = make_search_page(current_release(), results, current_reader(), current_language())
    html = render_template("search/index.html", page=page, municipalities=municipality_options())
    return marked(Response(html), results)


def show_data() -> Response:
    """Make the JSON of a search."""
    results = find()
    data = as_data(current_release(), results, current_language(), current_config().base_url)
    return marked(jsonify(data), results)


def show_table() -> Response:
    """Make the CSV of a search."""
    rows = every_row(current_release(), asked(), current_language(), current_config().base_url)
    return list_twin("csv", columns(), rows)


def asked() -> SearchQuery:
    """Read what the reader asks for."""
    return parse_query(request.args.items(multi=True))


def find() -> SearchResults:
    """Search the bank."""
    return current_bank().search(asked(), current_language())


def marked(response: Response, results: SearchResults) -> Response:
    """See to it that an answer made without the index is not kept."""
    return unkept(response) if results.is_degraded else response
