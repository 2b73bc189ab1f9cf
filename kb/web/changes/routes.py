"""How the grades have changed: as a page and for machines; and feeds of all that is new."""

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from kb.search.query import parse_query
from kb.web.caching import revalidated
from kb.web.changes.data import COLUMNS, about_data, changes_data
from kb.web.changes.feed import ATOM_TYPE, JSON_TYPE, Feed, as_json_feed, make_feed, write_atom
from kb.web.changes.page import make_changes_page
from kb.web.changes.scope import Kind, Scope, scope_of, search_scope
from kb.web.changes.wanted import Wanted, wanted_of
from kb.web.context import current_config, current_release, current_voice
from kb.web.i18n import current_language
from kb.web.twins import list_twin

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
    """Hand out what is new, or what is new in an area, as an Atom feed."""
    return send_atom(area_scope)


@blueprint.get("/aendringer.feed.json")
def json_feed() -> Response:
    """Hand out what is new, or what is new in an area, as a JSON Feed."""
    return send_json_feed(area_scope)


@blueprint.get("/loesninger/<solution_id>.atom")
def solution_feed(solution_id: str) -> Response:
    """Hand out what is new about a solution as an Atom feed."""
    return send_atom(lambda: known_scope(Kind.SOLUTION, solution_id))


@blueprint.get("/loesninger/<solution_id>.feed.json")
def solution_json_feed(solution_id: str) -> Response:
    """Hand out what is new about a solution as a JSON Feed."""
    return send_json_feed(lambda: known_scope(Kind.SOLUTION, solution_id))


@blueprint.get("/kommuner/<municipality_id>.atom")
def municipality_feed(municipality_id: str) -> Response:
    """Hand out what is new from a municipality as an Atom feed."""
    return send_atom(lambda: known_scope(Kind.MUNICIPALITY, municipality_id))


@blueprint.get("/kommuner/<municipality_id>.feed.json")
def municipality_json_feed(municipality_id: str) -> Response:
    """Hand out what is new from a municipality as a JSON Feed."""
    return send_json_feed(lambda: known_scope(Kind.MUNICIPALITY, municipality_id))


@blueprint.get("/soeg.atom")
def search_feed() -> Response:
    """Hand out what is new about what a search finds as an Atom feed."""
    return send_atom(searched_scope)


@blueprint.get("/soeg.feed.json")
def search_json_feed() -> Response:
    """Hand out what is new about what a search finds as a JSON Feed."""
    return send_json_feed(searched_scope)


def area_scope() -> Scope:
    """Read which area the address asks for; an unknown one is left out."""
    area = asked().area
    return Scope(Kind.AREA, area) if area else Scope()


def known_scope(kind: Kind, record_id: str) -> Scope:
    """Find the record that is followed or end in 404."""
    return scope_of(Scope(kind, record_id).key, current_release().catalogue) or abort(404)


def searched_scope() -> Scope:
    """Read which search the address asks for."""
    return search_scope(parse_query(request.args.items(multi=True)))


def send_atom(find: Callable[[], Scope]) -> Response:
    """Hand out an Atom feed."""
    return revalidated(lambda: Response(write_atom(feed_of(find())), mimetype=ATOM_TYPE), state_of_list())


def send_json_feed(find: Callable[[], Scope]) -> Response:
    """Hand out a JSON Feed."""
    return revalidated(
        lambda: Response(as_text(as_json_feed(feed_of(find()))), mimetype=JSON_TYPE), state_of_list()
    )


def feed_of(scope: Scope) -> Feed:
    """Make a feed; one that cannot be made now is asked for again later."""
    release, config = current_release(), current_config()
    if not release.events.heading.begins:
        abort(503)
    return make_feed(release, scope, current_voice(), base=config.public_url, author=config.operator_name)


@blueprint.get("/aendringer.<any(json, csv):twin>")
def index_twin(twin: str) -> Response:
    """Hand out all changes to machines."""
    return revalidated(lambda: make_twin(twin), state_of_list())


def make_twin(twin: str) -> Response:
    """Make the twin of all changes, or of those in an area."""
    release, wanted, voice = current_release(), asked(), current_voice()
    changes = changes_data(release, wanted, voice, current_config().base_url)
    return list_twin(twin, COLUMNS, changes, called="changes", **about_data(release, wanted, voice))


def as_text(data: dict[str, Any]) -> str:
    """Write plain data as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def asked() -> Wanted:
    """Read what the address asks for."""
    return wanted_of(request.args.get("omraade", ""), request.args.get("side", ""), current_voice())


def state_of_list() -> str:
    """Tell one state of the list from another; the same release may be built again with more of the past."""
    log = current_release().events
    return f"{log.heading.reach} {log.heading.begins} {len(log.changes)}"
