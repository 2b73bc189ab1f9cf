"""One's own account: what we keep, a new password, and signing out everywhere."""

from dataclasses import dataclass

from flask import Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts import changing_passwords, periods, signing_in
from kb.accounts.member import Member
from kb.accounts.refused import Refused
from kb.records.marks import N_
from kb.web.accounts.choosing import new_password
from kb.web.accounts.form import Form, new_password_fields, password_field
from kb.web.accounts.page import MESSAGE, FormPage, received, secret, show_form
from kb.web.accounts.words import areas_word, municipality_word, role_word
from kb.web.context import Link, current_config, page_url
from kb.web.cookie import give_token
from kb.web.desk import current_desk, now, wake_postman
from kb.web.formats import format_date
from kb.web.i18n import LANGUAGES, current_language, gettext
from kb.web.lasting import in_words
from kb.web.signed_in import signed_in_member

NO_OLD = N_("Skriv den adgangskode, du har nu.")
MESSAGES = {
    "valgt": N_("Din adgangskode er gemt, og du er logget ind."),
    "skiftet": N_("Din adgangskode er skiftet. Alle andre steder er du logget ud."),
}


@dataclass(frozen=True)
class Fact:
    """One thing that we keep about a member."""

    name: str
    value: str


@dataclass(frozen=True)
class AccountPage:
    """What we keep about a member, and for how long."""

    notice: str
    facts: tuple[Fact, ...]
    is_admin: bool
    operator_email: str
    idle: str
    absolute: str


def show() -> Response:
    """Show one's own account."""
    notice = MESSAGES.get(request.args.get(MESSAGE, ""), "")
    member = signed_in_member()
    page = AccountPage(
        notice=gettext(notice) if notice else "",
        facts=facts_of(member),
        is_admin=member.is_admin,
        operator_email=current_config().operator_email,
        idle=in_words(periods.IDLE),
        absolute=in_words(periods.ABSOLUTE),
    )
    return Response(render_template("accounts/account.html", page=page))


def facts_of(member: Member) -> tuple[Fact, ...]:
    """List what we keep about a member; what is empty is left out."""
    kept = (
        Fact(gettext("Mailadresse"), member.email),
        Fact(gettext("Navn"), member.name),
        Fact(gettext("Rolle"), role_word(member.role)),
        Fact(gettext("Kommune"), municipality_word(member.municipality)),
        Fact(gettext("Områder"), areas_word(member.areas) if member.is_editor else ""),
        Fact(gettext("Sprog i mails"), LANGUAGES[member.language]),
        Fact(gettext("Slettes"), deletion_words(member)),
    )
    return tuple(fact for fact in kept if fact.value)


def deletion_words(member: Member) -> str:
    """Say when a member is forgotten."""
    if member.delete_on is None:
        return ""
    date = format_date(member.delete_on.isoformat(), current_language())
    return gettext("%(date)s, hvis du ikke logger ind inden da", date=date)


def sign_out_everywhere() -> AnyResponse:
    """End all of one's sessions, this one too."""
    signing_in.sign_out_everywhere(current_desk(), signed_in_member(), now())
    give_token("")
    return redirect(page_url("accounts.sign_in", besked="ude-overalt"), 303)


def show_change() -> Response:
    """Show the form on which one changes one's password."""
    return show_form(change_page())


def receive_change() -> AnyResponse:
    """Change the password."""
    return received(change_page(), change)


def change() -> str:
    """Change the password, keep this browser signed in, and give the address to go on to."""
    old = secret("old_password")
    if not old:
        raise Refused(NO_OLD, field="old_password")
    password = new_password()
    signed_in = changing_passwords.change_password(current_desk(), signed_in_member(), old, password, now())
    wake_postman()
    give_token(signed_in.token)
    return page_url("accounts.account", besked="skiftet")


def change_page() -> FormPage:
    """Make the page."""
    return FormPage(
        title=gettext("Skift adgangskode"),
        lead=gettext("Bagefter er du logget ud alle andre steder end her."),
        form=Form((password_field("old_password", gettext("Nuværende adgangskode")), *new_password_fields())),
        url=page_url("accounts.change_password"),
        button=gettext("Skift adgangskode"),
        crumbs=(Link(gettext("Din konto"), page_url("accounts.account")),),
    )
