"""The pages on which one signs in and out."""

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts import signing_in
from kb.accounts.refused import Refused
from kb.records.marks import N_
from kb.web.accounts.form import LONGEST_EMAIL, Form, email_field, password_field
from kb.web.accounts.onward import FIELD, onward
from kb.web.accounts.page import MESSAGE, FormPage, received, secret, show_form, typed
from kb.web.context import Link, page_url
from kb.web.cookie import give_token, held_token
from kb.web.desk import current_desk, now
from kb.web.i18n import gettext
from kb.web.signed_in import current_member

NO_EMAIL = N_("Skriv din mailadresse.")
NO_PASSWORD = N_("Skriv din adgangskode.")
MESSAGES = {
    "ude": N_("Du er logget ud."),
    "ude-overalt": N_("Du er logget ud alle steder."),
}


def show() -> AnyResponse:
    """Show the form; who is signed in already goes on."""
    if current_member():
        return redirect(onward(request.args.get(FIELD, "")), 303)
    return show_form(sign_in_page(request.args.get(FIELD, "")))


def receive() -> AnyResponse:
    """Sign in and go on to the page that was asked for."""
    return received(sign_in_page(request.form.get(FIELD, "")), sign_in)


def sign_in() -> str:
    """Sign in and give the address to go on to."""
    email, password = typed("email", LONGEST_EMAIL), secret("password")
    if not email:
        raise Refused(NO_EMAIL, field="email")
    if not password:
        raise Refused(NO_PASSWORD, field="password")
    address, token = request.remote_addr or "", held_token()
    signed_in = signing_in.sign_in(current_desk(), email, password, address, now(), replaces=token)
    give_token(signed_in.token)
    return onward(request.form.get(FIELD, ""))


def sign_in_page(wanted: str) -> FormPage:
    """Make the page; `wanted` is where one was going."""
    notice = MESSAGES.get(request.args.get(MESSAGE, ""), "")
    email = email_field(request.form.get("email", ""))
    return FormPage(
        title=gettext("Log ind"),
        lead=gettext(
            "Her logger I ind, der indberetter erfaringer eller læser dem igennem. "
            "Man skal ikke logge ind for at læse."
        ),
        notice=gettext(notice) if notice else "",
        form=Form((email, password_field("password", gettext("Adgangskode")))),
        url=page_url("accounts.sign_in"),
        button=gettext("Log ind"),
        hidden={FIELD: wanted} if wanted else {},
        links=(
            Link(gettext("Glemt adgangskoden?"), page_url("accounts.forgotten")),
            Link(gettext("Hvad vi gemmer om dig"), page_url("about.privacy")),
        ),
    )


def show_sign_out() -> Response:
    """Ask whether one wants to sign out."""
    return Response(render_template("accounts/sign_out.html"))


def sign_out() -> AnyResponse:
    """Sign out and take the cookie away."""
    signing_in.sign_out(current_desk(), held_token(), now())
    give_token("")
    return redirect(page_url("accounts.sign_in", besked="ude"), 303)
