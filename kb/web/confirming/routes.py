"""The page behind the link in a reminder, on which a municipality answers without signing in."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kb.web.signed_in import for_everybody

# The pages know SQL and YAML; they are imported when somebody asks for one, so that readers never load them.

blueprint = Blueprint("confirming", __name__)


@blueprint.get("/tak-for-svaret/")
@for_everybody
def done() -> ResponseReturnValue:
    """Thank for the answer, and say what happens now."""
    from kb.web.confirming import answering

    return answering.show_done()


@blueprint.route("/bekraeft/<token>/", methods=["GET", "POST"])
@for_everybody
def answer(token: str) -> ResponseReturnValue:
    """Ask whether a report is still right; only sending the answer changes anything."""
    from kb.web.confirming import answering

    return answering.receive(token) if request.method == "POST" else answering.show(token)
