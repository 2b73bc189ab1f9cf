"""The page of all users, and the one on which somebody is invited; for administrators."""

from dataclasses import dataclass

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts import people
from kb.accounts.member import Member
from kb.accounts.people import Invited
from kb.accounts.refused import Refused
from kb.web.accounts.form import LONGEST_EMAIL, LONGEST_NAME, Field, Form, email_field, options_of
from kb.web.accounts.page import FormPage, show_form, show_mistake, typed
from kb.web.accounts.rights import read_rights, rights_fields
from kb.web.accounts.words import areas_word, municipality_word, role_word, state_word
from kb.web.context import Link, page_url
from kb.web.desk import current_desk, now, wake_postman
from kb.web.i18n import LANGUAGES, current_language, gettext, ngettext
from kb.web.signed_in import signed_in_member


@dataclass(frozen=True)
class UserRow:
    """One user in the table."""

    name: str
    email: str
    role: str
    where: str
    state: str
    url: str


@dataclass(frozen=True)
class UsersPage:
    """All users."""

    count: str
    rows: tuple[UserRow, ...]


def show_all() -> Response:
    """Show all users."""
    with current_desk().database.reading() as session:
        found = people.members(session)
    count = ngettext("%(num)s bruger", "%(num)s brugere", len(found))
    page = UsersPage(count, tuple(user_row(member) for member in found))
    return Response(render_template("accounts/users.html", page=page))


def user_row(member: Member) -> UserRow:
    """Make the row of one user."""
    return UserRow(
        name=member.name,
        email=member.email,
        role=role_word(member.role),
        where=where_of(member),
        state=state_word(member),
        url=page_url("accounts.user", user_id=member.id),
    )


def where_of(member: Member) -> str:
    """Say for whom a contributor reports, and what an editor reads."""
    place = municipality_word(member.municipality)
    if not member.is_editor:
        return place
    areas = areas_word(member.areas)
    return f"{areas}, {place}" if place else areas


def show_invite() -> Response:
    """Show the form on which somebody is invited."""
    return show_form(invite_page())


def receive_invite() -> AnyResponse:
    """Invite somebody, and say what happens now."""
    try:
        invited = invite()
    except Refused as error:
        return show_mistake(invite_page(), error)
    return show_invited(invited)


def invite() -> Invited:
    """Make the user and have the mail sent."""
    invited = people.invite(
        current_desk(),
        signed_in_member().actor,
        typed("email", LONGEST_EMAIL),
        read_rights(),
        now(),
        name=typed("name", LONGEST_NAME),
        language=typed("language", 2),
    )
    wake_postman()
    return invited


def show_invited(invited: Invited) -> Response:
    """Say that the mail is on its way; where the bank sends no mail, show the link to be handed over."""
    link = "" if current_desk().config.smtp_url else invited.link
    return Response(render_template("accounts/invited.html", email=invited.member.email, link=link))


def invite_page() -> FormPage:
    """Make the page."""
    sent = request.form
    language = sent.get("language", current_language())
    return FormPage(
        title=gettext("Invitér en bruger"),
        lead=gettext("Vi sender en mail med et link, hvor brugeren vælger sin adgangskode."),
        form=Form(
            (
                email_field(sent.get("email", ""), autocomplete="off"),
                Field("name", gettext("Navn"), text=typed("name", LONGEST_NAME)),
                *rights_fields(sent.get("role", ""), sent.get("municipality", ""), sent.getlist("areas")),
                Field(
                    "language",
                    gettext("Sprog i mails"),
                    kind="select",
                    options=options_of(LANGUAGES.items(), [language]),
                ),
            )
        ),
        url=page_url("accounts.invite"),
        button=gettext("Send invitationen"),
        crumbs=(Link(gettext("Brugere"), page_url("accounts.users")),),
    )
