"""The page behind the link in the first mail: looking changes nothing, the button begins it."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts.refused import Refused
from kb.following import subscribing
from kb.web.accounts.choosing import unreferred
from kb.web.accounts.form import Form
from kb.web.accounts.page import FormPage, show_form
from kb.web.changes.news import news_of
from kb.web.changes.scope import Scope, addresses_of, name_of, scope_of
from kb.web.context import current_release, current_voice, page_url
from kb.web.desk import current_desk, in_words, now
from kb.web.i18n import gettext


def show(token: str) -> ResponseReturnValue:
    """Ask whether one wants it."""
    try:
        scope = scope_asked_for(token)
    except Refused as error:
        return show_no_use(error)
    page = FormPage(
        title=gettext("Vil du følge med?"),
        lead=gettext(
            "Du får mail om nyt om %(what)s, højst én om dagen. I hver mail er et link, der stopper det.",
            what=name_of(scope, current_voice()),
        ),
        form=Form(()),
        url=page_url("following.confirm", token=token),
        button=gettext("Ja, send mig mails"),
    )
    return unreferred(show_form(page))


def receive(token: str) -> ResponseReturnValue:
    """Begin it."""
    try:
        scope = scope_asked_for(token)
        there = news_of(current_release(), scope, current_voice())
        subscribing.confirm(current_desk(), token, (one.id for one in there if not one.is_listed), now())
    except Refused as error:
        return show_no_use(error)
    told = gettext("Du følger nu nyt om %(what)s.", what=name_of(scope, current_voice()))
    return show_done(gettext("Du følger med"), told, addresses_of(scope).page)


def scope_asked_for(token: str) -> Scope:
    """Find what a link confirms; refuse one of no use, also where the record is gone meanwhile."""
    key = subscribing.asked_for(current_desk(), token, now())
    scope = scope_of(key, current_release().catalogue)
    if scope is None:
        raise Refused(subscribing.GONE)
    return scope


def show_done(title: str, told: str, onward: str) -> AnyResponse:
    """Say what was done, and lead on."""
    return unreferred(Response(render_template("following/told.html", title=title, told=told, onward=onward)))


def show_no_use(error: Refused) -> AnyResponse:
    """Say that a link is of no use, and where to begin again."""
    page = render_template(
        "following/told.html", title=gettext("Linket virker ikke"), told=in_words(error), onward=""
    )
    return unreferred(Response(page, 410))
