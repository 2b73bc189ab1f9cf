"""Reporting an experience: what it is, the form step by step, and one's own reports."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from kb.web.caching import revalidated
from kb.web.signed_in import for_members

# The pages know SQL and YAML; they are imported when somebody asks for one, so that readers never load them.

blueprint = Blueprint("contributions", __name__, url_prefix="/bidrag")
BOTH = ["GET", "POST"]
STEP = "<any('1', '2', '3', '4'):step>"


@blueprint.get("/")
def index() -> Response:
    """Tell what reporting is, and the two ways to do it."""
    return revalidated(lambda: Response(render_template("contributions/index.html")))


@blueprint.route("/erfaring/", methods=BOTH)
@for_members
def new_report() -> ResponseReturnValue:
    """Begin a report; it becomes a draft when its first step is sent."""
    from kb.web.contributions import writing

    return writing.receive_first() if is_sent() else writing.show_first()


@blueprint.route(f"/erfaring/<submission_id>/{STEP}/", methods=BOTH)
@for_members
def report(submission_id: str, step: str) -> ResponseReturnValue:
    """Go on with a report, step by step."""
    from kb.web.contributions import writing

    return writing.receive(submission_id, step) if is_sent() else writing.show(submission_id, step)


@blueprint.post("/erfaring/<submission_id>/send/")
@for_members
def send(submission_id: str) -> ResponseReturnValue:
    """Send a report to the editors."""
    from kb.web.contributions import writing

    return writing.send(submission_id)


@blueprint.route("/loesning/", methods=BOTH)
@for_members
def new_solution() -> ResponseReturnValue:
    """Begin to describe a solution; it becomes a draft when the form is sent."""
    from kb.web.contributions import solution_writing

    return solution_writing.receive_first() if is_sent() else solution_writing.show_first()


@blueprint.route("/loesning/<submission_id>/", methods=BOTH)
@for_members
def solution(submission_id: str) -> ResponseReturnValue:
    """Go on describing a solution."""
    from kb.web.contributions import solution_writing

    return solution_writing.receive(submission_id) if is_sent() else solution_writing.show(submission_id)


@blueprint.get("/loesning/<submission_id>/laes/")
@for_members
def read_solution(submission_id: str) -> ResponseReturnValue:
    """Read a solution through before it is sent, or after."""
    from kb.web.contributions import solution_writing

    return solution_writing.read(submission_id)


@blueprint.post("/loesning/<submission_id>/send/")
@for_members
def send_solution(submission_id: str) -> ResponseReturnValue:
    """Send a solution to the editors."""
    from kb.web.contributions import solution_writing

    return solution_writing.send(submission_id)


@blueprint.get("/mine/")
@for_members
def mine() -> ResponseReturnValue:
    """See one's own drafts and what one has sent."""
    from kb.web.contributions import own

    return own.show()


@blueprint.get("/mine/<submission_id>/")
@for_members
def own_report(submission_id: str) -> ResponseReturnValue:
    """Go to a submission of one's own: where mails lead."""
    from kb.web.contributions import own

    return own.lead_to(submission_id)


@blueprint.post("/mine/<submission_id>/traek-tilbage/")
@for_members
def withdraw(submission_id: str) -> ResponseReturnValue:
    """Take back what is not accepted yet."""
    from kb.web.contributions import own

    return own.withdraw(submission_id)


@blueprint.route("/mine/<submission_id>/giv-videre/", methods=BOTH)
@for_members
def hand_over(submission_id: str) -> ResponseReturnValue:
    """Hand a submission of one's own to a colleague."""
    from kb.web.contributions import handing_over

    return handing_over.receive(submission_id) if is_sent() else handing_over.show(submission_id)


@blueprint.route("/ret/<solution_id>/<experience_id>/", methods=BOTH)
@for_members
def correct(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Begin to correct a report that stands in the bank."""
    from kb.web.contributions import correcting

    answer = correcting.begin if is_sent() else correcting.show
    return answer(solution_id, experience_id)


def is_sent() -> bool:
    """Tell whether the page's form was sent."""
    return request.method == "POST"
