"""Solutions side by side, and municipalities side by side on one solution, as pages and for machines."""

from flask import Blueprint, Response, render_template, request

from kb.records.solution import Solution
from kb.search.query import clean_text
from kb.web.caching import revalidated, unkept
from kb.web.context import current_bank, current_reader, current_release, current_voice
from kb.web.lookup import find_solution
from kb.web.side_by_side.choice import Choice, choose
from kb.web.side_by_side.page import ComparisonPage
from kb.web.side_by_side.places import MOST_PLACES, known_places, places_page
from kb.web.side_by_side.solutions import MOST_SOLUTIONS, query_for, related_to, solutions_page
from kb.web.side_by_side.table import columns, facts_data
from kb.web.twins import list_twin

blueprint = Blueprint("side_by_side", __name__)


@blueprint.get("/sammenlign/")
def solutions() -> Response:
    """Show solutions side by side."""
    return revalidated(show_solutions)


def show_solutions() -> Response:
    """Make the page of solutions, with a search for one to add."""
    choice, voice = chosen_solutions(), current_voice()
    text = clean_text(request.args.get("q", ""))
    results = current_bank().search(query_for(text, choice, voice), voice.language)
    found = [hit.solution_id for hit in results.hits]
    suggested = found if text else [*related_to(choice, voice), *found]
    page = solutions_page(
        current_release(), choice, voice=voice, text=text, suggested=dict.fromkeys(suggested)
    )
    response = Response(render_template("side_by_side/solutions.html", page=page))
    return unkept(response) if results.is_degraded else response


@blueprint.get("/sammenlign.<any(json, csv):twin>")
def solutions_twin(twin: str) -> Response:
    """Hand out solutions side by side to machines."""
    return revalidated(lambda: make_solutions_twin(twin))


def make_solutions_twin(twin: str) -> Response:
    """Make the twin of solutions."""
    page = solutions_page(current_release(), chosen_solutions(), voice=current_voice(), text="", suggested=())
    return make_twin(twin, page)


def chosen_solutions() -> Choice:
    """Read which solutions the address asks for."""
    known = current_release().catalogue.solutions
    return choose(request.args.getlist("loesning"), known, most=MOST_SOLUTIONS)


@blueprint.get("/loesninger/<solution_id>/kommuner/")
def places(solution_id: str) -> Response:
    """Show municipalities side by side on one solution."""
    return revalidated(lambda: show_places(find_solution(solution_id)))


def show_places(solution: Solution) -> Response:
    """Make the page of municipalities."""
    return Response(render_template("side_by_side/places.html", page=asked_places(solution)))


@blueprint.get("/loesninger/<solution_id>/kommuner.<any(json, csv):twin>")
def places_twin(solution_id: str, twin: str) -> Response:
    """Hand out municipalities side by side on one solution to machines."""
    return revalidated(lambda: make_twin(twin, asked_places(find_solution(solution_id))))


def asked_places(solution: Solution) -> ComparisonPage:
    """Compare the municipalities that the address asks for."""
    voice = current_voice()
    choice = choose(request.args.getlist("med"), known_places(voice, solution), most=MOST_PLACES)
    adoption = current_release().adoption(solution.id)
    return places_page(solution, choice, voice=voice, adoption=adoption, reader=current_reader())


def make_twin(twin: str, page: ComparisonPage) -> Response:
    """Write the facts of a page one by one."""
    sources = {source.anchor: source for source in page.sources}
    facts = facts_data(page.table, sources) if page.table else ()
    return list_twin(twin, columns(), facts, compared=[one.id for one in page.chosen])
