"""The versions of a solution and of a report."""

from flask import Blueprint, Response, render_template, request

from kb.records.experience import ExperienceSchema
from kb.records.solution import SolutionSchema
from kb.web.caching import revalidated
from kb.web.context import current_config, current_release, page_url
from kb.web.history.page import Subject, make_history_page
from kb.web.i18n import current_language
from kb.web.lookup import find_experience, find_solution
from kb.web.texts import title_of, who_of

blueprint = Blueprint("history", __name__, url_prefix="/loesninger")


@blueprint.get("/<solution_id>/historie/")
def solution(solution_id: str) -> Response:
    """Show the versions of a solution."""
    found, language = find_solution(solution_id), current_language()
    title, url = title_of(found, language).text, page_url("solutions.show", solution_id=solution_id)
    path = f"solutions/{solution_id}/solution.yaml"
    return _show(Subject(path, SolutionSchema(), title, url))


@blueprint.get("/<solution_id>/erfaringer/<experience_id>/historie/")
def experience(solution_id: str, experience_id: str) -> Response:
    """Show the versions of an experience report."""
    report, language = find_experience(solution_id, experience_id), current_language()
    title = report.title or who_of(current_release().catalogue, report, language)
    url = page_url("solutions.experience", solution_id=solution_id, experience_id=experience_id)
    path = f"solutions/{solution_id}/experiences/{experience_id}.yaml"
    return _show(Subject(path, ExperienceSchema(), title, url))


def _show(subject: Subject) -> Response:
    def make() -> Response:
        wanted = request.args.get("udgave", "")[:64]
        page = make_history_page(current_config().content_dir, subject, wanted, current_language())
        return Response(render_template("history/index.html", page=page))

    return revalidated(make)
