"""What happens on the page of one's own reports: they are listed, and taken back."""

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kb.accounts.refused import Refused
from kb.contributions import reading, workflow
from kb.contributions.questions import Step, step_of
from kb.contributions.submission import Kind, Submission
from kb.web.context import page_url
from kb.web.contributions import drafts
from kb.web.contributions.mine import Listed, mine_page, notice_of
from kb.web.desk import current_desk, in_words, now
from kb.web.signed_in import signed_in_member

CONFLICT = 409


def show() -> ResponseReturnValue:
    """List one's own drafts and reports, and those of one's colleagues."""
    return _page(notice_of(request.args.get("sket", "")))


def lead_to(submission_id: str) -> ResponseReturnValue:
    """Lead to the first field that an editor asks about, or to the page where the report is read through."""
    found = drafts.find_report(submission_id)
    asked = next(iter(found.latest_comments), "") if drafts.may_change(found, signed_in_member()) else ""
    step, anchor = (step_of(asked), {"_anchor": asked}) if asked else (Step.READ, {})
    return redirect(page_url("contributions.report", submission_id=found.id, step=step.value, **anchor))


def withdraw(submission_id: str) -> ResponseReturnValue:
    """Take back a report that is not accepted yet."""
    found = drafts.find_report(submission_id)
    try:
        workflow.withdraw(current_desk(), now(), drafts.seen(found))
    except Refused as error:
        return _page(in_words(error), CONFLICT)
    return redirect(page_url("contributions.mine", sket="trukket"), 303)


def _page(notice: str, status: int = 200) -> Response:
    member = signed_in_member()
    with current_desk().database.reading() as session:
        listed = Listed(
            own=only_reports(reading.mine(session, member)),
            colleagues=only_reports(reading.of_municipality(session, member)),
            median_days=reading.median_days(session, now()),
        )
    page = mine_page(listed, member, now(), notice)
    return make_response(render_template("contributions/mine.html", page=page), status)


def only_reports(listed: tuple[Submission, ...]) -> tuple[Submission, ...]:
    """Leave out what is no report: it has no form here."""
    return tuple(one for one in listed if one.kind is Kind.REPORT)
