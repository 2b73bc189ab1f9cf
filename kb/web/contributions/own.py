"""What happens on the pages of what one has sent in oneself: it is listed, read, and taken back."""

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kb.accounts.refused import Refused
from kb.contributions import reading, workflow
from kb.web.context import current_release, current_voice, page_url
from kb.web.contributions import drafts
from kb.web.contributions.kinds import pages_of
from kb.web.contributions.mine import Listed, mine_page, notice_of
from kb.web.contributions.own_page import own_page
from kb.web.desk import current_desk, in_words, now
from kb.web.signed_in import signed_in_member

CONFLICT = 409


def show() -> ResponseReturnValue:
    """List one's own drafts and what one has sent, and those of one's colleagues."""
    return _page(notice_of(request.args.get("sket", "")))


def lead_to(submission_id: str) -> ResponseReturnValue:
    """Lead to the first field that an editor asks about, or to where it is read; else show it here."""
    found, member = drafts.find(submission_id), signed_in_member()
    pages = pages_of(found)
    asked = next(iter(found.latest_comments), "") if drafts.may_change(found, member) else ""
    here = page_url("contributions.own_report", submission_id=found.id)
    onward = pages.write(found, asked) if asked else pages.read(found)
    if onward.partition("#")[0] != here:
        return redirect(onward)
    page = own_page(found, current_voice(), may_change=drafts.may_change(found, member))
    return make_response(render_template("contributions/own.html", page=page))


def withdraw(submission_id: str) -> ResponseReturnValue:
    """Take back what is not accepted yet."""
    found = drafts.find(submission_id)
    try:
        workflow.withdraw(current_desk(), now(), drafts.seen(found))
    except Refused as error:
        return _page(in_words(error), CONFLICT)
    return redirect(page_url("contributions.mine", sket="trukket"), 303)


def _page(notice: str, status: int = 200) -> Response:
    member, catalogue = signed_in_member(), current_release().catalogue
    with current_desk().database.reading() as session:
        listed = Listed(
            own=reading.mine(session, member),
            colleagues=reading.of_municipality(session, member),
            published=catalogue.experiences_in(member.municipality) if member.municipality else (),
            median_days=reading.median_days(session, now()),
        )
    page = mine_page(listed, member, now(), notice, current_voice())
    return make_response(render_template("contributions/mine.html", page=page), status)
