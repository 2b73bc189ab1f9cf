"""A solution's business case, worked out with the reader's own numbers."""

from collections.abc import Iterator

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.appraisal.outlook import Appraisal, appraise
from kb.appraisal.present_value import discount_factors
from kb.records.solution import Solution
from kb.web.appraisal.entry import Filled, read_case
from kb.web.appraisal.page import appraisal_page, told_by_ref
from kb.web.appraisal.told import Told
from kb.web.caching import revalidated
from kb.web.context import current_release, current_voice, page_url
from kb.web.i18n import current_language, gettext
from kb.web.lookup import find_solution
from kb.web.tables import Cell, write_csv
from kb.web.typed_numbers import precise, whole

blueprint = Blueprint("appraisal", __name__)


@blueprint.get("/loesninger/<solution_id>/beregn/")
def show(solution_id: str) -> AnyResponse:
    """Show a case; one case has one address, so a form's empty fields are taken out of it."""
    solution = find_solution(solution_id)
    told = told_figures_of(solution)
    filled = read_filled(told)
    if asked() != dict(filled.kept):
        return redirect(page_url("appraisal.show", solution_id=solution_id, **filled.kept))
    return revalidated(lambda: show_case(solution, told, filled))


def show_case(solution: Solution, told: dict[str, Told], filled: Filled) -> Response:
    """Make the page of a case."""
    page = appraisal_page(solution, told, filled=filled, voice=current_voice())
    return Response(render_template("appraisal/case.html", page=page))


@blueprint.get("/loesninger/<solution_id>/beregn.csv")
def as_csv(solution_id: str) -> AnyResponse:
    """Give the cash line as CSV; a case that cannot be worked out leads to the page that says why."""
    filled = read_filled(told_figures_of(find_solution(solution_id)))
    appraisal = appraise(filled.case)
    if filled.errors or any(outlook.cash is None for outlook in appraisal.ends):
        return redirect(page_url("appraisal.show", solution_id=solution_id, **filled.kept))
    return revalidated(lambda: show_table(solution_id, appraisal))


def show_table(solution_id: str, appraisal: Appraisal) -> Response:
    """Make the CSV of a cash line."""
    response = Response(write_csv(csv_header(), csv_rows(appraisal)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="efterproevet-{solution_id}.csv"'
    return response


def csv_header() -> tuple[str, ...]:
    """Name the columns; all amounts are whole kroner."""
    return (
        gettext("år"),
        gettext("resultat lavt"),
        gettext("resultat sandsynligt"),
        gettext("resultat højt"),
        gettext("lagt sammen lavt"),
        gettext("lagt sammen sandsynligt"),
        gettext("lagt sammen højt"),
        gettext("faktor"),
        gettext("tilskud sandsynligt"),
    )


def csv_rows(appraisal: Appraisal) -> Iterator[tuple[Cell, ...]]:
    """Write one row a year; the grants stand apart."""
    likely = appraisal.likely
    for year, factor in enumerate(discount_factors(appraisal.case)):
        cash = [int(whole(outlook.cash[year])) for outlook in appraisal.ends if outlook.cash]
        added = [int(whole(outlook.added_up[year])) for outlook in appraisal.ends if outlook.added_up]
        grants: Cell = int(whole(likely.grants[year])) if likely.grants else ""
        yield (year, *cash, *added, precise(factor, current_language(), 6), grants)


def told_figures_of(solution: Solution) -> dict[str, Told]:
    """List the figures of sources that a reader of a solution may begin with."""
    return dict(told_by_ref(solution, current_release().catalogue.experiences_of(solution.id)))


def read_filled(told: dict[str, Told]) -> Filled:
    """Read the case that the address tells."""
    return read_case(request.args, current_language(), told.__contains__)


def asked() -> dict[str, str]:
    """Give the fields of the address as they stand; a repeated one never equals what is kept."""
    values = {name: "\0".join(found) for name, found in request.args.lists()}
    values.pop("kommune", None)
    return values
