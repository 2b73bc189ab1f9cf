"""What happens when a short form is shown or sent; whatever is typed is kept or shown again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.contributions import workflow
from kb.contributions.drafting import Fault
from kb.contributions.submission import About, Kind, Overwritten, Seen, Submission
from kb.contributions.typed_record import personal_faults
from kb.web.context import current_release, current_voice, page_url
from kb.web.contributions import drafts
from kb.web.contributions.drafts import NOT_KEPT
from kb.web.contributions.proposing import proposal_of
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.i18n import gettext
from kb.web.short_forms.beginning import Begun, about_call, begun_of, may_begin
from kb.web.short_forms.forms import FORM_OF, FORMS, ShortForm
from kb.web.short_forms.page import Written, short_page
from kb.web.signed_in import refuse, signed_in_member

SAVE = "gem"
CONFLICT, REFUSED, UNKNOWN = 409, 422, 404


@dataclass(frozen=True)
class Sent:
    """What a form sent: all that is typed now, what of it may be kept, and what may not."""

    typed: dict[str, list[str]]
    kept: dict[str, list[str]]
    personal: Mapping[str, tuple[Fault, ...]]


def show_first(word: str) -> ResponseReturnValue:
    """Show an empty form; nothing is wrong with it yet."""
    form = FORMS[word]
    begun = _begun(form)
    if begun is None:
        return make_response(render_template("short_forms/unknown.html", form=form), UNKNOWN)
    return _page(form, _written(begun), url=_first_url(word))


def receive_first(word: str) -> ResponseReturnValue:
    """Begin a draft, and send it on where nothing is wrong."""
    form = FORMS[word]
    begun = _begun(form) or abort(UNKNOWN)
    member = signed_in_member()
    sent = _receive(form, begun.typed, member.municipality)
    about = _about(form, sent.kept, begun.about)
    found = workflow.start(current_desk(), now(), member, form.kind, sent.kept, about)
    return _go_on(found, sent)


def show(submission_id: str) -> ResponseReturnValue:
    """Show a draft with what is wrong in it; what is sent is read on another page."""
    found = drafts.find_own(submission_id, tuple(FORM_OF))
    if not found.state.is_open_to_author:
        return redirect(page_url("contributions.own_report", submission_id=found.id))
    return _page_of(found, found.typed)


def receive(submission_id: str) -> ResponseReturnValue:
    """Keep what was sent, and send it on where nothing is wrong."""
    found = drafts.find_own(submission_id, tuple(FORM_OF))
    form = FORM_OF[found.kind]
    sent = _receive(form, found.typed, found.municipality)
    about = _about(form, sent.kept, found.about)
    try:
        saved = workflow.save(current_desk(), now(), drafts.seen(found), sent.kept, about)
    except Overwritten as error:
        newest = drafts.find_own(submission_id, tuple(FORM_OF))
        return _page_of(newest, sent.typed, notice=in_words(error), status=CONFLICT)
    return _go_on(saved, sent)


def _begun(form: ShortForm) -> Begun | None:
    member = signed_in_member()
    begun = begun_of(form, request.args, current_release().catalogue, member)
    if begun is not None and not may_begin(form, begun, member):
        refuse()
    return begun


def _receive(form: ShortForm, typed: Mapping[str, list[str]], municipality: str) -> Sent:
    """Read what the form sent over what was known before; a field that is not sent was emptied."""
    names = [field.name for field in form.asked_of(municipality)]
    answers = {name: request.form.getlist(name) for name in names}
    merged = {**{name: list(texts) for name, texts in typed.items()}, **answers}
    merged = {name: texts for name, texts in merged.items() if any(texts)}
    personal = personal_faults(form.schema, merged)
    return Sent(merged, {name: texts for name, texts in merged.items() if name not in personal}, personal)


def _about(form: ShortForm, typed: Mapping[str, list[str]], known: About) -> About:
    return about_call(dict(typed), current_release().catalogue) if form.kind is Kind.CALL else known


def _go_on(saved: Submission, sent: Sent) -> ResponseReturnValue:
    """Lead on: to what is wrong in the form, to one's drafts, or to the editors."""
    if sent.personal:
        notice = gettext(NOT_KEPT)
        return _page_of(saved, sent.typed, faults=sent.personal, notice=notice, status=REFUSED)
    if SAVE in request.form:
        return redirect(page_url("contributions.mine", sket="gemt"), 303)
    proposal = proposal_of(saved)
    if proposal is None or not proposal.can_be_sent:
        return redirect(page_url("short_forms.go_on", submission_id=saved.id, _anchor="fejl"), 303)
    workflow.submit(current_desk(), now(), Seen(signed_in_member(), saved.id, saved.version))
    wake_postman()
    return redirect(page_url("contributions.mine", sket="sendt"), 303)


def _page_of(
    found: Submission,
    typed: Mapping[str, list[str]],
    *,
    faults: Mapping[str, tuple[Fault, ...]] | None = None,
    notice: str = "",
    status: int = 200,
) -> Response:
    if faults is None:
        proposal = proposal_of(replace(found, typed=typed))
        faults = proposal.faults if proposal else {}
    written = Written(
        begun=Begun(dict(typed), found.about),
        faults=faults,
        municipality=found.municipality,
        submission=found,
        notice=notice,
        median_days=drafts.median_days(),
    )
    url = page_url("short_forms.go_on", submission_id=found.id)
    return _page(FORM_OF[found.kind], written, url=url, status=status)


def _written(begun: Begun) -> Written:
    return Written(begun, {}, signed_in_member().municipality, median_days=drafts.median_days())


def _page(form: ShortForm, written: Written, *, url: str, status: int = 200) -> Response:
    page = short_page(form, written, current_voice(), url=url)
    return make_response(render_template("short_forms/form.html", page=page), status)


def _first_url(word: str) -> str:
    """Write the address of an empty form, with what it says it is about."""
    about = {
        name: request.args[name]
        for name in ("tal", "spoergsmaal", "loesning", "erfaring")
        if name in request.args
    }
    return page_url("short_forms.begin", form=word, **about)
