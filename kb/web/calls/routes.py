"""The calls for partners: all of them, and each with its twins for machines."""

from flask import Blueprint, Response, abort, render_template

from kb.export.places import CALLS
from kb.records.base import is_slug
from kb.records.call import Call, CallSchema
from kb.web.caching import revalidated
from kb.web.calls.page import call_page, calls_page
from kb.web.context import current_release, current_voice
from kb.web.data.asked import all_holdings
from kb.web.twins import record_twin, table_twin

blueprint = Blueprint("calls", __name__)


@blueprint.get("/efterlysninger/")
def index() -> Response:
    """Show all calls for partners."""
    return revalidated(show_all)


def show_all() -> Response:
    """Make the page of all calls."""
    page = calls_page(current_release().catalogue, current_voice())
    return Response(render_template("calls/index.html", page=page))


@blueprint.get("/efterlysninger.<any(json, csv):twin>")
def index_twin(twin: str) -> Response:
    """Hand out all calls to machines."""
    return revalidated(lambda: table_twin(twin, CALLS, all_holdings()))


@blueprint.get("/efterlysninger/<call_id>/")
def show(call_id: str) -> Response:
    """Show a call for partners."""
    return revalidated(lambda: show_call(call_id))


def show_call(call_id: str) -> Response:
    """Make the page of a call."""
    page = call_page(find_call(call_id), current_voice())
    return Response(render_template("calls/call.html", page=page))


@blueprint.get("/efterlysninger/<call_id>.<any(json, csv):twin>")
def show_twin(call_id: str, twin: str) -> Response:
    """Hand out a call to machines."""
    return revalidated(lambda: record_twin(twin, CallSchema(), find_call(call_id)))


def find_call(call_id: str) -> Call:
    """Find a call or end in 404."""
    found = current_release().catalogue.calls.get(call_id) if is_slug(call_id) else None
    return found or abort(404)
