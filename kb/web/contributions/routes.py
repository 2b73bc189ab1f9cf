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


@blueprint.get("/mine/")
@for_members
def mine() -> ResponseReturnValue:
    """See one's own drafts and reports."""
    from kb.web.contributions import own_reports

    return own_reports.show()


@blueprint.get("/mine/<submission_id>/")
@for_members
def own_report(submission_id: str) -> ResponseReturnValue:
    """Go to a report of one's own: where mails lead."""
    from kb.web.contributions import own_reports

    return own_reports.lead_to(submission_id)


@blueprint.post("/mine/<submission_id>/traek-tilbage/")
@for_members
def withdraw(submission_id: str) -> ResponseReturnValue:
    """Take back what is not accepted yet."""
    from kb.web.contributions import own_reports

    return own_reports.withdraw(submission_id)


def is_sent() -> bool:
    """Tell whether the page's form was sent."""
    return request.method == "POST"
