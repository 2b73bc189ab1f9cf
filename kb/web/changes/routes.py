"""How the grades have changed: as a page, a feed and JSON."""

import json

from flask import Blueprint, Response, abort, render_template, request

from kb.web.caching import revalidated
from kb.web.changes.feed import as_data, write_feed
from kb.web.changes.page import make_changes_page
from kb.web.changes.wanted import Wanted, wanted_of
from kb.web.context import current_config, current_release, current_voice
from kb.web.i18n import current_language

blueprint = Blueprint("changes", __name__)


@blueprint.get("/aendringer/")
def index() -> Response:
    """Show how the grades have changed."""
    return revalidated(lambda: Response(show_changes()), state_of_list())


def show_changes() -> str:
    """Make the page of changes."""
    page = make_changes_page(current_release(), asked(), current_language())
    return render_template("changes/index.html", page=page)


@blueprint.get("/aendringer.atom")
def feed() -> Response:
    """Hand out the newest changes as an Atom feed."""
    return revalidated(lambda: Response(make_feed(), mimetype="application/atom+xml"), state_of_list())


def make_feed() -> bytes:
    """Make the feed; a feed that cannot be made now is asked for again later."""
    release, config = current_release(), current_config()
    if not release.events.heading.begins:
        abort(503)
    return write_feed(
        release, asked(), language=current_language(), base=config.base_url, author=config.operator_name
    )


@blueprint.get("/aendringer.json")
def as_json() -> Response:
    """Hand out all changes as JSON."""
    return revalidated(lambda: Response(make_json(), mimetype="application/json"), state_of_list())


def make_json() -> str:
    """Make the JSON of all changes."""
    data = as_data(current_release(), asked(), current_language(), current_config().base_url)
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def asked() -> Wanted:
    """Read what the address asks for."""
    return wanted_of(request.args.get("omraade", ""), request.args.get("side", ""), current_voice())


def state_of_list() -> str:
    """Tell one state of the list from another; the same release may be built again with more of the past."""
    log = current_release().events
    return f"{log.heading.reach} {log.heading.begins} {len(log.changes)}"
