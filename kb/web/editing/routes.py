"""What editors do: see what waits, read one submission through, decide it, and try to publish again."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kb.web.signed_in import for_editors

# The pages know SQL and YAML; they are imported when somebody asks for one, so that readers never load them.

blueprint = Blueprint("editing", __name__, url_prefix="/redaktion")


@blueprint.get("/")
@for_editors
def queue() -> ResponseReturnValue:
    """See what waits for an editor."""
    from kb.web.editing import waiting

    return waiting.show()


@blueprint.route("/<submission_id>/", methods=["GET", "POST"])
@for_editors
def review(submission_id: str) -> ResponseReturnValue:
    """Read a submission through, and accept it, send it back or decline it."""
    from kb.web.editing import deciding

    return deciding.receive(submission_id) if request.method == "POST" else deciding.show(submission_id)


@blueprint.post("/<submission_id>/udgiv/")
@for_editors
def publish(submission_id: str) -> ResponseReturnValue:
    """Try again to publish what is accepted."""
    from kb.web.editing import deciding

    return deciding.publish_again(submission_id)
