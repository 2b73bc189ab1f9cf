"""The pages on which one chooses a password: by the link in a mail, or having forgotten the old one."""

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts import changing_passwords
from kb.accounts.member import Member
from kb.accounts.people import NO_ADDRESS
from kb.accounts.refused import Refused
from kb.mail.letter import is_address
from kb.records.marks import N_
from kb.web.accounts.form import LONGEST_EMAIL, Field, Form, email_field, new_password_fields
from kb.web.accounts.page import MESSAGE, FormPage, received, secret, show_form, typed
from kb.web.context import Link, page_url
from kb.web.cookie import give_token, held_token
from kb.web.desk import current_desk, in_words, now, wake_postman
from kb.web.i18n import gettext

NOT_ALIKE = N_("De to adgangskoder er ikke ens. Skriv den nye igen begge steder.")
SENT = "sendt"


def show_forgotten() -> Response:
    """Ask for the mail address."""
    return show_form(forgotten_page())


def receive_forgotten() -> AnyResponse:
    """Mail a link; the answer is the same whether or not there is such a user."""
    return received(forgotten_page(), ask_for_reset)


def ask_for_reset() -> str:
    """Ask for the link and give the address that says so."""
    email = typed("email", LONGEST_EMAIL)
    if not is_address(email):
        raise Refused(NO_ADDRESS, field="email")
    changing_passwords.ask_for_reset(current_desk(), email, request.remote_addr or "", now())
    wake_postman()
    return page_url("accounts.forgotten", besked=SENT)


def forgotten_page() -> FormPage:
    """Make the page."""
    was_sent = request.args.get(MESSAGE) == SENT
    return FormPage(
        title=gettext("Glemt adgangskode"),
        lead=gettext("Skriv din mailadresse, så sender vi et link, hvor du vælger en ny."),
        notice=gettext(
            "Har vi en bruger med den mailadresse, er der et link på vej. Det virker i en time. "
            "Kommer der ikke noget, så se efter i uønsket post."
        )
        if was_sent
        else "",
        form=Form((email_field(request.form.get("email", "")),)),
        url=page_url("accounts.forgotten"),
        button=gettext("Send linket"),
        links=(Link(gettext("Tilbage til log ind"), page_url("accounts.sign_in")),),
    )


def show_choice(token: str) -> AnyResponse:
    """Show the form behind the link in a mail; looking does not use the link up."""
    try:
        owner = changing_passwords.owner_of_key(current_desk(), token, now())
    except Refused as error:
        return show_no_use(error)
    return unreferred(show_form(choice_page(token, owner)))


def receive_choice(token: str) -> AnyResponse:
    """Set the password and sign in."""
    try:
        owner = changing_passwords.owner_of_key(current_desk(), token, now())
    except Refused as error:
        return show_no_use(error)
    return unreferred(received(choice_page(token, owner), lambda: choose(token)))


def choose(token: str) -> str:
    """Set the password, begin the session, and give the address to go on to."""
    password = new_password()
    signed_in = changing_passwords.choose_password(
        current_desk(), token, password, now(), replaces=held_token()
    )
    wake_postman()
    give_token(signed_in.token)
    return page_url("accounts.account", besked="valgt")


def new_password() -> str:
    """Give the new password when it was written alike twice."""
    password = secret("password")
    if password != secret("password_again"):
        raise Refused(NOT_ALIKE, field="password_again")
    return password


def choice_page(token: str, owner: Member) -> FormPage:
    """Make the page on which the owner of a link chooses a password."""
    email = Field(
        "email",
        gettext("Mailadresse"),
        kind="shown",
        text=owner.email,
        autocomplete="username",
        longest=LONGEST_EMAIL,
    )
    return FormPage(
        title=gettext("Vælg en adgangskode"),
        lead=gettext("Bagefter er du logget ind. Linket virker kun én gang."),
        form=Form((email, *new_password_fields())),
        url=page_url("accounts.choose_password", token=token),
        button=gettext("Gem og log ind"),
        links=(Link(gettext("Hvad vi gemmer om dig"), page_url("about.privacy")),),
    )


def show_no_use(error: Refused) -> AnyResponse:
    """Say that a link is of no use, and where to get another."""
    response = Response(render_template("accounts/no_use.html", message=in_words(error)), 410)
    return unreferred(response)


def unreferred(response: AnyResponse) -> AnyResponse:
    """Keep the address, which holds the key, from being told to the next page."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
