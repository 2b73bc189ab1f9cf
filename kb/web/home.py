"""The first page."""

from flask import Blueprint, render_template

from kb.web.context import current_reader, current_release, municipality_options
from kb.web.home_page import make_home_page
from kb.web.i18n import current_language

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> str:
    """Show the first page."""
    page = make_home_page(current_release(), current_reader(), current_language())
    return render_template("home/index.html", page=page, municipalities=municipality_options())
