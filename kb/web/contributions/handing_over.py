"""Handing what one has written to a colleague of the same municipality, who goes on from there."""

from dataclasses import dataclass

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kb.accounts.member import Member
from kb.accounts.refused import Refused
from kb.contributions import reading, workflow
from kb.contributions.submission import NotNow, Submission
from kb.contributions.workflow import NO_COLLEAGUE, WITHDRAWABLE
from kb.web.accounts.words import municipality_word
from kb.web.context import page_url
from kb.web.contributions import drafts
from kb.web.contributions.words import kind_word
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.i18n import gettext
from kb.web.signed_in import signed_in_member

COLLEAGUE = "colleague"
CONFLICT, REFUSED = 409, 422


@dataclass(frozen=True)
class Colleague:
    """Somebody it can be handed to."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class HandingOver:
    """The page; without colleagues it says how one gets one."""

    id: str
    version: int
    title: str
    kind: str
    where: str
    colleagues: tuple[Colleague, ...]
    message: str
    is_open: bool


def show(submission_id: str) -> ResponseReturnValue:
    """Show who it can be handed to."""
    found = drafts.find_own(submission_id)
    return _page(found, _colleagues(found))


def receive(submission_id: str) -> ResponseReturnValue:
    """Hand it over, or show the page again with why not."""
    found = drafts.find_own(submission_id)
    colleagues = _colleagues(found)
    wanted = next((each for each in colleagues if str(each.id) == request.form.get(COLLEAGUE, "")), None)
    if wanted is None:
        return _page(found, colleagues, gettext(NO_COLLEAGUE), REFUSED)
    try:
        workflow.hand_over(current_desk(), now(), drafts.seen(found), wanted)
    except Refused as error:
        is_typed = isinstance(error, NotNow) and error.field
        return _page(drafts.find(found.id), colleagues, in_words(error), REFUSED if is_typed else CONFLICT)
    wake_postman()
    return redirect(page_url("contributions.mine", sket="givet"), 303)


def _colleagues(found: Submission) -> tuple[Member, ...]:
    with current_desk().database.reading() as session:
        return reading.colleagues(session, found)


def _page(
    found: Submission, colleagues: tuple[Member, ...], message: str = "", status: int = 200
) -> ResponseReturnValue:
    chosen = request.form.get(COLLEAGUE, "")
    page = HandingOver(
        id=found.id,
        version=found.version,
        title=found.about.title or gettext("Uden navn endnu"),
        kind=kind_word(found.kind),
        where=municipality_word(found.municipality),
        colleagues=tuple(
            Colleague(str(each.id), _called(each), str(each.id) == chosen) for each in colleagues
        ),
        message=message,
        is_open=found.author_id == signed_in_member().id and found.state in WITHDRAWABLE,
    )
    return make_response(render_template("contributions/hand_over.html", page=page), status)


def _called(member: Member) -> str:
    return f"{member.name} ({member.email})" if member.name else member.email
