"""The page behind the link in each mail: what one follows, and the button that stops it."""

import re

from flask import request
from flask.typing import ResponseReturnValue

from kb.accounts.refused import Refused
from kb.following import subscribing
from kb.web.accounts.choosing import unreferred
from kb.web.accounts.form import Field, Form, Option
from kb.web.accounts.page import FormPage, show_form
from kb.web.changes.scope import name_of, scope_of
from kb.web.context import current_release, current_voice, page_url
from kb.web.desk import current_desk
from kb.web.following.confirming import show_done, show_no_use
from kb.web.formats import capital
from kb.web.i18n import gettext
from kb.web.own_forms import is_one_click

CHOSEN = "stop"
NUMBER = re.compile("[0-9]{1,9}")


def show(token: str) -> ResponseReturnValue:
    """Show what one follows, all of it chosen."""
    try:
        followed = subscribing.followed_by(current_desk(), token)
    except Refused as error:
        return show_no_use(error)
    options = tuple(Option(str(number), name_of_key(what), is_chosen=True) for number, what in followed)
    page = FormPage(
        title=gettext("Afmeld mails"),
        lead=gettext("Vælg, hvad du ikke længere vil have mail om. Vælger du alt, sletter vi din adresse."),
        form=Form((Field(CHOSEN, gettext("Det følger du"), kind="checkbox", options=options),)),
        url=page_url("following.end", token=token),
        button=gettext("Stop mails om det valgte"),
    )
    return unreferred(show_form(page))


def receive(token: str) -> ResponseReturnValue:
    """Stop what was chosen; the one click of a mail program stops all."""
    numbers = [int(text) for text in request.form.getlist(CHOSEN) if NUMBER.fullmatch(text)]
    try:
        subscribing.end(current_desk(), token, None if is_one_click() else numbers)
    except Refused as error:
        return show_no_use(error)
    if not numbers and not is_one_click():
        return show_done(gettext("Intet er ændret"), gettext("Du valgte ikke noget at stoppe."), "")
    return show_done(gettext("Mails er stoppet"), gettext("Du får ikke flere mails om det valgte."), "")


def name_of_key(key: str) -> str:
    """Name what is followed; what is no longer in the bank goes by its key."""
    scope = scope_of(key, current_release().catalogue)
    return capital(name_of(scope, current_voice())) if scope else key
