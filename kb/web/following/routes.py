"""The pages on which one begins and ends to follow something by mail, without signing in."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kb.following.paths import CONFIRM_PATH, END_PATH
from kb.web.own_forms import takes_one_click
from kb.web.signed_in import for_everybody

# The pages know SQL; they are imported when somebody asks for one, so that readers never load it.

blueprint = Blueprint("following", __name__)
BOTH = ["GET", "POST"]


@blueprint.route("/foelg/", methods=BOTH)
@for_everybody
def index() -> ResponseReturnValue:
    """Ask what to follow, and mail a link that confirms it."""
    from kb.web.following import asking

    return asking.receive() if request.method == "POST" else asking.show()


@blueprint.route(CONFIRM_PATH % "<token>", methods=BOTH)
@for_everybody
def confirm(token: str) -> ResponseReturnValue:
    """Begin to follow; only sending the form does anything."""
    from kb.web.following import confirming

    return confirming.receive(token) if request.method == "POST" else confirming.show(token)


@blueprint.route(END_PATH % "<token>", methods=BOTH)
@takes_one_click
@for_everybody
def end(token: str) -> ResponseReturnValue:
    """Stop following; only sending the form does anything, or the one click of a mail program."""
    from kb.web.following import ending

    return ending.receive(token) if request.method == "POST" else ending.show(token)
