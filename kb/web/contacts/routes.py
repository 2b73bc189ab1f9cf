"""Asking for a contact: those who are signed in send a question on, others are told how to."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kb.web.signed_in import ask_to_sign_in, current_member, for_everybody

# The page knows SQL; it is imported when somebody asks for it, so that readers never load it.

blueprint = Blueprint("contacts", __name__)


@blueprint.route("/loesninger/<solution_id>/erfaringer/<experience_id>/kontakt/", methods=["GET", "POST"])
@for_everybody
def ask(solution_id: str, experience_id: str) -> ResponseReturnValue:
    """Ask those behind a report to get in touch."""
    from kb.web.contacts import asking

    if request.method != "POST":
        return asking.show(solution_id, experience_id)
    return asking.receive(solution_id, experience_id) if current_member() else ask_to_sign_in()
