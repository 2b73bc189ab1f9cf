"""The municipalities and what each has tried."""

from collections.abc import Iterator
from datetime import date

from flask import Blueprint, Response, abort, render_template

from kb.adoption import PlaceStage
from kb.export.places import MUNICIPALITIES
from kb.records.base import is_slug
from kb.records.municipality import Municipality, MunicipalitySchema
from kb.web.caching import revalidated
from kb.web.comparison.peers import peers_of
from kb.web.context import current_reader, current_release, current_voice
from kb.web.data.asked import all_holdings
from kb.web.municipalities.index import municipality_index
from kb.web.municipalities.page import municipality_page
from kb.web.twins import record_twin, table_twin

blueprint = Blueprint("municipalities", __name__)


@blueprint.get("/kommuner/")
def index() -> Response:
    """Show all municipalities."""
    return revalidated(show_all)


def show_all() -> Response:
    """Make the page of all municipalities."""
    voice = current_voice()
    page = municipality_index(voice, latest=latest_stages(), reader=current_reader())
    return Response(render_template("municipalities/index.html", page=page))


@blueprint.get("/kommuner.<any(json, csv):twin>")
def index_twin(twin: str) -> Response:
    """Hand out all municipalities to machines, each with how many reports there are from it."""
    return revalidated(lambda: table_twin(twin, MUNICIPALITIES, all_holdings(), reports=report_counts()))


def report_counts() -> dict[str, int]:
    """Count the reports from each municipality that there are any from."""
    refs = current_release().catalogue.refs_by_municipality
    return {municipality_id: len(found) for municipality_id, found in refs.items()}


@blueprint.get("/kommuner/<municipality_id>/")
def show(municipality_id: str) -> Response:
    """Show a municipality."""
    today = date.today().isoformat()  # noqa: DTZ011 - the reader's day, not a moment
    return revalidated(lambda: show_municipality(municipality_id, today), today)


def show_municipality(municipality_id: str, today: str) -> Response:
    """Make the page of a municipality; its region follows the day."""
    release, municipality = current_release(), find_municipality(municipality_id)
    voice = current_voice()
    page = municipality_page(
        municipality,
        voice=voice,
        adoption_of=release.adoption,
        peers=peers_of(
            municipality,
            voice=voice,
            likeness=release.likeness,
            adoption_of=release.adoption,
            proof_of=release.proof,
        ),
        today=today,
    )
    return Response(render_template("municipalities/municipality.html", page=page))


@blueprint.get("/kommuner/<municipality_id>.<any(json, csv):twin>")
def show_twin(municipality_id: str, twin: str) -> Response:
    """Hand out a municipality to machines, with the references of its experience reports."""
    municipality = find_municipality(municipality_id)
    refs = current_release().catalogue.refs_by_municipality.get(municipality_id, ())
    return revalidated(lambda: record_twin(twin, MunicipalitySchema(), municipality, experiences=list(refs)))


def find_municipality(municipality_id: str) -> Municipality:
    """Find a municipality or end in 404."""
    known = current_release().catalogue.municipalities
    return (known.get(municipality_id) if is_slug(municipality_id) else None) or abort(404)


def latest_stages() -> Iterator[PlaceStage]:
    """List how far every place has come with every solution."""
    release = current_release()
    for solution_id in release.catalogue.solutions:
        yield from release.adoption(solution_id).latest.values()
