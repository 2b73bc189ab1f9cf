"""What happens when an editor opens a submission, decides it, or tries again to publish it."""

from collections.abc import Callable

from flask import abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kb.accounts.refused import Refused
from kb.contributions import workflow
from kb.contributions.review import Review, review_of
from kb.contributions.submission import Hidden, NotNow, State
from kb.errors import ContentError
from kb.records.marks import N_
from kb.web.context import current_release, current_voice, page_url
from kb.web.contributions.drafts import seen
from kb.web.contributions.proposing import proposal_of, published_text
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.editing.fields import COMMENT
from kb.web.editing.going_out import go_live, live_status
from kb.web.editing.obstacles import why_not_accept
from kb.web.editing.preparing import ready_of
from kb.web.editing.reviewing import ReviewPage, Writing, review_page
from kb.web.i18n import gettext
from kb.web.sending_again import send_again
from kb.web.signed_in import refuse, signed_in_member

DOING = "goer"
CONFLICT, REFUSED, MISSING = 409, 422, 404
NOTHING = Writing()
NOT_SENT = N_(
    "Det, du har skrevet, sendes kun, når du sender tilbage. "
    "Send tilbage, eller slet det, du har skrevet, og godkend så."
)
TOO_LONG = N_("Skriv højst %(longest)s tegn i hvert felt.")
ONLY_REASON = N_(
    "Kommentarer ved felterne sendes kun, når du sender tilbage. Flyt dem til begrundelsen, og afvis så."
)


def show(submission_id: str, writing: Writing = NOTHING, status: int = 200) -> ResponseReturnValue:
    """Show a submission to an editor."""
    try:
        review = find(submission_id)
    except Hidden as error:
        return send_again(MISSING, gettext("Siden findes ikke"), in_words(error))
    page = page_of(review, writing)
    live = live_status(review)
    return make_response(render_template("editing/review.html", page=page, live=live), status)


def receive(submission_id: str) -> ResponseReturnValue:
    """Do what the editor decided, or show the page again with why not; what was written stays on it."""
    do = DOINGS.get(request.form.get(DOING, "")) or abort(400)
    try:
        onward = do(find(submission_id))
    except Hidden:
        return show(submission_id)
    except (Refused, ContentError) as error:
        return show(submission_id, writing_of_form(_said(error)), _status_of(error))
    wake_postman()
    return redirect(onward, 303)


def publish_again(submission_id: str) -> ResponseReturnValue:
    """Try again to publish what is accepted, and say how it went."""
    try:
        review = find(submission_id)
    except Hidden:
        return show(submission_id)
    if not review.is_in_their_areas:
        refuse()
    if review.submission.state is State.ACCEPTED:
        go_live(submission_id)
        wake_postman()
    return redirect(page_url("editing.review", submission_id=submission_id), 303)


def accept(review: Review) -> str:
    """Accept a submission, and publish it when enough editors have."""
    if writing_of_form().says_something:
        raise NotNow(NOT_SENT, field="reason")
    proposal = proposal_of(review.submission, review.pieces)
    ready = ready_of(review, proposal, current_release().catalogue)
    if ready is None:
        raise NotNow(why_not_accept(review, proposal))
    accepted = workflow.accept(current_desk(), now(), seen(review.submission), ready)
    if accepted.state is State.ACCEPTED:
        go_live(accepted.id)
    return page_url("editing.review", submission_id=accepted.id)


def send_back(review: Review) -> str:
    """Ask the author to mend something."""
    written = writing_of_form()
    known = {row.name for part in page_of(review, written).parts for row in part.rows}
    comments = {name: text for name, text in written.comments.items() if name in known}
    require_room(written)
    workflow.send_back(current_desk(), now(), seen(review.submission), written.reason, comments)
    return page_url("editing.queue", sket="tilbage")


def decline(review: Review) -> str:
    """Decline a submission for good."""
    written = writing_of_form()
    if any(text.strip() for text in written.comments.values()):
        raise NotNow(ONLY_REASON, field="reason")
    require_room(written)
    workflow.decline(current_desk(), now(), seen(review.submission), written.reason)
    return page_url("editing.queue", sket="afvist")


DOINGS: dict[str, Callable[[Review], str]] = {"godkend": accept, "tilbage": send_back, "afvis": decline}


def find(submission_id: str) -> Review:
    """Find a submission as the editor who asks meets it."""
    with current_desk().database.reading() as session:
        return review_of(session, signed_in_member(), submission_id)


def page_of(review: Review, writing: Writing) -> ReviewPage:
    """Make the page of a submission."""
    proposal = proposal_of(review.submission, review.pieces)
    published = {piece.path: published_text(piece.path) for piece in proposal.pieces} if proposal else {}
    return review_page(review, proposal, published, voice=current_voice(), moment=now(), writing=writing)


def writing_of_form(message: str = "") -> Writing:
    """Read what the editor wrote, exactly as it was typed."""
    comments = {
        name.removeprefix(COMMENT): text for name, text in request.form.items() if name.startswith(COMMENT)
    }
    return Writing(request.form.get("reason", ""), comments, message)


def require_room(writing: Writing) -> None:
    """Refuse what would not be kept whole."""
    if any(len(text) > workflow.LONGEST_REASON for text in (writing.reason, *writing.comments.values())):
        raise NotNow(TOO_LONG, field="reason", longest=workflow.LONGEST_REASON)


def _said(error: Refused | ContentError) -> str:
    return in_words(error) if isinstance(error, Refused) else str(error)


def _status_of(error: Refused | ContentError) -> int:
    is_at_a_field = not isinstance(error, Refused) or error.field
    return REFUSED if is_at_a_field else CONFLICT
