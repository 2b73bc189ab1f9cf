"""The addresses of the API, version 1, and the page that explains it."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request

from kb.export.described import LICENCE
from kb.export.tables import BY_NAME as TABLES_BY_NAME
from kb.search.query import parse_query
from kb.web.api.openapi import openapi
from kb.web.api.operations import BY_NAME
from kb.web.api.page import make_api_page
from kb.web.api.parameters import Parameter, read
from kb.web.api.problems import Problem, problem_response
from kb.web.api.resources import list_of, one_of, parameters_of
from kb.web.api.worked_out import appraised, compared
from kb.web.caching import revalidated
from kb.web.context import current_bank, current_config, current_release, page_url
from kb.web.data.asked import all_holdings
from kb.web.i18n import current_language, gettext
from kb.web.search.data import as_data

blueprint = Blueprint("api", __name__, url_prefix="/api")
V1 = "/v1"


@blueprint.get("/")
def documentation() -> Response:
    """Explain the API to people."""
    return revalidated(
        lambda: Response(render_template("api/index.html", page=make_api_page(current_language())))
    )


@blueprint.get(f"{V1}/")
def index() -> Response:
    """List what there is."""
    read(request.args, ())
    links = {name: page_url("api.rows", table_name=name) for name in TABLES_BY_NAME}
    return answer(lambda: {"release_id": current_release().id, "licence": LICENCE.url, "tables": links})


@blueprint.get(f"{V1}/openapi.json")
def described() -> Response:
    """Describe the API to programs."""
    return answer(lambda: openapi(current_config().public_url))


@blueprint.get(f"{V1}/<table_name>")
def rows(table_name: str) -> Response:
    """Give a page of a table."""
    table = TABLES_BY_NAME.get(table_name)
    if table is None:
        raise Problem(gettext("Den adresse findes ikke. Se listen på /api/v1/."), 404)
    asked = read(request.args, parameters_of(table))
    return answer(lambda: list_of(table, all_holdings(), asked))


@blueprint.get(f"{V1}/solutions/<solution>")
def solution(solution: str) -> Response:
    """Give one solution."""
    return _one("solutions", solution)


@blueprint.get(f"{V1}/reports/<solution>/<report>")
def report(solution: str, report: str) -> Response:
    """Give one report."""
    return _one("reports", f"{solution}/{report}")


@blueprint.get(f"{V1}/municipalities/<municipality>")
def municipality(municipality: str) -> Response:
    """Give one municipality."""
    return _one("municipalities", municipality)


def _one(table_name: str, key: str) -> Response:
    read(request.args, ())
    return answer(lambda: one_of(TABLES_BY_NAME[table_name], all_holdings(), key))


@blueprint.get(f"{V1}/search")
def search() -> Response:
    """Search as the search page does."""
    read(request.args, BY_NAME["search"].parameters)

    def make() -> dict[str, Any]:
        language = current_language()
        results = current_bank().search(parse_query(request.args.items(multi=True)), language)
        return as_data(current_release(), results, language, current_config().base_url)

    return answer(make)


@blueprint.get(f"{V1}/compare")
def compare() -> Response:
    """Compare a municipality with those that tried a solution."""
    read(request.args, BY_NAME["compare"].parameters)
    catalogue = current_release().catalogue
    return answer(
        lambda: compared(
            current_release(),
            _record(catalogue.solutions, "solution"),
            _record(catalogue.municipalities, "municipality"),
            current_language(),
        )
    )


@blueprint.get(f"{V1}/appraise")
def appraise() -> Response:
    """Work out a business case."""
    wanted: tuple[Parameter, ...] = BY_NAME["appraise"].parameters
    read(request.args.__class__([("solution", v) for v in request.args.getlist("solution")]), wanted)
    return answer(
        lambda: appraised(
            current_release(),
            _record(current_release().catalogue.solutions, "solution"),
            request.args,
            current_language(),
        )
    )


@blueprint.get(f"{V1}/<path:rest>")
def nothing(rest: str) -> Response:
    """Say that there is nothing at an address."""
    raise Problem(gettext("Den adresse findes ikke. Se listen på /api/v1/."), 404, path=rest[:200])


def _record(records: Any, name: str) -> Any:
    found = records.get(request.args[name])
    if found is None:
        raise Problem(gettext("Der er ingen post med det id."), 404, parameter=name)
    return found


def answer(make: Callable[[], Any]) -> Response:
    """Answer in JSON that any site may read, or with 304 where the asker has it."""
    response = revalidated(lambda: jsonify(make()))
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.errorhandler(Problem)
def refuse(problem: Problem) -> Response:
    """Say what is wrong with a request."""
    return problem_response(problem)
