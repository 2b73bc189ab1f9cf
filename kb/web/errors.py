"""What a reader sees when something is wrong: what it is, and the way on."""

import secrets
from dataclasses import dataclass
from traceback import format_exception

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from kb.errors import KnowledgeBankError
from kb.events import note_event
from kb.records.marks import N_
from kb.web.api.problems import Problem, problem_response
from kb.web.i18n import gettext

# What programs ask; they are told what is wrong as JSON.
API = "/api/v1"
EXPLANATIONS = {
    400: (N_("Det kunne vi ikke læse"), N_("Adressen eller formularen indeholder noget, vi ikke forstår.")),
    403: (
        N_("Det har du ikke adgang til"),
        N_("Din bruger må ikke bruge siden. Skal du det, så bed en administrator om det."),
    ),
    404: (
        N_("Siden findes ikke"),
        N_("Måske er adressen skrevet forkert. Poster slettes aldrig, så søg efter den."),
    ),
    405: (N_("Det kan man ikke her"), N_("Siden kan kun læses.")),
    413: (N_("Det fylder for meget"), N_("Det, der blev sendt, er større, end vi tager imod.")),
    500: (N_("Noget gik galt hos os"), N_("Det er ikke din skyld. Prøv igen om lidt.")),
    503: (N_("Banken er ikke klar"), N_("Indholdet er ved at blive gjort klar. Prøv igen om et øjeblik.")),
}


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says; `reference` is what to give us when asking for help."""

    code: int
    title: str
    explanation: str
    reference: str = ""


def init_app(app: Flask) -> None:
    """Let every error end in a page of ours."""
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(KnowledgeBankError, show_unavailable)
    app.register_error_handler(Exception, show_failure)


def show_http_error(error: HTTPException) -> Response:
    """Show what is wrong with the request; a redirect passes as it is."""
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    response = render(error.code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def show_unavailable(error: KnowledgeBankError) -> Response:
    """Say that the bank has nothing to read from yet."""
    note_event("bank_unavailable", reason=str(error))
    response = render(503)
    response.headers["Retry-After"] = "10"
    return response


def show_failure(error: Exception) -> Response:
    """Say that we failed, with an id that leads us to the cause in the log."""
    reference = secrets.token_hex(4)
    note_event("request_failed", reference=reference, cause="".join(format_exception(error)))
    return render(InternalServerError.code, reference)


def render(code: int, reference: str = "") -> Response:
    """Make the page of an error."""
    title, explanation = EXPLANATIONS.get(code, EXPLANATIONS[400 if code < 500 else 500])
    if request.path.startswith(API):
        more = {"reference": reference} if reference else {}
        return problem_response(Problem(gettext(explanation), code, **more))
    page = ErrorPage(code, gettext(title), gettext(explanation), reference)
    response = Response(render_template("errors/error.html", page=page), code)
    response.cache_control.no_store = True
    return response
