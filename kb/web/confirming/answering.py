"""How the answer to a reminder is asked for and received: the link is used up when the answer is sent."""

from collections.abc import Mapping
from dataclasses import replace

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.accounts import keys, people
from kb.accounts.changing_passwords import INVITATION, mail_key
from kb.accounts.models import User
from kb.accounts.periods import INVITATION_LASTS
from kb.accounts.refused import Refused
from kb.contributions import workflow
from kb.contributions.proposal import Proposal
from kb.contributions.submission import Kind, Seen
from kb.contributions.vouching import propose_confirmation
from kb.following.reminders import CONFIRM
from kb.web.accounts.choosing import show_no_use, unreferred
from kb.web.confirming.page import CHANGED, Asked, Faults, answer_page, names_asked
from kb.web.context import current_release, current_voice, page_url
from kb.web.contributions.proposing import given_about
from kb.web.desk import current_desk, now, wake_postman
from kb.web.short_forms.beginning import begun_of
from kb.web.short_forms.forms import CONFIRMATION

REFUSED = 422
INVITED = "inviteret"


def show(token: str) -> ResponseReturnValue:
    """Show the question; looking does not use the link up."""
    try:
        return _page(_asked(token), {}, {})
    except Refused as error:
        return show_no_use(error)


def receive(token: str) -> ResponseReturnValue:
    """Send the answer to the editors, or lead on to where the report is corrected."""
    try:
        asked = _asked(token)
        typed = {name: [text for text in request.form.getlist(name) if text] for name in names_asked()}
        typed = {name: texts for name, texts in typed.items() if texts}
        return _correct(asked) if typed.get("answer") == [CHANGED] else _send(asked, typed)
    except Refused as error:
        return show_no_use(error)


def show_done() -> Response:
    """Thank for the answer."""
    return make_response(render_template("confirming/done.html", is_invited=INVITED in request.args))


def _asked(token: str) -> Asked:
    """Find what a link asks of whom; refuse one of no use, also where the report is gone meanwhile."""
    desk, catalogue = current_desk(), current_release().catalogue
    with desk.database.reading() as session:
        key = keys.find(session, desk.secret, token, (CONFIRM,), now())
        member = people.member(session, key.user_id) if key.user_id else None
        subject = key.subject
    report = catalogue.experiences.get(subject)
    if member is None or member.is_disabled or report is None:
        raise Refused(keys.NO_USE)
    begun = begun_of(CONFIRMATION, {"erfaring": subject}, catalogue, member)
    if begun is None or member.municipality not in begun.owners:
        raise Refused(keys.NO_USE)
    return Asked(token, member, report, begun.about)


def _send(asked: Asked, typed: Mapping[str, list[str]]) -> ResponseReturnValue:
    proposal = _proposal(asked, typed)
    if not proposal.can_be_sent:
        return _page(asked, typed, proposal.faults, REFUSED)
    desk, member = current_desk(), asked.member
    _use(asked.token)
    draft = workflow.start(desk, now(), member, Kind.CONFIRMATION, typed, asked.about)
    workflow.submit(desk, now(), Seen(member, draft.id, draft.version))
    wake_postman()
    return unreferred(redirect(page_url("confirming.done"), 303))


def _proposal(asked: Asked, typed: Mapping[str, list[str]]) -> Proposal:
    given = given_about(asked.about)
    return propose_confirmation(replace(given, typed=typed, municipality=asked.member.municipality))


def _correct(asked: Asked) -> ResponseReturnValue:
    """Lead to the form; a mailbox that has never had a password is first mailed a link to choose one."""
    if asked.member.has_password:
        report = asked.report
        url = page_url("contributions.correct", solution_id=report.solution, experience_id=report.id)
        return unreferred(redirect(url, 303))
    desk = current_desk()
    _use(asked.token)
    with desk.database.writing() as session:
        user = session.get_one(User, asked.member.id)
        mail_key(desk, session, user, INVITATION, INVITATION_LASTS, now())
    wake_postman()
    return unreferred(redirect(page_url("confirming.done", **{INVITED: "1"}), 303))


def _use(token: str) -> None:
    desk = current_desk()
    with desk.database.writing() as session:
        keys.use(session, keys.find(session, desk.secret, token, (CONFIRM,), now()), now())


def _page(asked: Asked, typed: Mapping[str, list[str]], faults: Faults, status: int = 200) -> Response:
    page = answer_page(asked, typed, current_voice(), faults=faults)
    return unreferred(make_response(render_template("confirming/answer.html", page=page), status))
