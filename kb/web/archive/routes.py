"""What a copy of the site without a server shows instead of what needs one."""

from flask import Blueprint, Flask, render_template

from kb.web.archive.page import areas_of
from kb.web.context import current_config, current_release, current_voice

blueprint = Blueprint("archive", __name__)


def become_archive(app: Flask) -> None:
    """Let a new application make the pages of a copy: searching is another page there."""
    app.register_blueprint(blueprint)
    app.view_functions["search.index"] = search


@blueprint.get("/arkiv/")
def index() -> str:
    """Explain what a copy is, what it cannot do, and whom to ask."""
    config, release = current_config(), current_release()
    return render_template(
        "archive/index.html",
        operator=config.operator_name,
        mail=config.operator_email,
        address=config.base_url,
        day=current_voice().date(release.catalogue.as_of),
        release=release.id,
    )


def search() -> str:
    """List all solutions by area, with a field to search in for browsers that run its script."""
    return render_template("archive/search.html", areas=areas_of(current_release(), current_voice()))
