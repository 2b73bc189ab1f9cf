"""What happens when a new solution is written, read through and sent; whatever is typed is kept or shown."""

from dataclasses import replace

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.contributions import workflow
from kb.contributions.solution_drafting import personal_fields_of_solution
from kb.contributions.solution_questions import keep_solution
from kb.contributions.submission import About, Kind, Overwritten, Submission
from kb.contributions.typed_fields import Typed
from kb.search.query import LONGEST_TEXT, SearchQuery
from kb.web.context import current_bank, current_release, current_voice, page_url
from kb.web.contributions import drafts
from kb.web.contributions.drafts import NOT_KEPT, Sent, without_personal_data
from kb.web.contributions.proposing import proposal_of
from kb.web.contributions.solution_form import Written, solution_form, solution_read
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.i18n import current_language, gettext
from kb.web.signed_in import signed_in_member

SAVE = "gem"
CONFLICT, REFUSED = 409, 422
MOST_SIMILAR = 4
KINDS = (Kind.SOLUTION,)


def show_first() -> ResponseReturnValue:
    """Show the empty form; nothing is wrong with it yet."""
    member = signed_in_member()
    known = {"title": request.args.get("titel", ""), "originator": member.municipality}
    typed = {name: [text] for name, text in known.items() if text}
    return _form(Written(typed, {}, similar_to(typed), median_days=drafts.median_days()))


def receive_first() -> ResponseReturnValue:
    """Begin a draft with what the form sent."""
    sent = _receive({})
    member = signed_in_member()
    found = workflow.start(current_desk(), now(), member, Kind.SOLUTION, sent.kept, about(sent.kept))
    return _go_on(found, sent)


def show(submission_id: str) -> ResponseReturnValue:
    """Show a draft with what is wrong in it; what is sent can only be read."""
    found = drafts.find(submission_id, KINDS)
    if not drafts.may_change(found, signed_in_member()):
        return redirect(page_url("contributions.read_solution", submission_id=found.id))
    return _form(_written(found, found.typed))


def receive(submission_id: str) -> ResponseReturnValue:
    """Keep what the form sent, and go on."""
    found = drafts.find_own(submission_id, KINDS)
    sent = _receive(found.typed)
    try:
        saved = workflow.save(current_desk(), now(), drafts.seen(found), sent.kept, about(sent.kept))
    except Overwritten as error:
        newest = drafts.find_own(submission_id, KINDS)
        return _form(_written(newest, sent.typed, in_words(error)), CONFLICT)
    return _go_on(saved, sent)


def read(submission_id: str) -> ResponseReturnValue:
    """Show all that was typed, the files it becomes, and what is still wrong."""
    return _read(drafts.find(submission_id, KINDS))


def send(submission_id: str) -> ResponseReturnValue:
    """Hand a draft to the editors, unless the gate would refuse it."""
    found = drafts.find_own(submission_id, KINDS)
    proposal = proposal_of(found)
    if proposal is None or not proposal.can_be_sent:
        return _read(found, status=REFUSED)
    try:
        workflow.submit(current_desk(), now(), drafts.seen(found))
    except Overwritten as error:
        return _read(drafts.find(submission_id, KINDS), in_words(error), CONFLICT)
    wake_postman()
    return redirect(page_url("contributions.mine", sket="sendt"), 303)


def about(typed: Typed) -> About:
    """Say what a draft is about, for the lists and for the editors of its areas."""
    catalogue = current_release().catalogue
    known = [area for area in typed.get("areas", ()) if catalogue.term("area", area)]
    return About(title_in(typed), areas=catalogue.with_broader("area", known))


def title_in(typed: Typed) -> str:
    """Give the title as far as it is typed."""
    return " ".join(next(iter(typed.get("title", ())), "").split())


def similar_to(typed: Typed) -> tuple[str, ...]:
    """Find the solutions of the bank that a title may name already."""
    title = title_in(typed)[:LONGEST_TEXT]
    if not title:
        return ()
    hits = current_bank().search(SearchQuery(text=title), current_language()).hits
    return tuple(hit.solution_id for hit in hits[:MOST_SIMILAR])


def _receive(typed: Typed) -> Sent:
    """Read what the form sent over what was typed before."""
    merged = keep_solution(typed, {name: list(texts) for name, texts in request.form.lists()})
    return without_personal_data(merged, typed, personal_fields_of_solution)


def _go_on(saved: Submission, sent: Sent) -> ResponseReturnValue:
    """Lead on: to what is wrong, to one's drafts, or to reading it through."""
    if sent.personal:
        return _form(_written(saved, sent.typed, gettext(NOT_KEPT)), REFUSED)
    if SAVE in request.form:
        return redirect(page_url("contributions.mine", sket="gemt"), 303)
    proposal = proposal_of(saved)
    if proposal is None or proposal.faults:
        return redirect(page_url("contributions.solution", submission_id=saved.id, _anchor="fejl"), 303)
    return redirect(page_url("contributions.read_solution", submission_id=saved.id), 303)


def _written(found: Submission, typed: Typed, notice: str = "") -> Written:
    proposal = proposal_of(replace(found, typed=typed))  # type: ignore[arg-type]
    return Written(
        typed=typed,
        faults=proposal.faults if proposal else {},
        similar=similar_to(typed),
        pieces=proposal.pieces if proposal else (),
        submission=found,
        notice=notice,
        median_days=drafts.median_days(),
    )


def _form(written: Written, status: int = 200) -> Response:
    page = solution_form(written, current_voice())
    return make_response(render_template("contributions/solution_form.html", page=page), status)


def _read(found: Submission, notice: str = "", status: int = 200) -> Response:
    may_change = drafts.may_change(found, signed_in_member())
    page = solution_read(_written(found, found.typed, notice), found, current_voice(), may_change=may_change)
    return make_response(render_template("contributions/solution_read.html", page=page), status)
