"""A decision brief: at most two printed pages of facts for a committee."""

from flask import Blueprint, Response, render_template, request

from kb.records.solution import Solution
from kb.web.appraisal.entry import Filled
from kb.web.appraisal.routes import read_filled, told_figures_of
from kb.web.brief.page import Brief, Imprint, brief_of
from kb.web.caching import revalidated
from kb.web.comparison.form import answer_names, kept, weight_names
from kb.web.comparison.page import Asked
from kb.web.context import (
    current_config,
    current_reader,
    current_release,
    current_voice,
    municipality_options,
    page_url,
)
from kb.web.lookup import find_solution
from kb.web.presenters.source import SourceBook
from kb.web.solutions.page import Material

blueprint = Blueprint("brief", __name__)


@blueprint.get("/loesninger/<solution_id>/beslutningsoplaeg/")
def show(solution_id: str) -> Response:
    """Show a brief for the reader's municipality, or without one."""
    return revalidated(lambda: show_brief(find_solution(solution_id)))


def show_brief(solution: Solution) -> Response:
    """Make the page of a brief."""
    filled = read_filled(told_figures_of(solution))
    carried = {**filled.kept, **answers_and_weights()}
    return Response(
        render_template(
            "brief/brief.html",
            page=make_brief(solution, filled, carried),
            carried=carried,
            municipalities=municipality_options(),
            is_unknown=bool(request.args.get("kommune")) and current_reader() is None,
        )
    )


def make_brief(solution: Solution, filled: Filled, carried: dict[str, str]) -> Brief:
    """Gather what the brief is made of."""
    release, reader, voice = current_release(), current_reader(), current_voice()
    material = Material(
        solution=solution,
        reports=release.catalogue.experiences_of(solution.id),
        adoption=release.adoption(solution.id),
        proof=release.proof(solution.id),
        voice=voice,
        book=SourceBook(voice),
        reader=reader,
        newest=release.newest(solution.id),
    )
    asked = None
    if reader:
        asked = Asked(
            solution, material.reports, reader, material.adoption, release.likeness, voice, request.args
        )
    return brief_of(material, asked, filled=filled, imprint=imprint_of(solution, carried))


def imprint_of(solution: Solution, carried: dict[str, str]) -> Imprint:
    """Tell which release a brief is from and where it stands; its address in print leaves own numbers out."""
    base = current_config().base_url or request.host_url.rstrip("/")
    return Imprint(
        release=current_release().id,
        checked=current_voice().date(solution.checked),
        address=base + page_url("brief.show", solution_id=solution.id),
        url=page_url("brief.show", solution_id=solution.id, **carried),
    )


def answers_and_weights() -> dict[str, str]:
    """Give what the reader answered and weighs on the page "Hos os?"."""
    names = (
        *answer_names(current_release().catalogue.factors),
        *weight_names(current_release().likeness.factors),
    )
    return {one.name: one.value for one in kept(request.args, names)}
