"""The page of one user, on which an administrator corrects, gives rights, shuts out, lets in, re-invites."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts import people
from kb.accounts.member import Member
from kb.accounts.people import Person, Rights
from kb.accounts.refused import Refused
from kb.records.marks import N_
from kb.web.accounts.form import (
    LONGEST_EMAIL,
    LONGEST_NAME,
    Field,
    Form,
    email_field,
    options_of,
    with_mistake,
)
from kb.web.accounts.page import MESSAGE, typed
from kb.web.accounts.rights import read_rights, rights_fields
from kb.web.accounts.users import show_invited
from kb.web.accounts.words import state_word
from kb.web.context import page_url
from kb.web.desk import current_desk, now, status_of, wake_postman
from kb.web.i18n import LANGUAGES, gettext
from kb.web.signed_in import signed_in_member

DOING = "goer"  # which of the page's buttons was pressed
MESSAGES = {
    "rettigheder": N_("Gemt. Det gælder fra brugerens næste side."),
    "ret": N_("Gemt."),
    "ret-adresse": N_("Gemt. Brugeren er logget ud alle steder, og links i ældre mails virker ikke længere."),
    "luk-ude": N_("Brugeren er lukket ude og logget ud alle steder."),
    "luk-ind": N_("Brugeren kan logge ind igen."),
}


@dataclass(frozen=True)
class UserPage:
    """One user, and what can be done."""

    id: int
    email: str
    name: str
    state: str
    is_disabled: bool
    has_password: bool
    notice: str
    person: Form
    form: Form

    @property
    def wrong(self) -> Form:
        """The form to tell the mistakes of, if either has any."""
        return self.person if self.person.is_wrong else self.form


def show(user_id: int) -> Response:
    """Show one user."""
    return answer(user_page(found(user_id)))


def receive(user_id: int) -> AnyResponse:
    """Do what the button says, or say why not."""
    member = found(user_id)
    doing = request.form.get(DOING, "")
    do = DOINGS.get(doing) or abort(400)
    try:
        response = do(member)
    except Refused as error:
        return answer(user_page(member, error), status_of(error))
    return response or redirect(page_url("accounts.user", user_id=user_id, besked=doing), 303)


def found(user_id: int) -> Member:
    """Find a user who is not forgotten, or end in 404."""
    with current_desk().database.reading() as session:
        member = people.member(session, user_id)
    return member if member and member.email else abort(404)


def change_rights(member: Member) -> None:
    """Give the user the rights of the form."""
    people.change_rights(current_desk(), signed_in_member().actor, member.email, read_rights(), now())


def correct(member: Member) -> AnyResponse:
    """Give the user the address, name and language of the form."""
    person = Person(typed("email", LONGEST_EMAIL), typed("name", LONGEST_NAME), typed("language", 2))
    found = people.correct(current_desk(), signed_in_member().actor, member.email, person, now())
    wake_postman()
    said = "ret" if found.email == member.email else "ret-adresse"
    return redirect(page_url("accounts.user", user_id=member.id, besked=said), 303)


def disable(member: Member) -> None:
    """Shut the user out."""
    people.disable(current_desk(), signed_in_member().actor, member.email, now())


def enable(member: Member) -> None:
    """Let the user in again."""
    people.enable(current_desk(), signed_in_member().actor, member.email, now())


def invite_again(member: Member) -> Response:
    """Mail the user a new link; the one before is void."""
    rights = Rights(member.role, member.municipality, member.areas)
    invited = people.invite(
        current_desk(),
        signed_in_member().actor,
        member.email,
        rights,
        now(),
        name=member.name,
        language=member.language,
    )
    wake_postman()
    return show_invited(invited)


DOINGS: dict[str, Callable[[Member], AnyResponse | None]] = {
    "ret": correct,
    "rettigheder": change_rights,
    "luk-ude": disable,
    "luk-ind": enable,
    "inviter": invite_again,
}


def form_of(member: Member) -> Form:
    """Make the form, with what was just chosen or else what the user has."""
    sent = request.form
    if sent.get(DOING) == "rettigheder":
        return Form(
            tuple(rights_fields(sent.get("role", ""), sent.get("municipality", ""), sent.getlist("areas")))
        )
    return Form(tuple(rights_fields(member.role, member.municipality, member.areas)))


def person_of(member: Member) -> Form:
    """Make the form on who the user is, with what was just typed or else what we have."""
    sent = request.form if request.form.get(DOING) == "ret" else None
    language = sent.get("language", "") if sent else member.language
    return Form(
        (
            email_field(sent.get("email", "") if sent else member.email, autocomplete="off"),
            Field("name", gettext("Navn"), text=typed("name", LONGEST_NAME) if sent else member.name),
            Field(
                "language",
                gettext("Sprog i mails"),
                kind="select",
                options=options_of(LANGUAGES.items(), [language]),
            ),
        )
    )


def user_page(member: Member, error: Refused | None = None) -> UserPage:
    """Make the page, with what was refused at the form that was sent."""
    person, form = person_of(member), form_of(member)
    if error and request.form.get(DOING) == "ret":
        person = with_mistake(person, error)
    elif error:
        form = with_mistake(form, error)
    notice = MESSAGES.get(request.args.get(MESSAGE, ""), "")
    return UserPage(
        id=member.id,
        email=member.email,
        name=member.name,
        state=state_word(member),
        is_disabled=member.is_disabled,
        has_password=member.has_password,
        notice=gettext(notice) if notice and error is None else "",
        person=person,
        form=form,
    )


def answer(page: UserPage, status: int = 200) -> Response:
    """Render the page."""
    return Response(render_template("accounts/user.html", page=page), status)
