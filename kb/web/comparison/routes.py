"""Might it work in my municipality: "Hos os?"."""

from flask import Blueprint, Response, render_template, request

from kb.records.municipality import Municipality
from kb.records.solution import Solution
from kb.web.caching import revalidated
from kb.web.comparison.form import WEIGHT_SET, answer_names, kept, weight_names
from kb.web.comparison.nearest import SetLink, sets_for
from kb.web.comparison.page import Asked, comparison_page
from kb.web.context import current_reader, current_release, current_voice, municipality_options, page_url
from kb.web.i18n import gettext
from kb.web.lookup import find_solution
from kb.web.texts import title_of
from kb.web.voice import Voice

blueprint = Blueprint("comparison", __name__)


@blueprint.get("/loesninger/<solution_id>/hos-os/")
def show(solution_id: str) -> Response:
    """Compare the reader's municipality with those that tried a solution."""
    return revalidated(lambda: show_comparison(solution_id))


def show_comparison(solution_id: str) -> Response:
    """Make the page, or ask which municipality it is about."""
    solution, reader = find_solution(solution_id), current_reader()
    return compare_for(reader, solution) if reader else ask_municipality(solution)


def ask_municipality(solution: Solution) -> Response:
    """Ask for the reader's municipality; what was asked for and does not exist is said."""
    return Response(
        render_template(
            "comparison/ask.html",
            solution=solution.id,
            title=title_of(solution, current_voice().language),
            municipalities=municipality_options(),
            is_unknown=bool(request.args.get("kommune")),
        )
    )


def compare_for(reader: Municipality, solution: Solution) -> Response:
    """Make the page for one municipality."""
    release, voice = current_release(), current_voice()
    asked = Asked(
        solution=solution,
        reports=release.catalogue.experiences_of(solution.id),
        municipality=reader,
        adoption=release.adoption(solution.id),
        likeness=release.likeness,
        voice=voice,
        args=request.args,
    )
    page = comparison_page(asked, set_links(solution, voice))
    return Response(render_template("comparison/index.html", page=page))


def set_links(solution: Solution, voice: Voice) -> tuple[SetLink, ...]:
    """List the weights one can look with: the default ones, and the sets meant for the solution's areas."""
    catalogue, chosen = current_release().catalogue, request.args.get(WEIGHT_SET, "")
    answers = {one.name: one.value for one in kept(request.args, answer_names(catalogue.factors))}
    has_own = len(kept(request.args, weight_names(catalogue.factors))) > bool(chosen)

    def link(text: str, set_id: str, reason: str) -> SetLink:
        extra = {WEIGHT_SET: set_id} if set_id else {}
        url = page_url("comparison.show", solution_id=solution.id, _anchor="naermest", **answers, **extra)
        return SetLink(text, url, reason, chosen == set_id and not has_own)

    found = sets_for(solution.areas, voice)
    is_danish = voice.language == "da"
    named = tuple(
        link(one.da if is_danish else one.en, one.id, (one.reason_da if is_danish else one.reason_en) or "")
        for one in found
    )
    return (link(gettext("Standardvægte"), "", ""), *named) if named else ()
