"""The first page."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from kb.web.caching import revalidated
from kb.web.context import current_reader, current_release, municipality_options
from kb.web.home.page import HomeContent, make_home_content, make_home_page
from kb.web.i18n import LANGUAGES, current_language
from kb.web.once import once_a_release

if TYPE_CHECKING:
    from kb.release.opening import Release

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    """Show the first page."""
    return revalidated(show_page)


def show_page() -> Response:
    """Make the first page."""
    release, language = current_release(), current_language()
    page = make_home_page(release, content_of(release, language), current_reader(), language)
    return Response(render_template("home/index.html", page=page, municipalities=municipality_options()))


@once_a_release(len(LANGUAGES))
def content_of(release: "Release", language: str) -> HomeContent:
    """Gather what is the same for every reader."""
    return make_home_content(release, language)
