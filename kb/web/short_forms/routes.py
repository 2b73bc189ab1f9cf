"""The short forms, each on one page: for calls, questions and answers, decisions, and a word on a report."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kb.web.signed_in import for_members

# The pages know SQL and YAML; they are imported when somebody asks for one, so that readers never load them.

blueprint = Blueprint("short_forms", __name__, url_prefix="/bidrag")
BOTH = ["GET", "POST"]
FORM = (
    "<any('efterlysning', 'luk-efterlysning', 'spoergsmaal', 'svar', 'beslutning', "
    "'bekraeftelse', 'tilbagetraekning'):form>"
)


@blueprint.route(f"/{FORM}/", methods=BOTH)
@for_members
def begin(form: str) -> ResponseReturnValue:
    """Begin a short form; it becomes a draft when it is sent."""
    from kb.web.short_forms import writing

    return writing.receive_first(form) if request.method == "POST" else writing.show_first(form)


@blueprint.route("/kort/<submission_id>/", methods=BOTH)
@for_members
def go_on(submission_id: str) -> ResponseReturnValue:
    """Go on with a short form that is a draft or was sent back."""
    from kb.web.short_forms import writing

    return writing.receive(submission_id) if request.method == "POST" else writing.show(submission_id)
