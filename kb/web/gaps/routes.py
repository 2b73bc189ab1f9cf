"""The map of what is known and not, and its twins."""

from flask import Blueprint, Response, render_template, request

from kb.web.caching import revalidated
from kb.web.context import current_release, current_voice
from kb.web.gaps.page import TYPE, GapsPage, columns, make_gaps_page, rows_data
from kb.web.twins import list_twin, twins_here

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/videnshuller/")
def index() -> Response:
    """Show which areas and gains are well covered, and which are not."""
    return revalidated(show)


@blueprint.get("/videnshuller.<any(json, csv):twin>")
def index_twin(twin: str) -> Response:
    """Hand out the map to machines, a row for each cell."""
    return revalidated(lambda: make_twin(twin))


def show() -> Response:
    """Make the page."""
    page = asked()
    twins = twins_here(**{TYPE: page.chosen})
    return Response(render_template("gaps/index.html", page=page, twins=twins))


def make_twin(twin: str) -> Response:
    """Make the twin of the map."""
    page = asked()
    return list_twin(twin, columns(), rows_data(page), municipality_type=page.chosen or None)


def asked() -> GapsPage:
    """Make the map as the address narrows it."""
    return make_gaps_page(current_release(), current_voice(), request.args.get(TYPE, ""))
