"""Who may use a page: everybody, those who are signed in, editors, administrators, one municipality."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn

from flask import Flask, Response, abort, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts.refused import Refused
from kb.errors import ConfigError, DatabaseUnavailable
from kb.events import note_event
from kb.records.marks import N_
from kb.web.caching import unkept
from kb.web.cookie import held_token
from kb.web.desk import current_desk, in_words, now, status_of
from kb.web.i18n import gettext
from kb.web.own_forms import READING
from kb.web.sending_again import send_again

if TYPE_CHECKING:
    from kb.accounts.member import Member

View = Callable[..., ResponseReturnValue]
MUST_SIGN_IN = N_("Log ind først")
SIGNED_OUT = N_(
    "Du er ikke logget ind, eller du er blevet logget ud, fordi der er gået et stykke tid. Intet er sendt."
)
CLOSED = N_("Det er lukket lige nu")
CLOSED_WHY = N_(
    "Databasen med brugere og kladder svarer ikke, så man kan ikke logge ind eller sende noget. "
    "Intet er ændret. Alt i banken kan stadig læses. Prøv igen om lidt."
)


def init_app(app: Flask) -> None:
    """Tell templates who is signed in, and give refusals and a closed database pages of their own."""
    app.context_processor(lambda: {"member": g.get("member")})
    app.register_error_handler(DatabaseUnavailable, show_closed)
    app.register_error_handler(ConfigError, show_closed)
    app.register_error_handler(Refused, show_refused)


def current_member() -> "Member | None":
    """Give the member whose browser this is, or None; asked for on guarded pages only."""
    if "member" not in g:
        g.member = _found(held_token())
    member: Member | None = g.member
    return member


def _found(token: str) -> "Member | None":
    if not token:
        return None
    from kb.accounts import sessions

    return sessions.find(current_desk(), token, now())


def signed_in_member() -> "Member":
    """Give the member on a page that only members reach."""
    return current_member() or abort(401)


def for_everybody(view: View) -> View:
    """Let everybody use a page of its own for each: one with a form that changes something."""
    return _guarded(view)


def for_members(view: View) -> View:
    """Let those use a page who are signed in."""
    return _guarded(view, lambda _: True)


def for_editors(view: View) -> View:
    """Let editors and administrators use a page."""
    return _guarded(view, lambda member: member.is_editor)


def for_admins(view: View) -> View:
    """Let administrators use a page."""
    return _guarded(view, lambda member: member.is_admin)


def refuse() -> NoReturn:
    """Say that the member may not do this, and write it down in the trail."""
    from kb.accounts import signing_in

    signing_in.note_refusal(current_desk(), signed_in_member().actor, str(request.endpoint), now())
    abort(403)


def _guarded(view: View, may_use: "Callable[[Member], bool] | None" = None) -> View:
    @wraps(view)
    def answer(**values: Any) -> Response:
        if may_use:
            member = current_member()
            if member is None:
                return make_response(ask_to_sign_in())
            if not may_use(member):
                refuse()
        return unkept(make_response(view(**values)))

    answer.is_guarded = True  # type: ignore[attr-defined]
    return answer


def ask_to_sign_in() -> AnyResponse:
    """Lead to the page where one signs in, and from there back here; what was sent stays on a page."""
    if request.method not in READING:
        return send_again(401, gettext(MUST_SIGN_IN), gettext(SIGNED_OUT), must_sign_in=True)
    here = request.script_root + request.full_path.rstrip("?")
    return unkept(make_response(redirect(url_for("accounts.sign_in", videre=here))))


def show_closed(error: Exception) -> Response:
    """Say that nobody can sign in or send anything now; the driver's own words go to the log."""
    note_event("database_unavailable", reason=str(error), cause=repr(error.__cause__))
    response = send_again(503, gettext(CLOSED), gettext(CLOSED_WHY))
    response.headers["Retry-After"] = "10"
    return response


def show_refused(error: Refused) -> Response:
    """Say a refusal that no form of the page showed at its field."""
    response = send_again(status_of(error), gettext("Det kunne ikke lade sig gøre"), in_words(error))
    if error.retry_after:
        response.headers["Retry-After"] = str(error.retry_after)
    return response
