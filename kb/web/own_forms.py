"""Whether a form was sent from a page of ours: each carries a digest of the cookie that only we can make."""

import hmac
from collections.abc import Callable

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from kb.accounts.secret import keyed_digest
from kb.records.marks import N_
from kb.web.cookie import held_token, own_token
from kb.web.desk import current_desk
from kb.web.i18n import gettext
from kb.web.sending_again import send_again

View = Callable[..., ResponseReturnValue]
FIELD = "csrf_token"
# What a mail program sends, by RFC 8058, when its reader wants no more mails: the address is the proof.
ONE_CLICK = ("List-Unsubscribe", "One-Click")
READING = ("GET", "HEAD", "OPTIONS")
TITLE = N_("Formularen er for gammel")
EXPLANATION = N_(
    "Du har logget ind eller ud, siden du åbnede den. Intet er sendt. "
    "Sker det hver gang, så tager din browser ikke imod den ene cookie, som formularer kræver."
)


def init_app(app: Flask) -> None:
    """Check every request that may change something, whatever page it is for."""
    app.before_request(refuse_foreign_form)
    app.jinja_env.globals["form_token"] = form_token


def form_token() -> str:
    """Give what a form of ours carries in its hidden field; the page must not be kept."""
    return _digest(own_token())


def refuse_foreign_form() -> Response | None:
    """Refuse a form that does not carry the digest of the sender's own cookie."""
    if request.method in READING or request.endpoint is None or is_own_form() or is_one_click():
        return None
    return send_again(400, gettext(TITLE), gettext(EXPLANATION))


def takes_one_click(view: View) -> View:
    """Let a page be told by a mail program that its reader wants no more mails."""
    view.takes_one_click = True  # type: ignore[attr-defined]
    return view


def is_one_click() -> bool:
    """Tell whether a mail program sent the form, to a page that takes it."""
    view = current_app.view_functions[str(request.endpoint)]
    return hasattr(view, "takes_one_click") and request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]


def is_own_form() -> bool:
    """Tell whether the form carries the digest of the sender's own cookie."""
    token = held_token()
    sent = request.form.get(FIELD, "").encode()
    return bool(token) and hmac.compare_digest(sent, _digest(token).encode())


def _digest(token: str) -> str:
    return keyed_digest(current_desk().secret, "form", token)
