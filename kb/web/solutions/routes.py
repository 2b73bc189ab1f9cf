"""A solution and its experience reports."""

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.records.experience import ExperienceSchema
from kb.records.solution import SolutionSchema
from kb.web.caching import revalidated
from kb.web.comparison.block import block_asking, block_of
from kb.web.comparison.page import Asked
from kb.web.context import (
    current_reader,
    current_release,
    current_voice,
    municipality_options,
    page_url,
)
from kb.web.lookup import find_experience, find_solution
from kb.web.presenters.source import SourceBook
from kb.web.solutions.experience import experience_page
from kb.web.solutions.page import Material, solution_page
from kb.web.twins import send_json

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
    documentation = None if report.withdrawn else current_release().documentation(report.ref)
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
    graded = (
        {} if report.withdrawn else {"documentation": current_release().documentation(report.ref).grade.value}
    )
    return send_json(ExperienceSchema(), report, url=request.path, **graded)
