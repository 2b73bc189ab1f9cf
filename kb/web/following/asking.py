"""The page on which one asks to follow something by mail."""

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from kb.accounts.people import NO_ADDRESS
from kb.accounts.refused import Refused
from kb.following import subscribing
from kb.following.subscribing import Wish
from kb.mail.letter import is_address
from kb.records.marks import N_
from kb.web.accounts.form import LONGEST_EMAIL, Field, Form, Option, email_field
from kb.web.accounts.page import MESSAGE, FormPage, received, show_form, typed
from kb.web.changes.scope import LONGEST_KEY, Kind, Scope, addresses_of, name_of, scope_of
from kb.web.context import Link, current_release, current_voice, page_url
from kb.web.desk import current_desk, now, wake_postman
from kb.web.formats import capital, danish_order
from kb.web.i18n import current_language, gettext

WHAT, SENT = "hvad", "sendt"
UNKNOWN = N_("Det kender banken ikke. Vælg noget andet at følge.")
LEAD = N_(
    "Få en mail, når der kommer nye erfaringer, når en grad ændrer sig, når noget bliver stoppet, og når "
    "nogen efterlyser. Højst én om dagen, og kun når der er noget nyt."
)
ON_ITS_WAY = N_(
    "Der er en mail på vej med et link, hvor du bekræfter. Før det sender vi ikke andet. "
    "Kommer der ikke noget, så se efter i uønsket post."
)


def show() -> Response:
    """Ask for the mail address and what to follow."""
    return show_form(page_for(asked(request.args.get(WHAT, ""))))


def receive() -> AnyResponse:
    """Mail a link; the answer is the same whether or not the address is known."""
    return received(page_for(asked(request.form.get(WHAT, ""))), ask)


def ask() -> str:
    """Ask for the link and give the address that says so."""
    email, scope = typed("email", LONGEST_EMAIL), asked(typed(WHAT, LONGEST_KEY + 1))
    if not is_address(email):
        raise Refused(NO_ADDRESS, field="email")
    if scope is None:
        raise Refused(UNKNOWN, field=WHAT)
    wish = Wish(email, scope.key, name_of(scope, current_voice()), current_language())
    subscribing.ask(current_desk(), wish, request.remote_addr or "", now())
    wake_postman()
    return page_url("following.index", **{WHAT: scope.key, MESSAGE: SENT})


def asked(key: str) -> Scope | None:
    """Read what is asked for; nothing in particular is everything."""
    return scope_of(key or Kind.ALL.value, current_release().catalogue)


def page_for(scope: Scope | None) -> FormPage:
    """Make the page."""
    addresses = addresses_of(scope or Scope())
    return FormPage(
        title=gettext("Følg med"),
        lead=gettext(LEAD),
        notice=gettext(ON_ITS_WAY) if request.args.get(MESSAGE) == SENT else "",
        form=Form((what_field(scope), email_field(request.form.get("email", ""), autocomplete="email"))),
        url=page_url("following.index"),
        button=gettext("Send mig et link"),
        links=(
            Link(gettext("Følg i stedet med i en læser til nyheder (Atom)"), addresses.atom),
            Link(gettext("Det samme som JSON Feed"), addresses.json),
            Link(gettext("Hvad vi gemmer om dig"), page_url("about.privacy")),
        ),
    )


def what_field(scope: Scope | None) -> Field:
    """Offer everything, each area, and what the reader comes from."""
    voice = current_voice()
    vocabulary = voice.catalogue.vocabularies.get("area")
    areas = [Scope(Kind.AREA, term.id) for term in (vocabulary.terms if vocabulary else ())]
    areas.sort(key=lambda one: danish_order(name_of(one, voice)))
    offered = dict.fromkeys((*((scope,) if scope else ()), Scope(), *areas))
    return Field(
        WHAT,
        gettext("Hvad vil du følge?"),
        kind="select",
        hint=gettext("En løsning, en kommune eller en søgning følger du fra dens egen side."),
        message="" if scope else gettext(UNKNOWN),
        options=tuple(Option(one.key, capital(name_of(one, voice)), one == scope) for one in offered),
    )
