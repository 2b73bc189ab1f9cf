"""A solution or a report as reference managers take it."""

import json
from collections.abc import Callable

from flask import Blueprint, Response, abort

from kb.export.reference_formats import Work, bibtex, csl, ris
from kb.web.caching import revalidated
from kb.web.citing.work import read_on, work_of
from kb.web.lookup import find_experience, find_solution

blueprint = Blueprint("citing", __name__, url_prefix="/loesninger")
FORMATS: dict[str, tuple[Callable[[Work], str], str]] = {
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
    "csl": (lambda work: json.dumps(csl(work), ensure_ascii=False, indent=2), "application/json"),
}


@blueprint.get("/<solution_id>.<any(bib, ris, csl):citation_format>")
def solution(solution_id: str, citation_format: str) -> Response:
    """Cite a solution."""
    return _send(lambda: work_of(find_solution(solution_id)), citation_format)


@blueprint.get("/<solution_id>/erfaringer/<experience_id>.<any(bib, ris, csl):citation_format>")
def experience(solution_id: str, experience_id: str, citation_format: str) -> Response:
    """Cite an experience report."""
    return _send(
        lambda: work_of(find_solution(solution_id), find_experience(solution_id, experience_id)),
        citation_format,
    )


def _send(find: Callable[[], Work], citation_format: str) -> Response:
    if citation_format not in FORMATS:
        abort(404)
    write, media_type = FORMATS[citation_format]

    def make() -> Response:
        work = find()
        response = Response(write(work), mimetype=media_type)
        name = f"{work.key}.{'json' if citation_format == 'csl' else citation_format}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    return revalidated(make, read_on())
