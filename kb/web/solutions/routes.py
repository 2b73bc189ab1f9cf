"""A solution and its experience reports."""

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from kb.records.experience import Experience, ExperienceSchema
from kb.records.solution import Solution, SolutionSchema
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
from kb.web.solutions.linked import linked_report, linked_solution
from kb.web.solutions.page import Material, solution_page
from kb.web.twins import record_twin

blueprint = Blueprint("solutions", __name__)


@blueprint.get("/loesninger/")
def index() -> AnyResponse:
    """Lead to the search, which lists all solutions."""
    return redirect(page_url("search.index"), 301)


@blueprint.get("/loesninger.<any(json, csv):twin>")
def index_twin(twin: str) -> AnyResponse:
    """Lead to the twin of the search."""
    return redirect(page_url(f"search.as_{twin}"), 301)


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
    page = solution_page(material)
    linked = linked_solution(page, solution)
    return Response(render_template("solutions/solution.html", page=page, hos=block, linked=linked))


@blueprint.get("/loesninger/<solution_id>/erfaringer/<experience_id>/")
def experience(solution_id: str, experience_id: str) -> Response:
    """Show an experience report."""
    return revalidated(lambda: show_experience(solution_id, experience_id))


def show_experience(solution_id: str, experience_id: str) -> Response:
    """Make the page of an experience report."""
    solution, report = find_solution(solution_id), find_experience(solution_id, experience_id)
    documentation = None if report.withdrawn else current_release().documentation(report.ref)
    page = experience_page(report, solution, documentation=documentation, voice=current_voice())
    linked = linked_report(page, report)
    return Response(render_template("solutions/experience.html", page=page, linked=linked))


@blueprint.get("/loesninger/<solution_id>.<any(json, csv):twin>")
def show_twin(solution_id: str, twin: str) -> Response:
    """Hand out a solution to machines."""
    return revalidated(lambda: solution_twin(find_solution(solution_id), twin))


def solution_twin(solution: Solution, twin: str) -> Response:
    """Make the twin of a solution, with its text and the addresses of its reports."""
    release, as_json = current_release(), {"solution_id": solution.id, "twin": "json"}
    refs = release.catalogue.refs_by_solution.get(solution.id, ())
    return record_twin(
        twin,
        SolutionSchema(),
        solution,
        grade=release.proof(solution.id).grade.value,
        prose=solution.prose.markdown if solution.prose else None,
        experiences=[
            page_url("solutions.experience_twin", **as_json, experience_id=ref.partition("/")[2])
            for ref in refs
        ],
    )


@blueprint.get("/loesninger/<solution_id>/erfaringer/<experience_id>.<any(json, csv):twin>")
def experience_twin(solution_id: str, experience_id: str, twin: str) -> Response:
    """Hand out an experience report to machines."""
    return revalidated(lambda: report_twin(find_experience(solution_id, experience_id), twin))


def report_twin(report: Experience, twin: str) -> Response:
    """Make the twin of a report, with its grade where it is not withdrawn."""
    graded = (
        {} if report.withdrawn else {"documentation": current_release().documentation(report.ref).grade.value}
    )
    return record_twin(twin, ExperienceSchema(), report, **graded)
