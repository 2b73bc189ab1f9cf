"""The first page."""

from flask import Blueprint, Response, current_app, render_template

from kb.web.caching import revalidated
from kb.web.context import current_reader, current_release, municipality_options
from kb.web.home.page import HomeContent, make_home_content, make_home_page
from kb.web.i18n import current_language

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def index() -> Response:
    """Show the first page."""
    return revalidated(show_page)


def show_page() -> Response:
    """Make the first page."""
    page = make_home_page(current_release(), kept_content(), current_reader(), current_language())
    return Response(render_template("home/index.html", page=page, municipalities=municipality_options()))


def kept_content() -> HomeContent:
    """Give what is the same for every reader, worked out once for a release and a language."""
    release, language = current_release(), current_language()
    if release.is_damaged:
        return make_home_content(release, language)
    kept: dict[str, tuple[str, HomeContent]] = current_app.extensions.setdefault("home", {})
    made_for, content = kept.get(language, ("", None))
    if content is None or made_for != release.id:
        content = make_home_content(release, language)
        kept[language] = (release.id, content)
    return content
