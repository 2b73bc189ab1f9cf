"""The map of what is known and not, and its table."""

from flask import Blueprint, Response, render_template, request

from kb.web.caching import revalidated
from kb.web.context import current_release, current_voice
from kb.web.gaps.page import GRADES, TYPE, GapsPage, address, as_rows, make_gaps_page
from kb.web.i18n import gettext
from kb.web.tables import write_csv

blueprint = Blueprint("gaps", __name__)


@blueprint.get("/videnshuller/")
def index() -> Response:
    """Show which areas and gains are well covered, and which are not."""
    return revalidated(show)


@blueprint.get("/videnshuller.csv")
def as_csv() -> Response:
    """Give the map as a table."""
    return revalidated(table)


def show() -> Response:
    """Make the page."""
    page = asked()
    return Response(render_template("gaps/index.html", page=page, csv=address(page, "gaps.as_csv")))


def table() -> Response:
    """Make the table."""
    heads = (gettext("område"), gettext("gevinst"), gettext("løsninger"), *(one.upper() for one in GRADES))
    response = Response(write_csv(heads, as_rows(asked())), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="videnshuller.csv"'
    return response


def asked() -> GapsPage:
    """Make the map as the address narrows it."""
    return make_gaps_page(current_release(), current_voice(), request.args.get(TYPE, ""))
