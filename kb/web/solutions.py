"""A solution and its experience reports."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.records.base import is_slug
from kb.records.experience import Experience, ExperienceSchema
from kb.records.solution import Solution, SolutionSchema
from kb.web.caching import revalidated
from kb.web.comparison_block import block_asking, block_of
from kb.web.comparison_page import Asked
from kb.web.context import current_reader, current_release, municipality_options, page_url
from kb.web.experience_page import experience_page
from kb.web.i18n import current_language
from kb.web.solution_page import Material, solution_page
from kb.web.source_view import SourceBook
from kb.web.twins import send_json
from kb.web.voice import Voice

blueprint = Blueprint("solutions", __name__)


@blueprint.get("/loesninger/")
def index() -> AnyResponse:
    """Lead to the search, which lists all solutions."""
    return redirect(page_url("search.index"), 301)


@blueprint.get("/loesninger/<solution_id>/")
def show(solution_id: str) -> Response:
    """Show a solution."""
    return revalidated(lambda: show_solution(solution_id))


def show_solution(solution_id: str) -> Response:
    """Make the page of a solution."""
    release, solution, voice = current_release(), find_solution(solution_id), current_voice()
    reports, adoption, reader = (
        release.catalogue.experiences_of(solution_id),
        release.adoption(solution_id),
        current_reader(),
    )
    material = Material(
        solution=solution,
        reports=reports,
        adoption=adoption,
        proof=release.proof(solution_id),
        voice=voice,
        book=SourceBook(voice, solution),
        reader=reader,
        newest=release.newest(solution_id),
    )
    if reader:
        asked = Asked(solution, reports, reader, adoption, release.likeness, voice, {})
        block = block_of(asked)
    else:
        block = block_asking(solution_id, municipality_options())
    return Response(render_template("solutions/solution.html", page=solution_page(material), hos=block))


@blueprint.get("/loesninger/<solution_id>/erfaringer/<experience_id>/")
def experience(solution_id: str, experience_id: str) -> Response:
    """Show an experience report."""
    return revalidated(lambda: show_experience(solution_id, experience_id))


def show_experience(solution_id: str, experience_id: str) -> Response:
    """Make the page of an experience report."""
    solution, report = find_solution(solution_id), find_experience(solution_id, experience_id)
    documentation = current_release().documentation(report.ref)
    page = experience_page(report, solution, documentation=documentation, voice=current_voice())
    return Response(render_template("solutions/experience.html", page=page))


@blueprint.get("/loesninger/<solution_id>.json")
def show_json(solution_id: str) -> Response:
    """Hand out a solution as JSON, with its text and the addresses of its reports."""
    solution = find_solution(solution_id)
    reports = [
        page_url("solutions.experience_json", solution_id=solution_id, experience_id=ref.partition("/")[2])
        for ref in current_release().catalogue.refs_by_solution.get(solution_id, ())
    ]
    prose = solution.prose.markdown if solution.prose else None
    grade = current_release().proof(solution_id).grade.value
    return send_json(
        SolutionSchema(), solution, url=request.path, grade=grade, prose=prose, experiences=reports
    )


@blueprint.get("/loesninger/<solution_id>/erfaringer/<experience_id>.json")
def experience_json(solution_id: str, experience_id: str) -> Response:
    """Hand out an experience report as JSON."""
    report = find_experience(solution_id, experience_id)
    documentation = current_release().documentation(report.ref).grade.value
    return send_json(ExperienceSchema(), report, url=request.path, documentation=documentation)


def current_voice() -> Voice:
    """Give the catalogue of the current release in the language of the page."""
    return Voice(current_release().catalogue, current_language())


def find_solution(solution_id: str) -> Solution:
    """Find a solution or end in 404."""
    found = current_release().catalogue.solutions.get(solution_id) if is_slug(solution_id) else None
    return found or abort(404)


def find_experience(solution_id: str, experience_id: str) -> Experience:
    """Find an experience report or end in 404."""
    is_ref = is_slug(solution_id) and is_slug(experience_id)
    ref = f"{solution_id}/{experience_id}"
    found = current_release().catalogue.experiences.get(ref) if is_ref else None
    return found or abort(404)
