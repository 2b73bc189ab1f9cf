"""What happens when a step of the form is shown or sent; whatever is typed is kept or shown again."""

from dataclasses import replace

from flask import abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.contributions import workflow
from kb.contributions.questions import TIME_USE, Step, is_about_time
from kb.contributions.submission import Kind, Overwritten, Submission
from kb.contributions.typed_fields import Typed
from kb.web.context import current_release, current_voice, page_url
from kb.web.contributions import drafts
from kb.web.contributions.drafts import NOT_KEPT, REPORTS, Sent
from kb.web.contributions.form import Written, step_page
from kb.web.contributions.proposing import published_text
from kb.web.contributions.reading_through import read_page
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.i18n import gettext
from kb.web.signed_in import signed_in_member

SAVE, BACK = "gem", "tilbage"
CONFLICT = 409
REFUSED = 422


def show_first() -> ResponseReturnValue:
    """Show the first step of a new report; nothing is wrong with it yet."""
    typed = drafts.first_typed()
    draft = drafts.read_draft(typed)
    return _page(Step.WHERE, Written(typed, replace(draft, faults={}), median_days=drafts.median_days()))


def receive_first() -> ResponseReturnValue:
    """Begin a draft with the first step."""
    sent = drafts.receive(Step.WHERE, {})
    return _go_on(drafts.start(sent), Step.WHERE, sent, before={})


def show(submission_id: str, step: str) -> ResponseReturnValue:
    """Show a step of a draft with what is wrong in it; what is sent can only be read."""
    found = drafts.find(submission_id, REPORTS)
    is_mine = drafts.may_change(found, signed_in_member())
    if not is_mine and Step(step) is not Step.READ:
        return _redirect(found, Step.READ)
    return _page(Step(step), _written(found, found.typed), may_change=is_mine)


def receive(submission_id: str, step: str) -> ResponseReturnValue:
    """Keep what a step sent, and go on to the next."""
    found, where = drafts.find_own(submission_id, REPORTS), Step(step)
    if where is Step.READ:
        abort(405)
    sent = drafts.receive(where, found.typed)
    try:
        saved = drafts.save(found, sent)
    except Overwritten as error:
        newest = drafts.find(submission_id, REPORTS)
        return _page(where, _written(newest, sent.typed, in_words(error)), CONFLICT)
    return _go_on(saved, where, sent, before=found.typed)


def send(submission_id: str) -> ResponseReturnValue:
    """Hand a draft to the editors, unless the gate would refuse it."""
    found = drafts.find_own(submission_id, REPORTS)
    written = _written(found, found.typed)
    if not written.draft.can_be_sent:
        return _page(Step.READ, written, REFUSED)
    try:
        workflow.submit(current_desk(), now(), drafts.seen(found))
    except Overwritten as error:
        newest = drafts.find(submission_id, REPORTS)
        return _page(Step.READ, _written(newest, newest.typed, in_words(error)), CONFLICT)
    wake_postman()
    return redirect(page_url("contributions.mine", sket="sendt"), 303)


def _go_on(saved: Submission, step: Step, sent: Sent, *, before: Typed) -> ResponseReturnValue:
    """Lead on: to what is wrong in the step, to the question that came up, or to the next step."""
    if sent.personal:
        return _page(step, _written(saved, sent.typed, gettext(NOT_KEPT)), REFUSED)
    if SAVE in request.form:
        return redirect(page_url("contributions.mine", sket="gemt"), 303)
    if BACK in request.form and step is not Step.WHERE:
        return _redirect(saved, _beside(step, -1))
    written = _written(saved, sent.kept)
    catalogue = current_release().catalogue
    if step_page(step, written, current_voice()).mistakes:
        return _redirect(saved, step, "fejl")
    if is_about_time(sent.kept, catalogue) and not is_about_time(before, catalogue):
        return _redirect(saved, step, f"spm.{TIME_USE}")
    return _redirect(saved, _beside(step, 1))


def _beside(step: Step, by: int) -> Step:
    return list(Step)[list(Step).index(step) + by]


def _redirect(submission: Submission, step: Step, anchor: str = "") -> Response:
    more = {"_anchor": anchor} if anchor else {}
    return redirect(
        page_url("contributions.report", submission_id=submission.id, step=step.value, **more), 303
    )


def _written(submission: Submission, typed: Typed, notice: str = "") -> Written:
    return Written(typed, drafts.read_draft(typed, submission), submission, notice, drafts.median_days())


def _published(submission: Submission | None) -> str:
    """Read the file that a correction changes; a report changes none."""
    is_correction = submission is not None and submission.kind is Kind.CORRECTION
    return published_text(submission.about.path) if submission and is_correction else ""


def _page(step: Step, written: Written, status: int = 200, *, may_change: bool = True) -> Response:
    if step is Step.READ:
        page = read_page(
            written, current_voice(), may_change=may_change, published=_published(written.submission)
        )
        return make_response(render_template("contributions/read.html", page=page), status)
    return make_response(
        render_template("contributions/step.html", page=step_page(step, written, current_voice())), status
    )
